namespace PerfAssert;

/// <summary>A search for a limit, checked.</summary>
internal sealed record StressProfile : Profile
{
    /// <summary>More steps than this on the way up are a mistake in the settings rather than a search.</summary>
    private const int MostSteps = 200;

    public override string Attribute => "[StressFact]";

    public override string Call => "load.StressAsync";

    /// <summary>The levels on the way up, the required one among them.</summary>
    public required IReadOnlyList<LoadLevel> Levels { get; init; }

    /// <summary>How the levels follow each other, for people.</summary>
    public required string Progression { get; init; }

    public required LoadLevel? AtLeast { get; init; }

    public required TimeSpan? Length { get; init; }

    public required TimeSpan Settle { get; init; }

    public required bool Bisects { get; init; }

    public required double Tolerance { get; init; }

    /// <summary>Reads the settings; <see langword="null"/> when something is wrong, which the reader then knows.</summary>
    /// <param name="settings">As written.</param>
    /// <param name="reader">Told what is wrong.</param>
    /// <param name="first">The first level when none is written; <see langword="null"/> where one has to be.</param>
    public static StressProfile? Read(StressSettings settings, SettingsReader reader, LoadLevel? first = null)
    {
        var mistakes = reader.Errors.Count;
        var length = reader.Duration(nameof(settings.StepDuration), settings.StepDuration, "10s");
        var settle = reader.Duration(nameof(settings.Settle), settings.Settle ?? StepSeriesSettings.DefaultSettle, StepSeriesSettings.DefaultSettle, mayBeZero: true);
        if (settings.Tolerance is { } tolerance && tolerance is not (> 0 and < 1))
            reader.Report(reader.Stated(nameof(settings.Tolerance), tolerance), "is no share above 0 and below 1", $"Write such as {reader.Wanted(nameof(settings.Tolerance), StressSettings.DefaultTolerance)}.");
        if ((settings.From ?? first) is not { } from)
        {
            reader.Report(nameof(settings.From), "is missing, so nothing says where to begin", "Write the first level, such as From = 10 or From = \"50/s\".");
            return null;
        }

        var to = settings.To ?? from.With(Math.Min(from.Value * StressSettings.DefaultReach, from.IsRate ? RateText.Fastest : WorkloadReader.MostUsers));
        CheckLevels(settings, from, to, reader);
        if (reader.Errors.Count > mistakes)
            return null;
        List<LoadLevel> levels = [.. Climb(from, to, settings)];
        if (levels.Count > MostSteps)
        {
            reader.Report(
                settings.Step is { } step ? reader.Stated(nameof(settings.Step), step.Written) : reader.Stated(nameof(settings.Factor), settings.Factor),
                $"makes more than {MostSteps} steps from {from} to {to}",
                "Write larger steps: with Bisect the limit is found between them all the same.");
            return null;
        }

        if (settings.AtLeast is { } least && !levels.Contains(least))
            levels = [.. levels.Append(least).OrderBy(level => level.Value)];
        return new StressProfile
        {
            Levels = levels,
            Progression = settings.Step is { } by ? $"each {by} more" : FormattableString.Invariant($"each × {settings.Factor ?? StressSettings.DefaultFactor}"),
            AtLeast = settings.AtLeast,
            Length = length,
            Settle = settle ?? TimeSpan.Zero,
            Bisects = settings.Bisect,
            Tolerance = settings.Tolerance ?? StressSettings.DefaultTolerance,
        };
    }

    /// <summary>Reads the settings of a test, and gives those of its load.</summary>
    public static (StressProfile? Profile, LoadSettings Load) Read(StressSettings settings, LoadSettings written, SettingsReader reader)
    {
        Refuse(reader, written, "the levels go From … To, the length of each is StepDuration");
        if (settings.StepDuration is null)
            reader.Report(nameof(settings.StepDuration), "is missing, so nothing says how long a step lasts", $"Write a length, such as {reader.Wanted(nameof(settings.StepDuration), "10s")}.");
        var profile = Read(settings, reader);
        return (profile, StepPlan.Load(written, profile?.Levels[^1] ?? settings.From, settings.StepDuration));
    }

    public override Profile For(LoadPlan plan) => this with { Length = plan.Workload.Duration };

    public override async Task<ProfileResult> RunAsync(LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose) => await AskAsync(run, compose).ConfigureAwait(false);

    public Task<StressResult> AskAsync(LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose)
    {
        var inProcess = run.Target is null || run.Target.Application is not null;
        return ProfileRun.RunAsync(run, compose, new ProfilePart(null) { JudgesUnexpectedErrors = true, MayOverload = true }, plan => new StressSearch(this, plan, inProcess));
    }

    private static void CheckLevels(StressSettings settings, LoadLevel from, LoadLevel to, SettingsReader reader)
    {
        (string Name, LoadLevel? Level)[] others = [(nameof(settings.To), settings.To), (nameof(settings.Step), settings.Step), (nameof(settings.AtLeast), settings.AtLeast)];
        foreach (var (name, level) in others)
        {
            if (level is { } other && other.IsRate != from.IsRate)
                reader.Report(reader.Stated(name, other.Written), $"is a {(other.IsRate ? "rate" : "number of users")} where From is {from}", "Write both as users, such as 100, or both as rates, such as \"100/s\".");
        }

        if (settings.Step is { } step && settings.Factor is { } factor)
            reader.Report(reader.Stated((nameof(settings.Step), step.Written), (nameof(settings.Factor), factor)), "are two ways to go up", "Keep Step to add, or Factor to multiply.");
        if (settings.Factor is { } times && times is not (> 1 and <= 100))
            reader.Report(reader.Stated(nameof(settings.Factor), times), "does not go up", $"Write a number above 1 and at most 100, such as {reader.Wanted(nameof(settings.Factor), StressSettings.DefaultFactor)}.");
        if (to.Value <= from.Value && to.IsRate == from.IsRate)
            reader.Report(reader.Stated((nameof(settings.From), from.Written), (nameof(settings.To), to.Written)), "do not go up", "Write a To above From.");
        else if (settings.AtLeast is { } least && least.IsRate == from.IsRate && (least.Value < from.Value || least.Value > to.Value))
            reader.Report(reader.Stated(nameof(settings.AtLeast), least.Written), $"is outside of the search, which goes from {from} to {to}", "Write a To of at least AtLeast, and a From of at most that.");
    }

    private static IEnumerable<LoadLevel> Climb(LoadLevel from, LoadLevel to, StressSettings settings)
    {
        var count = 0;
        for (var level = from; level.Value < to.Value && count <= MostSteps; count++)
        {
            yield return level;
            var next = level.With(settings.Step is { } step ? level.Value + step.Value : level.Value * (settings.Factor ?? StressSettings.DefaultFactor));
            level = next.Value > level.Value ? next : level.With(level.Value + 1);
        }

        yield return to;
    }
}
