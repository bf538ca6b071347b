namespace PerfAssert;

/// <summary>Judges a run against its baseline. Pure.</summary>
internal static class RegressionTest
{
    /// <param name="test">Stable name of the test.</param>
    /// <param name="baseline">The accepted file; <see langword="null"/> when there is none.</param>
    /// <param name="fingerprint">Where the run was measured.</param>
    /// <param name="load">What load was applied.</param>
    /// <param name="run">The run.</param>
    public static BaselineComparison Compare(
        string test, BaselineDocument? baseline, EnvironmentFingerprint fingerprint, LoadFingerprint load, RunSummary run)
        => throw new NotImplementedException();

    /// <summary>Joins a regressed comparison with that of a second run in a fresh process: regressed only when both agree.</summary>
    /// <param name="first">Says <see cref="RegressionVerdict.Regressed"/>.</param>
    /// <param name="second">The second run compared with the same baseline; <see langword="null"/> when it could not be made.</param>
    /// <param name="took">Time that the second run took.</param>
    /// <param name="failure">Why there is no second run.</param>
    public static BaselineComparison Confirm(BaselineComparison first, BaselineComparison? second, TimeSpan took, string? failure)
        => throw new NotImplementedException();
}
