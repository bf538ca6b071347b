namespace PerfAssert.Tool;

/// <summary>What the last run of a test was found to be, with its measurement.</summary>
/// <param name="Verdict">As the test run found it.</param>
/// <param name="Measurement">Of that run; <see langword="null"/> where it is not there any more.</param>
internal sealed record PastVerdict(VerdictFile Verdict, MeasurementFile? Measurement)
{
    /// <summary>The last verdict of each test below a folder, by the name of the test.</summary>
    public static IReadOnlyList<PastVerdict> ReadAll(string folder)
        => [.. ReportFolders.Find(folder)
            .Where(report => File.Exists(Path.Combine(report, VerdictFile.FileName)))
            .Select(report => (Report: report, Verdict: VerdictFile.Read(Path.Combine(report, VerdictFile.FileName))))
            .GroupBy(found => found.Verdict.Test, StringComparer.Ordinal)
            .OrderBy(test => test.Key, StringComparer.Ordinal)
            .Select(test => new PastVerdict(test.Last().Verdict, MeasurementOf(test.Last().Report)))];

    /// <summary>The run compared with the accepted file as it is now.</summary>
    public BaselineComparison Compare(BaselineDocument baseline) => Measurement is { } run
        ? RegressionTest.Compare(Verdict.Test, baseline, run.Fingerprint, run.Load, run.Run)
        : new BaselineComparison
        {
            Test = Verdict.Test,
            Verdict = Verdict.Verdict,
            Reason = Verdict.Reason,
            Channels = Verdict.Channels,
            BaselineRuns = 0,
            ForeignCpu = double.NaN,
            Measured = TimeSpan.Zero,
        };

    private static MeasurementFile? MeasurementOf(string report)
    {
        var file = Path.Combine(report, MeasurementFile.FileName);
        return File.Exists(file) ? MeasurementFile.Read(file) : null;
    }
}
