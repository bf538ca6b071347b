namespace PerfAssert.FaultBench;

/// <summary>What came of the runs of one fault.</summary>
internal sealed class Tally
{
    /// <summary>Runs with the fault in which the diagnosis named it.</summary>
    public int Named { get; private set; }

    /// <summary>Runs with the fault in which the assertion failed.</summary>
    public int Caught { get; private set; }

    /// <summary>Healthy runs in which the diagnosis named anything.</summary>
    public int NamedFalsely { get; private set; }

    /// <summary>Healthy runs in which the assertion failed.</summary>
    public int CaughtFalsely { get; private set; }

    public void AddFaulty(FaultCase fault, LoadResult result)
    {
        Named += result.Bottlenecks.Any(found => found.Kind == fault.Kind) ? 1 : 0;
        Caught += Failed(result) ? 1 : 0;
    }

    public void AddHealthy(LoadResult result)
    {
        NamedFalsely += result.Bottlenecks.Count > 0 ? 1 : 0;
        CaughtFalsely += Failed(result) ? 1 : 0;
    }

    public static bool Failed(LoadResult result) => result.Evaluations.Any(evaluation => evaluation.Verdict == Verdict.Failed);
}
