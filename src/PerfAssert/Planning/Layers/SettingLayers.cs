namespace PerfAssert;

/// <summary>
/// Lays the settings that a test writes over those that it starts from, a preset or a scenario: one value at a time. What would
/// contradict a written value goes, and stages keep their shape under another level or length. Pure.
/// </summary>
internal static class SettingLayers
{
    /// <summary>What only users have who wait for their last iteration.</summary>
    private static readonly string[] OfClosedModel =
    [
        nameof(LoadSettings.Users), nameof(LoadSettings.Iterations), nameof(LoadSettings.IterationsPerUser),
        nameof(LoadSettings.ThinkTime), nameof(LoadSettings.Pacing), nameof(LoadSettings.RateLimit),
    ];

    /// <summary>What only arrivals have.</summary>
    private static readonly string[] OfOpenModel =
    [
        nameof(LoadSettings.ArrivalRate), nameof(LoadSettings.MaxUsers), nameof(LoadSettings.Arrivals), nameof(LoadSettings.MaxStartDelay),
    ];

    private static readonly string[] Length = [nameof(LoadSettings.Duration), nameof(LoadSettings.RampUp), nameof(LoadSettings.RampDown)];

    /// <summary>Whether the settings say anything about how much load there is.</summary>
    public static bool SayLoad(LoadSettings settings) => (settings.Users ?? settings.Iterations ?? settings.IterationsPerUser) is not null
        || (settings.ArrivalRate ?? settings.Stages) is not null;

    /// <summary>Settings with the values of their preset where they write none.</summary>
    /// <param name="settings">As written.</param>
    /// <param name="presets">The values of a preset.</param>
    public static LoadSettings WithPreset(LoadSettings settings, Func<LoadPreset, LoadSettings> presets)
        => settings.Preset == LoadPreset.None
            ? settings
            : Over(settings with { Preset = LoadPreset.None }, From(presets(settings.Preset), $"{nameof(LoadPreset)}.{settings.Preset}"));

    /// <summary>Settings each of whose values comes from one place, unless it has a more exact one.</summary>
    public static LoadSettings From(LoadSettings settings, string source) => settings with
    {
        Origins = Written(settings).ToDictionary(
            setting => setting.Name,
            setting => settings.Origins.GetValueOrDefault(setting.Name) ?? new SettingOrigin(setting.Get(settings)!, source)),
    };

    /// <summary>The settings that have a value.</summary>
    public static IEnumerable<SettingDefinition> Written(LoadSettings settings) => SettingDefinitions.All.Where(setting => setting.Get(settings) is not null);

    /// <summary>One over the other.</summary>
    /// <param name="upper">Its values hold; what is not a setting of the load, such as the name, is its as well.</param>
    /// <param name="lower">Its values hold where the upper one has none, and none that contradicts.</param>
    public static LoadSettings Over(LoadSettings upper, LoadSettings lower)
    {
        (upper, lower) = Rescale(upper, lower);
        var lost = Contradicted(upper);
        var merged = upper;
        var origins = new Dictionary<string, SettingOrigin>(upper.Origins);
        foreach (var setting in Written(lower).Where(setting => setting.Get(upper) is null && !lost.Contains(setting.Name)))
        {
            merged = setting.Set(merged, setting.Get(lower));
            if (lower.Origins.TryGetValue(setting.Name, out var origin))
                origins[setting.Name] = origin;
        }

        return merged with { Origins = origins };
    }

    /// <summary>The settings of a lower layer that cannot stand beside those of the upper one.</summary>
    private static HashSet<string> Contradicted(LoadSettings upper)
    {
        var lost = new HashSet<string>();
        if (upper.Stages is not null)
            lost.UnionWith([nameof(upper.Users), nameof(upper.ArrivalRate), nameof(upper.Iterations), nameof(upper.IterationsPerUser), .. Length]);
        if (upper.Stages is { } stages && StagesText.TryParse(stages, out _, out var areRates, out _))
            lost.UnionWith(areRates ? OfClosedModel : OfOpenModel);
        if (upper.ArrivalRate is not null)
            lost.UnionWith([nameof(upper.Stages), .. OfClosedModel]);
        if (upper.Users is not null)
            lost.UnionWith([nameof(upper.Stages), .. OfOpenModel]);
        if (upper.Iterations is not null)
            lost.UnionWith([nameof(upper.IterationsPerUser), nameof(upper.Stages), .. Length]);
        if (upper.IterationsPerUser is not null)
            lost.UnionWith([nameof(upper.Iterations), nameof(upper.Stages), .. Length]);
        if (upper.ThinkTime is not null)
            lost.Add(nameof(upper.Pacing));
        if (upper.Pacing is not null)
            lost.Add(nameof(upper.ThinkTime));
        return lost;
    }

    /// <summary>A level or a length over stages is theirs; a level of the other model replaces them, and lasts as long.</summary>
    private static (LoadSettings Upper, LoadSettings Lower) Rescale(LoadSettings upper, LoadSettings lower)
    {
        var isChanged = upper.Users is not null || (upper.ArrivalRate ?? upper.Duration) is not null;
        var isReplaced = upper.Stages is not null || (upper.Iterations ?? upper.IterationsPerUser) is not null;
        if (!isChanged || isReplaced || lower.Stages is not { } text || !StagesText.TryParse(text, out var stages, out var areRates, out _))
            return (upper, lower);

        if (areRates ? upper.Users is not null : upper.ArrivalRate is not null)
        {
            var length = DurationText.Format(stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + stage.Duration));
            return (upper, lower with { Stages = null, Duration = length, Origins = Renamed(lower, nameof(lower.Duration), length, "length of the stages of ") });
        }

        var scaled = Scaled(text, upper.Users, upper.ArrivalRate, upper.Duration);
        if (scaled is null)
            return (upper, lower);
        return (
            upper with { Users = null, ArrivalRate = null, Duration = null },
            lower with { Stages = scaled, Origins = Renamed(lower, nameof(lower.Stages), scaled, "scaled, ") });
    }

    /// <summary>Stages at another level and length; <see langword="null"/> when a value cannot be read, which the validation then tells.</summary>
    /// <param name="text">Stages that can be read.</param>
    /// <param name="users">The new highest number of users, for stages of users.</param>
    /// <param name="arrivalRate">The new highest rate, for stages of rates.</param>
    /// <param name="duration">The new length.</param>
    public static string? Scaled(string text, int? users, string? arrivalRate, string? duration)
    {
        var isRead = StagesText.TryParse(text, out var stages, out var areRates, out _) && stages.Any(stage => stage.From > 0 || stage.To > 0);
        var length = TimeSpan.Zero;
        double rate = 0;
        isRead = isRead && (users is null or (>= 1 and <= WorkloadReader.MostUsers))
            && (arrivalRate is null || (RateText.TryParse(arrivalRate, out rate, out _) && rate > 0))
            && (duration is null || (DurationText.TryParse(duration, out length, out _) && length > TimeSpan.Zero));
        if (!isRead)
            return null;
        if (areRates ? arrivalRate is not null : users is not null)
            stages = StageScaling.ToPeak(stages, areRates ? rate : users!.Value, areRates);
        if (duration is not null)
            stages = StageScaling.ToLength(stages, length);
        return StagesText.Format(stages, areRates);
    }

    /// <summary>The origins with another value for one of them; it stays with the place of the stages.</summary>
    private static Dictionary<string, SettingOrigin> Renamed(LoadSettings lower, string setting, string value, string how)
    {
        var origins = new Dictionary<string, SettingOrigin>(lower.Origins);
        if (origins.TryGetValue(nameof(lower.Stages), out var origin))
            origins[setting] = new SettingOrigin(value, how + origin.Source);
        return origins;
    }
}
