namespace PerfAssert;

/// <summary>What is kept of a run for comparison: the entry of a baseline file, some 1 to 2 KB.</summary>
internal sealed record RunSummary
{
    /// <summary>When the measurement started.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Abbreviated commit that was measured; <see langword="null"/> outside a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>Blocks that the estimates rest on, after blocks with few iterations were merged.</summary>
    public required int Blocks { get; init; }

    /// <summary>Length of all blocks together.</summary>
    public required TimeSpan Measured { get; init; }

    /// <summary>Median over the blocks of the share of all cores that others used; NaN where it cannot be read.</summary>
    public required double ForeignCpu { get; init; }

    /// <summary>See <see cref="BlockSet.KernelTime"/>.</summary>
    public TimeSpan? KernelTime { get; init; }

    /// <summary>Whole iterations.</summary>
    public required SeriesSummary Total { get; init; }

    /// <summary>Steps, in the order of their names (ordinal).</summary>
    public required IReadOnlyList<SeriesSummary> Steps { get; init; }
}
