namespace PerfAssert;

/// <summary>
/// How many iterations of a running load can still end: known exactly where they are scheduled or limited by their number, and bounded by
/// the highest speed seen where users start again as they finish. Pure.
/// </summary>
internal sealed class RemainingIterations
{
    /// <summary>Users may get this many times as fast as in their best second so far; nobody can know, and a wrong end costs a run.</summary>
    public const double Margin = 4;

    /// <summary>A system that starts slowly has not shown its speed: nothing is concluded from fewer slices in which something ended.</summary>
    public const int FewestSlices = 3;

    private readonly LoadPlan plan;

    /// <param name="plan">What load is applied.</param>
    public RemainingIterations(LoadPlan plan)
    {
        this.plan = plan;
        Due = plan.Workload is OpenWorkload open ? ArrivalSchedule.Count(open.Stages, open.Arrivals, plan.Seed) : double.PositiveInfinity;
    }

    /// <summary>Iterations that will have been due in the end; infinite in the closed model.</summary>
    public double Due { get; }

    /// <summary>The most that can still end.</summary>
    /// <param name="slices">The time line so far.</param>
    /// <param name="ended">Iterations that ended in it.</param>
    /// <param name="dropped">Iterations that were dropped.</param>
    public double Most(IReadOnlyList<TimeSlice> slices, long ended, long dropped) => plan.Workload switch
    {
        ClosedWorkload closed => Math.Max(0, Math.Min(ByNumber(closed, ended), ByTime(closed, slices, ended))),
        _ => Math.Max(0, Due - dropped - ended),
    };

    private static double ByNumber(ClosedWorkload closed, long ended) => Math.Min(
        closed.Iterations is { } all ? all - ended : double.PositiveInfinity,
        closed.IterationsPerUser is { } each ? ((double)each * closed.UserCount) - ended : double.PositiveInfinity);

    private double ByTime(ClosedWorkload closed, IReadOnlyList<TimeSlice> slices, long ended)
    {
        if (closed.Duration is not { } planned || slices.Count == 0)
            return double.PositiveInfinity;
        var left = Math.Max(0, (planned - slices[^1].Start - slices[^1].Length).TotalSeconds);

        // Of each user one more is in flight when the load ends.
        var most = closed.RateLimit is { } limit ? (limit * left) + closed.UserCount + 1 : double.PositiveInfinity;
        if (plan.Pacing is { } pacing)
            most = Math.Min(most, (closed.UserCount * (Math.Ceiling(planned / pacing) + 1)) - ended);
        if (slices.Count(slice => PerUser(slice) > 0) >= FewestSlices)
            most = Math.Min(most, Math.Ceiling(slices.Max(PerUser) * Margin * closed.UserCount * left) + closed.UserCount);
        return most;
    }

    private static double PerUser(TimeSlice slice)
        => slice.Length > TimeSpan.Zero ? (slice.Succeeded + slice.Failed) / slice.Length.TotalSeconds / Math.Max(1, slice.ActiveUsers) : 0;
}
