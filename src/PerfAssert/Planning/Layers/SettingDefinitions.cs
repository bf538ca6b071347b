namespace PerfAssert;

/// <summary>Every setting that a preset, a scenario, a settings file or a variable can have, in the order in which messages name them.</summary>
internal static class SettingDefinitions
{
    public static readonly IReadOnlyList<SettingDefinition> All =
    [
        new(nameof(LoadSettings.Preset), SettingType.Preset, LoadPreset.Light,
            settings => settings.Preset == LoadPreset.None ? null : settings.Preset,
            (settings, value) => settings with { Preset = (LoadPreset?)value ?? LoadPreset.None }) { Variable = "PERFASSERT_PRESET" },
        new(nameof(LoadSettings.Users), SettingType.Count, 50,
            settings => settings.Users, (settings, value) => settings with { Users = (int?)value }) { Variable = "PERFASSERT_USERS", Most = WorkloadReader.MostUsers },
        new(nameof(LoadSettings.ArrivalRate), SettingType.Rate, "200/s",
            settings => settings.ArrivalRate, (settings, value) => settings with { ArrivalRate = (string?)value }) { Variable = "PERFASSERT_ARRIVAL_RATE" },
        new(nameof(LoadSettings.Stages), SettingType.Stages, "0→50 in 10s, 50 for 60s, →0 in 5s",
            settings => settings.Stages, (settings, value) => settings with { Stages = (string?)value }),
        new(nameof(LoadSettings.Duration), SettingType.Duration, "60s",
            settings => settings.Duration, (settings, value) => settings with { Duration = (string?)value }) { Variable = "PERFASSERT_DURATION" },
        new(nameof(LoadSettings.RampUp), SettingType.Duration, "10s",
            settings => settings.RampUp, (settings, value) => settings with { RampUp = (string?)value }),
        new(nameof(LoadSettings.RampDown), SettingType.Duration, "5s",
            settings => settings.RampDown, (settings, value) => settings with { RampDown = (string?)value }),
        new(nameof(LoadSettings.Iterations), SettingType.Count, 500,
            settings => settings.Iterations, (settings, value) => settings with { Iterations = (long?)value }) { Variable = "PERFASSERT_ITERATIONS" },
        new(nameof(LoadSettings.IterationsPerUser), SettingType.Count, 10,
            settings => settings.IterationsPerUser, (settings, value) => settings with { IterationsPerUser = (long?)value }) { Variable = "PERFASSERT_ITERATIONS_PER_USER" },
        new(nameof(LoadSettings.MaxUsers), SettingType.Count, 100,
            settings => settings.MaxUsers, (settings, value) => settings with { MaxUsers = (int?)value }) { Variable = "PERFASSERT_MAX_USERS", Most = WorkloadReader.MostUsers },
        new(nameof(LoadSettings.Arrivals), SettingType.Arrivals, ArrivalPattern.Poisson,
            settings => settings.Arrivals, (settings, value) => settings with { Arrivals = (ArrivalPattern?)value }),
        new(nameof(LoadSettings.MaxStartDelay), SettingType.Duration, "1s",
            settings => settings.MaxStartDelay, (settings, value) => settings with { MaxStartDelay = (string?)value }) { MayBeZero = true },
        new(nameof(LoadSettings.WarmUp), SettingType.WarmUp, "5s",
            settings => settings.WarmUp, (settings, value) => settings with { WarmUp = (string?)value }) { Variable = "PERFASSERT_WARM_UP" },
        new(nameof(LoadSettings.ThinkTime), SettingType.ThinkTime, "1s..3s",
            settings => settings.ThinkTime, (settings, value) => settings with { ThinkTime = (string?)value }) { Variable = "PERFASSERT_THINK_TIME" },
        new(nameof(LoadSettings.Pacing), SettingType.Duration, "1s",
            settings => settings.Pacing, (settings, value) => settings with { Pacing = (string?)value }),
        new(nameof(LoadSettings.RateLimit), SettingType.Rate, "100/s",
            settings => settings.RateLimit, (settings, value) => settings with { RateLimit = (string?)value }),
        new(nameof(LoadSettings.GracefulStop), SettingType.Duration, "10s",
            settings => settings.GracefulStop, (settings, value) => settings with { GracefulStop = (string?)value }) { MayBeZero = true },
        new(nameof(LoadSettings.RequestTimeout), SettingType.Duration, "30s",
            settings => settings.RequestTimeout, (settings, value) => settings with { RequestTimeout = (string?)value }),
        new(nameof(LoadSettings.MonitorInterval), SettingType.Duration, "500ms",
            settings => settings.MonitorInterval, (settings, value) => settings with { MonitorInterval = (string?)value }),
        new(nameof(LoadSettings.Seed), SettingType.Number, 7,
            settings => settings.Seed, (settings, value) => settings with { Seed = (int?)value }) { Variable = "PERFASSERT_SEED" },
        new(nameof(LoadSettings.Tags), SettingType.Tags, "read, health",
            settings => settings.Tags, (settings, value) => settings with { Tags = (string?)value }) { Variable = "PERFASSERT_TAGS" },
        new(nameof(LoadSettings.ExcludeTags), SettingType.Tags, "upload",
            settings => settings.ExcludeTags, (settings, value) => settings with { ExcludeTags = (string?)value }) { Variable = "PERFASSERT_EXCLUDE_TAGS" },
        new(nameof(LoadSettings.Actions), SettingType.Actions, new Dictionary<string, double> { ["browse"] = 70, ["buy"] = 30 },
            settings => settings.Actions.Count == 0 ? null : settings.Actions,
            (settings, value) => settings with { Actions = (IReadOnlyDictionary<string, double>?)value ?? new Dictionary<string, double>() }),
    ];

    /// <summary>The value of a setting as messages and reports show it.</summary>
    public static string Text(object value) => value switch
    {
        IReadOnlyDictionary<string, double> actions => string.Join(", ", actions.Select(action => FormattableString.Invariant($"{action.Key} {action.Value}"))),
        _ => FormattableString.Invariant($"{value}"),
    };
}
