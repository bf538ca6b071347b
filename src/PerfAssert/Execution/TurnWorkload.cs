namespace PerfAssert;

/// <summary>The load of one turn of a paired run, or of one burst of a leak check: the level that the workload has for most of its time, held.</summary>
internal static class TurnWorkload
{
    /// <param name="workload">The workload.</param>
    /// <param name="length">Time to hold its level.</param>
    /// <param name="iterations">Closed model: iterations after which the load ends earlier.</param>
    public static Workload Of(Workload workload, TimeSpan length, long? iterations = null) => workload switch
    {
        ClosedWorkload closed => new ClosedWorkload
        {
            Users = closed.UserCount,
            RateLimit = closed.RateLimit,
            Iterations = iterations,
            Stages = [Stage.Hold(Math.Max(1, Math.Ceiling(Level(closed))), length)],
        },
        OpenWorkload open => open with { Stages = [Stage.Hold(Level(open), length)] },
        _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, "An unknown kind of workload."),
    };

    /// <summary>The higher end of the longest stage, the first of several; a ramp down to nothing is not where load is.</summary>
    public static double Level(Workload workload) => workload.Stages.Count > 0
        ? workload.Stages.MaxBy(stage => stage.Duration) is var longest ? Math.Max(longest.From, longest.To) : 1
        : workload is ClosedWorkload closed ? closed.Users : 1;
}
