namespace PerfAssert.VerdictBench;

/// <summary>Judges measurements as the product does.</summary>
internal static class Judge
{
    public static BaselineDocument Baseline(IReadOnlyList<MeasurementFile> runs) => new()
    {
        Test = runs[0].Test,
        Load = runs[0].Load,
        Environments =
        [
            .. runs.GroupBy(run => run.Fingerprint).Select(group => new BaselineSection
            {
                Fingerprint = group.Key,
                Runs = [.. group.Select(run => run.Run).TakeLast(BaselineSection.MostRuns)],
            }),
        ],
    };

    public static BaselineComparison Compare(BaselineDocument baseline, MeasurementFile candidate)
    {
        var comparison = RegressionTest.Compare(candidate.Test, baseline, candidate.Fingerprint, candidate.Load, candidate.Run);
        return candidate.Valid ? comparison : comparison with { Verdict = RegressionVerdict.InvalidRun, Reason = "The measurement cannot be trusted." };
    }
}
