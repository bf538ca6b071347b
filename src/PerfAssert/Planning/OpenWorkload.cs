namespace PerfAssert;

/// <summary>
/// The open model: iterations start on a schedule, whatever the response times. Response time counts from the scheduled
/// start, so a stall shows in every iteration that was due during it (no coordinated omission).
/// </summary>
public sealed record OpenWorkload : Workload
{
    /// <summary>
    /// How long a due iteration waits for a free user by default: 1 s. Its response time keeps counting meanwhile. Long
    /// enough that a short stall with few users is measured in full, short enough that a system that cannot keep up shows
    /// dropped iterations instead of an endless queue.
    /// </summary>
    public static readonly TimeSpan DefaultMaxStartDelay = TimeSpan.FromSeconds(1);

    /// <summary>The most iterations in flight at once.</summary>
    public required int MaxUsers { get; init; }

    /// <summary>Whether starts are evenly spaced or random.</summary>
    public ArrivalPattern Arrivals { get; init; } = ArrivalPattern.Constant;

    /// <summary>
    /// How long an iteration that is due while no user is free waits (its response time counting) before it is dropped.
    /// Zero drops at once.
    /// </summary>
    public TimeSpan MaxStartDelay { get; init; } = DefaultMaxStartDelay;

    /// <inheritdoc />
    public override int UserCount => MaxUsers;
}
