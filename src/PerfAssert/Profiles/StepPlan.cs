namespace PerfAssert;

/// <summary>The plan of one step of a profile, made of the test's own.</summary>
internal static class StepPlan
{
    /// <summary>A load that is never applied: it lets what stands beside a mistaken level be checked.</summary>
    private const string Placeholder = "1s";

    /// <summary>The settings of the load at its highest level.</summary>
    /// <param name="written">As the test wrote it, without its level.</param>
    /// <param name="level">The highest; <see langword="null"/> where it is mistaken.</param>
    /// <param name="length">Of a step; mistakes in it are told already.</param>
    public static LoadSettings Load(LoadSettings written, LoadLevel? level, string? length)
    {
        var top = level is { Value: > 0 } known ? known : LoadLevel.Users(1);
        return written with
        {
            Users = top.IsRate ? null : (int)top.Value,
            ArrivalRate = top.IsRate ? RateText.Format(top.Value) : null,
            Duration = length is not null && DurationText.TryParse(length, out var read, out _) && read > TimeSpan.Zero ? length : Placeholder,
            Stages = null, Iterations = null, IterationsPerUser = null, RampUp = null, RampDown = null, Preset = LoadPreset.None,
        };
    }

    /// <summary>The plan of a step.</summary>
    /// <param name="plan">Of the test.</param>
    /// <param name="level">To be held.</param>
    /// <param name="length">How long.</param>
    /// <param name="settle">Before it; <see langword="null"/> for the warm-up of the plan, which the first step has.</param>
    public static LoadPlan Of(LoadPlan plan, LoadLevel level, TimeSpan length, TimeSpan? settle) => plan with
    {
        Name = $"{plan.Name} at {level}",
        Workload = LevelWorkload.Hold(plan.Workload, level, length),
        WarmUp = settle is { } time ? WarmUp.For(time) : plan.WarmUp,
    };

    /// <summary>Settings in code: the length of a step is the plan's unless they say it.</summary>
    /// <exception cref="LoadConfigurationException">Nobody says it.</exception>
    public static TimeSpan Length(TimeSpan? written, LoadPlan plan) => written ?? plan.Workload.Duration ?? throw new LoadConfigurationException([new ConfigurationError(
        nameof(StressSettings.StepDuration), "is missing, and the load ends by a number of iterations", "Write how long a step lasts, such as StepDuration = \"10s\".")]);
}
