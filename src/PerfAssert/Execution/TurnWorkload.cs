namespace PerfAssert;

/// <summary>The load of one turn of a paired run: the level that the workload has for most of its time, held.</summary>
internal static class TurnWorkload
{
    public static Workload Of(Workload workload, TimeSpan length) => workload switch
    {
        ClosedWorkload closed => new ClosedWorkload
        {
            Users = closed.UserCount,
            RateLimit = closed.RateLimit,
            Stages = [Stage.Hold(Math.Max(1, Math.Ceiling(Level(closed, closed.Users))), length)],
        },
        OpenWorkload open => open with { Stages = [Stage.Hold(Level(open, 1), length)] },
        _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, "An unknown kind of workload."),
    };

    /// <summary>The higher end of the longest stage, the first of several; a ramp down to nothing is not where load is.</summary>
    private static double Level(Workload workload, double without)
        => workload.Stages.Count == 0 ? without : workload.Stages.MaxBy(stage => stage.Duration) is var longest ? Math.Max(longest.From, longest.To) : without;
}
