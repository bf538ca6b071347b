namespace PerfAssert;

/// <summary>
/// The closed model: a number of users, each starting its next iteration when the last one has finished. When the system
/// stalls, the users stall with it; see <see cref="OpenWorkload"/> for load that does not wait.
/// </summary>
public sealed record ClosedWorkload : Workload
{
    /// <summary>Users of a workload that ends by a number of iterations; with stages, the peak of the stages.</summary>
    public int Users { get; init; }

    /// <summary>Total number of iterations, shared by all users; <see langword="null"/> when not limited by it.</summary>
    public long? Iterations { get; init; }

    /// <summary>Number of iterations of each user; <see langword="null"/> when not limited by it.</summary>
    public long? IterationsPerUser { get; init; }

    /// <summary>At most this many iterations start per second over all users; <see langword="null"/> for no limit.</summary>
    public double? RateLimit { get; init; }

    /// <inheritdoc />
    public override int UserCount => Stages.Count == 0 ? Users : Math.Max(Users, (int)Math.Ceiling(Peak));
}
