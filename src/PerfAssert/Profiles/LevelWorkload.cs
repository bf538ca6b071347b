namespace PerfAssert;

/// <summary>A workload at another level, of either model.</summary>
internal static class LevelWorkload
{
    /// <summary>The level held for a time. What the test says beside its level, such as <see cref="OpenWorkload.MaxUsers"/>, stays.</summary>
    /// <param name="workload">As the test wrote it.</param>
    /// <param name="level">May be of the other model.</param>
    /// <param name="length">How long.</param>
    public static Workload Hold(Workload workload, LoadLevel level, TimeSpan length) => Of(workload, level.IsRate, [Stage.Hold(level.Value, length)]);

    /// <summary>Stages of users or of rates.</summary>
    /// <param name="workload">As the test wrote it.</param>
    /// <param name="areRates">Whether the levels are rates.</param>
    /// <param name="stages">At least one.</param>
    public static Workload Of(Workload workload, bool areRates, IReadOnlyList<Stage> stages)
    {
        var peak = stages.Max(stage => Math.Max(stage.From, stage.To));
        if (!areRates)
            return new ClosedWorkload { Users = (int)Math.Ceiling(peak), Stages = stages, RateLimit = (workload as ClosedWorkload)?.RateLimit };
        if (workload is not OpenWorkload open)
            return new OpenWorkload { MaxUsers = OpenWorkload.DefaultMaxUsers(peak), Stages = stages };

        // As many users as the default for the test's own rate were written by nobody: they follow the rate.
        var isDefault = open.MaxUsers == OpenWorkload.DefaultMaxUsers(open.Peak);
        return open with { Stages = stages, MaxUsers = isDefault ? Math.Max(open.MaxUsers, OpenWorkload.DefaultMaxUsers(peak)) : open.MaxUsers };
    }

    /// <summary>The level that a workload has at its highest.</summary>
    public static LoadLevel Peak(Workload workload) => workload is OpenWorkload ? LoadLevel.Rate(workload.Peak) : LoadLevel.Users(workload.UserCount);
}
