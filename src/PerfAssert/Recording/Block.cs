namespace PerfAssert;

/// <summary>A contiguous part of the measured time, the unit of statistics. Everything in it adds up, so that blocks can be merged.</summary>
internal sealed record Block
{
    /// <summary>From the start of the measurement.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>Time that was measured, without pauses of the load.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>What ended in the block by series; index 0 is the whole iteration, the others as in <see cref="BlockSet.Names"/>.</summary>
    public required IReadOnlyList<BlockSeries> Series { get; init; }

    /// <summary>CPU time of this process.</summary>
    public required TimeSpan Cpu { get; init; }

    /// <summary>CPU time of everybody else on the machine; <see langword="null"/> where it cannot be read.</summary>
    public required TimeSpan? ForeignCpu { get; init; }

    /// <summary>Bytes allocated by this process.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>SQL commands of an application in this process; <see langword="null"/> where none could be seen.</summary>
    public required long? SqlCommands { get; init; }

    /// <summary>HTTP requests that an application in this process sent to others; <see langword="null"/> where none could be seen.</summary>
    public required long? OutboundCalls { get; init; }

    /// <summary>Both blocks as one.</summary>
    /// <param name="next">What follows.</param>
    public Block Add(Block next)
    {
        var series = new BlockSeries[Math.Max(Series.Count, next.Series.Count)];
        for (var id = 0; id < series.Length; id++)
        {
            series[id] = id >= next.Series.Count ? Series[id]
                : id >= Series.Count ? next.Series[id]
                : Series[id].Add(next.Series[id]);
        }

        return new Block
        {
            Start = Start,
            Length = Length + next.Length,
            Series = series,
            Cpu = Cpu + next.Cpu,
            ForeignCpu = ForeignCpu + next.ForeignCpu,
            AllocatedBytes = AllocatedBytes + next.AllocatedBytes,
            SqlCommands = Sum(SqlCommands, next.SqlCommands),
            OutboundCalls = Sum(OutboundCalls, next.OutboundCalls),
        };
    }

    /// <summary>A source of counts may appear in the middle of a run: before it there was nothing to count.</summary>
    private static long? Sum(long? one, long? other) => one is null ? other : one + (other ?? 0);
}
