namespace PerfAssert;

/// <summary>The sending machine ran out of something: the run's validity has found it.</summary>
internal static class ClientLimit
{
    /// <summary>Rules that speak of limits of the sending side, and not of how the test was set up.</summary>
    private static readonly string[] Rules = ["ports-exhausted", "too-many-open-files"];

    public static Bottleneck? Find(LoadResult result)
        => result.Validity.Findings.FirstOrDefault(finding => Rules.Contains(finding.Rule)) is { } finding
            ? new(BottleneckKind.Client, finding.Problem, finding.Remedy)
            : null;
}
