namespace PerfAssert;

/// <summary>Everything that the measured phase brought, before it is made a result.</summary>
internal sealed record PhaseOutcome
{
    public DateTimeOffset StartedAt { get; init; }

    public TimeSpan WarmUp { get; init; }

    public bool WarmUpSettled { get; init; }

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
    public BlockSet Blocks { get; init; } = BlockSet.Empty;

    /// <summary>The requests of users who expect the status 429, from their set-up on.</summary>
    public RateLimitLog? RateLimits { get; init; }

    /// <summary>What the leak check found; <see langword="null"/> without one.</summary>
    public LeakReport? Leaks { get; init; }

    public required ProcessReading Before { get; init; }

    public required ProcessReading After { get; init; }

    /// <summary>What the code under load asked of others.</summary>
    public CallCounts Calls { get; init; }

    /// <summary>What the machine withheld.</summary>
    public MachineConditions Machine { get; init; } = MachineConditions.Unknown;

    /// <summary>Requests of the users that waited for a connection, and their time together.</summary>
    public (long Requests, TimeSpan Time) ConnectionWaits { get; init; }

    public required LatencyHistogram PoolDelays { get; init; }

    public required long Started { get; init; }

    public required long Dropped { get; init; }

    public required long Delayed { get; init; }

    /// <summary>Open model: arrivals that were due.</summary>
    public required long Due { get; init; }

    public required int PeakUsers { get; init; }

    /// <summary>Closed model: the users that were asked for, added up over the time, in nanoseconds × users.</summary>
    public double AskedUserTime { get; init; }

    /// <summary>Share of the asked users' time in which they had a thread when they were ready to run; 1 where it does not apply.</summary>
    public required double ConcurrencyShare { get; init; }

    /// <summary>Iterations that ignored their cancellation and were left behind.</summary>
    public required int Abandoned { get; init; }

    /// <summary>Time after which whoever judges the run had seen enough of it; <see langword="null"/> when it ran its planned length.</summary>
    public TimeSpan? DecidedAfter { get; init; }

    /// <summary>Why the load was ended early; <see langword="null"/> when every expectation could hold to the end.</summary>
    public GivenUp? GivenUp { get; init; }

    public required string? StoppedEarly { get; init; }

    /// <summary>What the monitors brought.</summary>
    public Watched Watched { get; init; } = Watched.Nothing;

    /// <summary>Messages of tear-downs that failed.</summary>
    public List<string> TearDownProblems { get; } = [];

    /// <summary>Both turns as one outcome. What the time line counts, it has counted over both already.</summary>
    /// <param name="earlier">The turns before this one.</param>
    public PhaseOutcome WithEarlier(PhaseOutcome? earlier)
    {
        if (earlier is null)
            return this;
        var delays = new LatencyHistogram();
        delays.Add(earlier.PoolDelays);
        delays.Add(PoolDelays);
        return this with
        {
            Window = earlier.Window + Window,
            Elapsed = earlier.Elapsed + Elapsed,
            PoolDelays = delays,
            Started = earlier.Started + Started,
            Dropped = earlier.Dropped + Dropped,
            Delayed = earlier.Delayed + Delayed,
            Due = earlier.Due + Due,
            AskedUserTime = earlier.AskedUserTime + AskedUserTime,
            PeakUsers = Math.Max(earlier.PeakUsers, PeakUsers),
            ConcurrencyShare = ((earlier.ConcurrencyShare * earlier.Window) + (ConcurrencyShare * Window)) / (earlier.Window + Window),
        };
    }
}
