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

    /// <summary>The smallest default of <see cref="MaxUsers"/>: 50, so that a low rate rides out slow responses.</summary>
    public const int LeastDefaultMaxUsers = 50;

    /// <summary>The largest default of <see cref="MaxUsers"/>: 1,000, as many as one machine drives without being asked twice.</summary>
    public const int MostDefaultMaxUsers = 1000;

    /// <summary>
    /// The users of an open workload that names none: its peak rate per second, rounded up, but at least
    /// <see cref="LeastDefaultMaxUsers"/> and at most <see cref="MostDefaultMaxUsers"/>. By Little's law (L = λ·W; J. D. C. Little,
    /// A Proof for the Queuing Formula L = λW, 1961) that many hold a mean response time of 1 s.
    /// </summary>
    /// <param name="peakRate">The highest rate of any stage, in starts per second.</param>
    public static int DefaultMaxUsers(double peakRate)
        => (int)Math.Clamp(Math.Ceiling(peakRate), LeastDefaultMaxUsers, MostDefaultMaxUsers);

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
