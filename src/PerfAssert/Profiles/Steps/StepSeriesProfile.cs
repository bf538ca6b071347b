namespace PerfAssert;

/// <summary>A step-up series, checked.</summary>
/// <param name="Levels">In order.</param>
/// <param name="Length">Of each step; <see langword="null"/> for the plan's.</param>
/// <param name="Settle">Not counted at the beginning of a step.</param>
internal sealed record StepSeriesProfile(IReadOnlyList<LoadLevel> Levels, TimeSpan? Length, TimeSpan Settle) : Profile
{
    public override string Attribute => "[StepUpFact]";

    public override string Call => "load.RunStepsAsync";

    /// <summary>Reads the settings; <see langword="null"/> when something is wrong, which the reader then knows.</summary>
    public static StepSeriesProfile? Read(StepSeriesSettings settings, SettingsReader reader)
    {
        var mistakes = reader.Errors.Count;
        var levels = LevelsText.Read(reader, nameof(settings.Steps), settings.Steps);
        if (settings.Steps is null)
            reader.Report(nameof(settings.Steps), "is missing, so nothing says how much load to apply", $"Write the levels, such as {reader.Wanted(nameof(settings.Steps), LevelsText.Example)}.");
        var length = reader.Duration(nameof(settings.StepDuration), settings.StepDuration, "10s");
        var settle = reader.Duration(nameof(settings.Settle), settings.Settle ?? StepSeriesSettings.DefaultSettle, StepSeriesSettings.DefaultSettle, mayBeZero: true);
        return reader.Errors.Count > mistakes ? null : new(levels!, length, settle ?? TimeSpan.Zero);
    }

    /// <summary>Reads the settings of a test, and gives those of its load.</summary>
    public static (StepSeriesProfile? Profile, LoadSettings Load) Read(StepSeriesSettings settings, LoadSettings written, SettingsReader reader)
    {
        Refuse(reader, written, "the levels are Steps, the length of each is StepDuration");
        if (settings.StepDuration is null)
            reader.Report(nameof(settings.StepDuration), "is missing, so nothing says how long a step lasts", $"Write a length, such as {reader.Wanted(nameof(settings.StepDuration), "10s")}.");
        var profile = Read(settings, reader);
        return (profile, StepPlan.Load(written, profile?.Levels.MaxBy(level => level.Value), settings.StepDuration));
    }

    public override Profile For(LoadPlan plan) => this with { Length = plan.Workload.Duration };

    public override async Task<ProfileResult> RunAsync(LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose) => await AskAsync(run, compose).ConfigureAwait(false);

    public Task<StepSeriesResult> AskAsync(LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose)
        => ProfileRun.RunAsync(run, compose, new ProfilePart(null) { JudgesUnexpectedErrors = true }, plan => new StepSeriesMeasurement(this, plan));
}
