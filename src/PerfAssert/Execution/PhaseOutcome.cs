namespace PerfAssert;

/// <summary>Everything that the measured phase brought, before it is made a result.</summary>
internal sealed class PhaseOutcome
{
    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan WarmUp { get; init; }

    public required bool WarmUpSettled { get; init; }

    /// <summary>Counts of the whole phase, iterations in the graceful stop included.</summary>
    public required SliceData Totals { get; init; }

    public required IReadOnlyList<(string Name, StepKind Kind)> Names { get; init; }

    /// <summary>Successful operations by series that ended before the planned end of the load.</summary>
    public required IReadOnlyList<long> SucceededInWindow { get; init; }

    /// <summary>Planned length, or the time until the last iteration ended when the load ended by their number or early.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>The window and the graceful stop that was needed.</summary>
    public required TimeSpan Elapsed { get; init; }

    public required IReadOnlyList<TimeSlice> TimeLine { get; init; }

    /// <summary>The measured time in blocks, for comparisons.</summary>
    public BlockSet Blocks { get; set; } = BlockSet.Empty;

    public required ProcessReading Before { get; init; }

    public required ProcessReading After { get; init; }

    /// <summary>What the code under load asked of others.</summary>
    public CallCounts Calls { get; init; }

    public required LatencyHistogram PoolDelays { get; init; }

    public required long Started { get; init; }

    public required long Dropped { get; init; }

    public required long Delayed { get; init; }

    /// <summary>Open model: arrivals that were due.</summary>
    public required long Due { get; init; }

    public required int PeakUsers { get; init; }

    /// <summary>Share of the asked users' time in which they had a thread when they were ready to run; 1 where it does not apply.</summary>
    public required double ConcurrencyShare { get; init; }

    /// <summary>Iterations that ignored their cancellation and were left behind.</summary>
    public required int Abandoned { get; init; }

    public required string? StoppedEarly { get; init; }

    /// <summary>Messages of tear-downs that failed.</summary>
    public List<string> TearDownProblems { get; } = [];
}
