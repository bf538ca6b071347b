namespace PerfAssert.VerdictBench;

/// <summary>Judges measurements as the product does.</summary>
internal static class Judge
{
    public static BaselineDocument Baseline(IReadOnlyList<MeasurementFile> runs) => BaselineEdit.Rebase(null, runs);

    public static BaselineComparison Compare(BaselineDocument baseline, MeasurementFile candidate)
    {
        var comparison = RegressionTest.Compare(candidate.Test, baseline, candidate.Fingerprint, candidate.Load, candidate.Run);
        return candidate.Valid ? comparison : comparison with { Verdict = RegressionVerdict.InvalidRun, Reason = "The measurement cannot be trusted." };
    }
}
