namespace PerfAssert;

/// <summary>What is kept of one series of a run for comparison.</summary>
internal sealed record SeriesSummary
{
    /// <summary>Name of the step; <see langword="null"/> for whole iterations.</summary>
    public string? Step { get; init; }

    /// <summary>Operations that ended.</summary>
    public required long Count { get; init; }

    /// <summary>Operations that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>Estimates by channel; a channel that was not measured is missing. Errors are in the counts and never here.</summary>
    public required IReadOnlyDictionary<RegressionChannel, ChannelEstimate> Channels { get; init; }
}
