namespace PerfAssert;

/// <summary>Makes the summary of a run from its blocks. Pure.</summary>
internal static class RunSummaryBuilder
{
    public static RunSummary Build(BlockSet blocks, DateTimeOffset recordedAt, string? commit) => throw new NotImplementedException();
}
