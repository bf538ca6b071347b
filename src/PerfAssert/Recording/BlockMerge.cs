namespace PerfAssert;

/// <summary>Puts neighbouring blocks together. Pure.</summary>
internal static class BlockMerge
{
    /// <summary>Two blocks as one.</summary>
    /// <param name="first">The earlier.</param>
    /// <param name="second">The later.</param>
    public static Block Add(Block first, Block second) => new()
    {
        Start = first.Start,
        Length = first.Length + second.Length,
        Series = [.. Enumerable.Range(0, Math.Max(first.Series.Count, second.Series.Count)).Select(id => Add(Find(first, id), Find(second, id)))],
        Cpu = first.Cpu + second.Cpu,
        ForeignCpu = first.ForeignCpu + second.ForeignCpu,
        AllocatedBytes = first.AllocatedBytes + second.AllocatedBytes,
        SqlCommands = Add(first.SqlCommands, second.SqlCommands),
        OutboundCalls = Add(first.OutboundCalls, second.OutboundCalls),
    };

    private static BlockSeries Find(Block block, int id) => id < block.Series.Count ? block.Series[id] : BlockSeries.Empty;

    private static BlockSeries Add(BlockSeries first, BlockSeries second) => new(
        first.Response.Add(second.Response),
        first.Failed + second.Failed,
        first.BytesSent + second.BytesSent,
        first.BytesReceived + second.BytesReceived);

    /// <summary>A source that shows up in the middle of a run had counted nothing before.</summary>
    private static long? Add(long? first, long? second) => first is null && second is null ? null : (first ?? 0) + (second ?? 0);
}
