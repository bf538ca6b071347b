namespace PerfAssert;

/// <summary>A load plan in words. Pure.</summary>
internal static class PlanText
{
    /// <summary>More stages than this are summed up; results.json has them all.</summary>
    private const int MostStages = 6;

    /// <summary>The whole plan: <c>50 users, 60 s, warm-up 2.5 s (auto)</c>, <c>200/s for 30 s, up to 100 users, no warm-up</c>.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="warmUp">The warm-up that was run; <see langword="null"/> before it was.</param>
    public static string Describe(LoadPlan plan, TimeSpan? warmUp = null)
    {
        List<string> parts = [Load(plan.Workload)];
        if (plan.Workload is ClosedWorkload { RateLimit: { } limit })
            parts.Add($"at most {Figure.Rate(limit)}");
        if (!plan.ThinkTime.IsNone)
            parts.Add("think time " + Pause(plan.ThinkTime));
        if (plan.Pacing is { } pacing)
            parts.Add($"every {Figure.Duration(pacing)} per user");
        parts.AddRange(MixText.Describe(plan));
        parts.Add(WarmUpWords(plan.WarmUp, warmUp));
        return string.Join(", ", parts);
    }

    /// <summary>What was given from outside the test, by source: <c>Users 5 instead of 50, Duration 10s (PERFASSERT_PRESET)</c>; empty for nothing.</summary>
    public static string Overrides(LoadPlan plan) => string.Join("; ", plan.Overrides.GroupBy(item => item.Source).Select(source
        => string.Join(", ", source.Select(item => $"{item.Setting} {item.Value}{(item.Instead is { } instead ? " instead of " + instead : "")}")) + $" ({source.Key})"));

    /// <summary>The load alone, as short as a table wants it: <c>50 users 60 s</c>, <c>200/s 30 s</c>.</summary>
    public static string Short(LoadPlan plan)
    {
        var workload = plan.Workload;
        if (workload is ClosedWorkload { Stages.Count: 0 } closed)
            return $"{Users(closed.Users)} {IterationLimit(closed)}";
        var level = Level(workload, workload.Peak);
        return $"{(Holds(workload) ? level : "≤ " + level)} {Figure.Duration(workload.Duration ?? TimeSpan.Zero)}";
    }

    private static string Load(Workload workload)
    {
        if (workload is ClosedWorkload closed)
        {
            if (closed.Stages.Count == 0)
                return $"{Users(closed.Users)}, {IterationLimit(closed)}";
            var limits = closed.Iterations is null && closed.IterationsPerUser is null ? "" : ", " + IterationLimit(closed);
            return (Holds(closed) ? $"{Users(closed.Peak)}, {Figure.Duration(closed.Stages[0].Duration)}" : Stages(closed)) + limits;
        }

        var open = (OpenWorkload)workload;
        var poisson = open.Arrivals == ArrivalPattern.Poisson ? ", random arrivals (Poisson)" : "";
        return $"{Stages(open)}, up to {Users(open.MaxUsers)}{poisson}";
    }

    private static string Stages(Workload workload)
    {
        var stages = workload.Stages;
        return stages.Count > MostStages
            ? $"{stages.Count} stages in {Figure.Duration(workload.Duration ?? TimeSpan.Zero)}, at most {Level(workload, workload.Peak)}"
            : string.Join(", ", stages.Select(stage => Words(workload, stage)));
    }

    private static string Words(Workload workload, Stage stage)
    {
        var duration = Figure.Duration(stage.Duration);
        if (stage.From.Equals(stage.To))
            return $"{Level(workload, stage.To)} for {duration}";
        var from = workload is ClosedWorkload ? Figure.Number(stage.From) : Level(workload, stage.From);
        return $"{from}→{Level(workload, stage.To)} in {duration}";
    }

    private static bool Holds(Workload workload) => workload.Stages.Count == 1 && workload.Stages[0].From.Equals(workload.Stages[0].To);

    private static string Level(Workload workload, double level) => workload is ClosedWorkload ? Users(level) : Figure.Rate(level);

    internal static string Users(double users) => users.Equals(1.0) ? "1 user" : Figure.Number(users) + " users";

    private static string IterationLimit(ClosedWorkload closed) => closed.Iterations is { } total
        ? $"{Figure.Count(total)} iterations"
        : $"{Figure.Count(closed.IterationsPerUser ?? 0)} iterations each";

    internal static string Pause(ThinkTime think) => think.Distribution switch
    {
        ThinkTimeDistribution.Fixed => Figure.Duration(think.First),
        ThinkTimeDistribution.Uniform => $"{Figure.Duration(think.First)} to {Figure.Duration(think.Second)}",
        ThinkTimeDistribution.Normal => $"{Figure.Duration(think.First)} ± {Figure.Duration(think.Second)} (normal)",
        _ => $"{Figure.Duration(think.First)} (exponential)",
    };

    private static string WarmUpWords(WarmUp planned, TimeSpan? run)
    {
        if (planned.Duration == TimeSpan.Zero)
            return "no warm-up";
        if (planned.Duration is { } duration)
            return "warm-up " + Figure.Duration(run ?? duration);
        return run is { } length ? $"warm-up {Figure.Duration(length)} (auto)" : "warm-up (auto)";
    }
}
