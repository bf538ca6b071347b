namespace PerfAssert;

/// <summary>Requests wait for a connection to the service: what it waits for itself explains that mostly, so that it is said last.</summary>
internal static class AwaitedConnections
{
    public static Bottleneck? Find(LoadResult result)
        => result.Validity.Findings.FirstOrDefault(finding => finding.Rule == "connections-waited-for") is { } finding
            ? new(BottleneckKind.Client, finding.Problem, finding.Remedy)
            : null;
}
