namespace PerfAssert;

/// <summary>Applies one level after the other.</summary>
internal sealed class StepSeriesMeasurement(StepSeriesProfile profile, LoadPlan plan) : ProfileMeasurement<StepSeriesResult>
{
    private readonly TimeSpan length = StepPlan.Length(profile.Length, plan);
    private readonly List<LoadResult> runs = [];

    public override async Task RunAsync(Func<LoadPlan, string, Task<LoadResult>> apply)
    {
        foreach (var level in profile.Levels)
        {
            var step = StepPlan.Of(plan, level, length, runs.Count == 0 ? null : profile.Settle);
            runs.Add(await apply(step, level.ToString()).ConfigureAwait(false));
        }
    }

    public override StepSeriesResult Result(ProfileContext context) => new(context, profile with { Length = length }, [.. runs]);
}
