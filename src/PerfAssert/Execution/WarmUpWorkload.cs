namespace PerfAssert;

/// <summary>The load of a warm-up: the level at which the measurement starts, or a tenth of the peak when that is zero.</summary>
internal static class WarmUpWorkload
{
    private const double ShareOfPeak = 0.1;

    public static Workload Of(Workload workload, TimeSpan length) => workload switch
    {
        ClosedWorkload closed => new ClosedWorkload
        {
            Users = closed.Users,
            RateLimit = closed.RateLimit,
            Stages = [Stage.Hold(Math.Max(1, Math.Ceiling(Level(closed, closed.Users))), length)],
        },
        OpenWorkload open => open with { Stages = [Stage.Hold(Math.Max(1, Level(open, 1)), length)] },
        _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, "An unknown kind of workload."),
    };

    private static double Level(Workload workload, double without)
        => workload.Stages.Count == 0 ? without
        : workload.Stages[0].From > 0 ? workload.Stages[0].From
        : workload.Peak * ShareOfPeak;
}
