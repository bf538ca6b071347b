namespace PerfAssert;

/// <summary>The accepted runs of one environment.</summary>
internal sealed record BaselineSection
{
    /// <summary>More runs than this add little to what is known of the spread, and make the file longer.</summary>
    public const int MostRuns = 8;

    public required EnvironmentFingerprint Fingerprint { get; init; }

    /// <summary>
    /// Spread between runs that was learned before the last rebase, by series (the empty string for whole iterations) and channel, as
    /// variances; empty when there was none.
    /// </summary>
    public IReadOnlyDictionary<(string Step, RegressionChannel Channel), double> InheritedVariance { get; init; }
        = new Dictionary<(string, RegressionChannel), double>();

    /// <summary>The oldest first, at most <see cref="MostRuns"/>.</summary>
    public required IReadOnlyList<RunSummary> Runs { get; init; }
}
