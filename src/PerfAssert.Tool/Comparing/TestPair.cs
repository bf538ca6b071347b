namespace PerfAssert.Tool;

/// <summary>The same test on both sides, compared as far as its files allow.</summary>
/// <param name="Test">Name of the test.</param>
/// <param name="A">The side compared with.</param>
/// <param name="B">The side that is judged.</param>
/// <param name="Comparison">With a verdict; <see langword="null"/> where a side has no measurement.</param>
internal sealed record TestPair(string Test, ComparedRun A, ComparedRun B, BaselineComparison? Comparison)
{
    public static TestPair Of(ComparedRun a, ComparedRun b) => new(b.Test, a, b, Judge(a, b));

    private static BaselineComparison? Judge(ComparedRun a, ComparedRun b)
    {
        if (b.Measurements.Count == 0 || a.Measurements.Count == 0)
            return null;
        var run = b.Measurements[^1];
        BaselineDocument? document = null;
        foreach (var measurement in a.Measurements.Where(measurement => measurement.Valid))
            document = BaselineEdit.Append(document, measurement);
        if (run.Valid && document is not null)
            return RegressionTest.Compare(b.Test, document, run.Fingerprint, run.Load, run.Run);
        return new BaselineComparison
        {
            Test = b.Test,
            Verdict = RegressionVerdict.InvalidRun,
            Reason = run.Valid ? "no run of A can be trusted; its results.json says why" : "the run of B cannot be trusted; its results.json says why",
            Channels = [],
            BaselineRuns = 0,
            ForeignCpu = run.Run.ForeignCpu,
            Measured = run.Run.Measured,
        };
    }
}
