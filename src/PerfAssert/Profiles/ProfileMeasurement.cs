namespace PerfAssert;

/// <summary>Asks a profile's question: which runs there are, and what they mean together. Knows neither clocks nor files.</summary>
/// <typeparam name="TResult">The answer.</typeparam>
internal abstract class ProfileMeasurement<TResult>
    where TResult : ProfileResult
{
    /// <summary>Applies the runs, one after the other.</summary>
    /// <param name="apply">Applies a plan; its name tells it from the others. Throws when the run was stopped, and only then ends early.</param>
    public abstract Task RunAsync(Func<LoadPlan, string, Task<LoadResult>> apply);

    /// <summary>A run was stopped. Of a series it is left out, as the steps before it are what is known.</summary>
    /// <param name="partial">What it measured by then.</param>
    public virtual void Stopped(LoadResult partial)
    {
    }

    /// <summary>The answer by what has been measured so far.</summary>
    public abstract TResult Result(ProfileContext context);
}
