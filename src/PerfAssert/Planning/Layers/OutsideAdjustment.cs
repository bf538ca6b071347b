namespace PerfAssert;

/// <summary>
/// Changes the settings of a test by what stands outside it. The model stays: a number of users says nothing to a rate of arrivals. So
/// does the shape: stages and ramps get another height and length. A test that says nothing of its load takes what it is given.
/// </summary>
/// <param name="code">The settings without anything from outside.</param>
/// <param name="presets">The values of a preset.</param>
internal sealed class OutsideAdjustment(LoadSettings code, Func<LoadPreset, LoadSettings> presets)
{
    private readonly LoadSettings code = code;
    private readonly Dictionary<string, string> sources = [];
    private readonly List<ConfigurationError> misfits = [];
    private LoadSettings settings = code;

    /// <summary>What one test's own entry says that its load cannot have.</summary>
    public IReadOnlyList<ConfigurationError> Misfits => misfits;

    /// <summary>The settings with all that was applied, and with the list of it.</summary>
    public LoadSettings Result => settings with
    {
        Overrides = [.. SettingDefinitions.All.Select(Override).OfType<SettingOverride>()],
        Origins = Origins(),
    };

    private bool IsOpen => settings.ArrivalRate is not null || (settings.Stages is { } stages && AreRates(stages));

    private bool EndsByIterations => (settings.Iterations ?? settings.IterationsPerUser) is not null;

    /// <summary>Applies one place; the weakest comes first.</summary>
    public void Apply(OutsideLayer layer)
    {
        var wanted = layer.Settings;
        if (!SettingLayers.SayLoad(settings))
        {
            wanted = SettingLayers.WithPreset(wanted, preset => SettingLayers.From(presets(preset), wanted.Origins[nameof(wanted.Preset)].Source));
            var merged = SettingLayers.Over(wanted, settings);
            Replace(SettingDefinitions.All.Aggregate(settings, (all, setting) => setting.Set(all, setting.Get(merged))), wanted);
            return;
        }

        if (wanted.Preset != LoadPreset.None)
            wanted = WithPreset(wanted);
        foreach (var setting in SettingLayers.Written(wanted))
        {
            var origin = wanted.Origins[setting.Name];
            var ofPreset = setting.Get(layer.Settings) is null;
            if (Fit(setting.Name, wanted, Adds(setting, layer.Reach) || ofPreset) is { } fitted)
                Replace(fitted, origin.Source);
            else if (layer.Reach == LayerReach.Exact && !ofPreset)
                misfits.Add(Misfit(setting, origin));
        }
    }

    /// <summary>Whether a value may come where there was none. Weights are for tests with behaviours, which only their names tell.</summary>
    private static bool Adds(SettingDefinition setting, LayerReach reach)
        => reach == LayerReach.Exact || (reach == LayerReach.Pattern && setting.Type != SettingType.Actions);

    /// <summary>
    /// A preset from outside stands for its values. A ramp of the test goes with its load: a preset without one is meant to be short.
    /// </summary>
    private LoadSettings WithPreset(LoadSettings wanted)
    {
        var source = wanted.Origins[nameof(wanted.Preset)].Source;
        var preset = SettingLayers.From(presets(wanted.Preset) with { Preset = LoadPreset.None, Origins = new Dictionary<string, SettingOrigin>() }, source);
        var filled = wanted with { Preset = LoadPreset.None };
        var origins = new Dictionary<string, SettingOrigin>(wanted.Origins);
        foreach (var setting in SettingLayers.Written(preset).Where(setting => setting.Get(wanted) is null))
        {
            filled = setting.Set(filled, setting.Get(preset));
            origins[setting.Name] = preset.Origins[setting.Name];
        }

        if (!IsOpen && settings.Stages is null && preset.Duration is not null)
            Replace(settings with { RampUp = null, RampDown = null }, source);
        return filled with { Origins = origins };
    }

    /// <summary>The settings with one value from outside; <see langword="null"/> when the load has no place for it.</summary>
    /// <param name="setting">Which.</param>
    /// <param name="wanted">Has the value.</param>
    /// <param name="adds">Whether it may come where there was none.</param>
    private LoadSettings? Fit(string setting, LoadSettings wanted, bool adds) => setting switch
    {
        nameof(settings.Users) when !IsOpen => settings.Stages is { } stages
            ? settings with { Stages = SettingLayers.Scaled(stages, wanted.Users, null, null) }
            : settings with { Users = wanted.Users },
        nameof(settings.ArrivalRate) when IsOpen => settings.Stages is { } stages
            ? settings with { Stages = SettingLayers.Scaled(stages, null, wanted.ArrivalRate, null) }
            : settings with { ArrivalRate = wanted.ArrivalRate },
        nameof(settings.Duration) when settings.Stages is { } stages => settings with { Stages = SettingLayers.Scaled(stages, null, null, wanted.Duration) },
        nameof(settings.Duration) when settings.Duration is not null => WithDuration(wanted),
        nameof(settings.Stages) when AreRates(wanted.Stages!) == IsOpen && (adds || settings.Stages is not null) => settings with
        {
            Stages = wanted.Stages, Users = null, ArrivalRate = null, Duration = null, RampUp = null, RampDown = null,
        },
        nameof(settings.RampUp) when HasRoomForRamp(settings.RampUp, adds) => settings with { RampUp = wanted.RampUp },
        nameof(settings.RampDown) when HasRoomForRamp(settings.RampDown, adds) => settings with { RampDown = wanted.RampDown },
        nameof(settings.Iterations) when settings.Iterations is not null => settings with { Iterations = wanted.Iterations },
        nameof(settings.IterationsPerUser) when settings.IterationsPerUser is not null => settings with { IterationsPerUser = wanted.IterationsPerUser },
        nameof(settings.MaxUsers) when IsOpen => settings with { MaxUsers = wanted.MaxUsers },
        nameof(settings.Arrivals) when IsOpen => settings with { Arrivals = wanted.Arrivals },
        nameof(settings.MaxStartDelay) when IsOpen => settings with { MaxStartDelay = wanted.MaxStartDelay },
        nameof(settings.WarmUp) when adds || settings.WarmUp is not null || !EndsByIterations => settings with { WarmUp = wanted.WarmUp },
        nameof(settings.ThinkTime) when !IsOpen && (adds || settings.ThinkTime is not null) => settings with { ThinkTime = wanted.ThinkTime, Pacing = null },
        nameof(settings.Pacing) when !IsOpen && (adds || settings.Pacing is not null) => settings with { Pacing = wanted.Pacing, ThinkTime = null },
        nameof(settings.RateLimit) when !IsOpen && (adds || settings.RateLimit is not null) => settings with { RateLimit = wanted.RateLimit },
        nameof(settings.GracefulStop) => settings with { GracefulStop = wanted.GracefulStop },
        nameof(settings.RequestTimeout) => settings with { RequestTimeout = wanted.RequestTimeout },
        nameof(settings.MonitorInterval) => settings with { MonitorInterval = wanted.MonitorInterval },
        nameof(settings.Seed) => settings with { Seed = wanted.Seed },
        nameof(settings.Tags) => settings with { Tags = wanted.Tags },
        nameof(settings.ExcludeTags) => settings with { ExcludeTags = wanted.ExcludeTags },
        nameof(settings.Actions) when adds || settings.Actions.Count > 0 => settings with { Actions = wanted.Actions },
        _ => null,
    };

    private bool HasRoomForRamp(string? ramp, bool adds) => ramp is not null || (adds && settings.Stages is null && settings.Duration is not null && !EndsByIterations);

    /// <summary>Another length; ramps that are not given too keep their proportion to it.</summary>
    private LoadSettings WithDuration(LoadSettings wanted)
    {
        var factor = Length(wanted.Duration!) / Length(settings.Duration!);
        return settings with
        {
            Duration = wanted.Duration,
            RampUp = wanted.RampUp is null ? Scaled(settings.RampUp) : settings.RampUp,
            RampDown = wanted.RampDown is null ? Scaled(settings.RampDown) : settings.RampDown,
        };

        string? Scaled(string? ramp) => ramp is null ? null : DurationText.Format(StageScaling.Scaled(Length(ramp), factor));
    }

    /// <summary>Of a text that was checked before.</summary>
    private static TimeSpan Length(string text) => DurationText.TryParse(text, out var length, out _) ? length : TimeSpan.Zero;

    private static bool AreRates(string stages) => StagesText.TryParse(stages, out _, out var areRates, out _) && areRates;

    private void Replace(LoadSettings next, string source)
    {
        foreach (var setting in SettingDefinitions.All.Where(setting => !Same(setting.Get(settings), setting.Get(next))))
            sources[setting.Name] = source;
        settings = next;
    }

    private void Replace(LoadSettings next, LoadSettings origins)
    {
        foreach (var setting in SettingDefinitions.All.Where(setting => !Same(setting.Get(settings), setting.Get(next)) && origins.Origins.ContainsKey(setting.Name)))
            sources[setting.Name] = origins.Origins[setting.Name].Source;
        settings = next;
    }

    private SettingOverride? Override(SettingDefinition setting)
    {
        var (now, before) = (setting.Get(settings), setting.Get(code));
        return !sources.TryGetValue(setting.Name, out var source) || Same(now, before)
            ? null
            : new SettingOverride(setting.Name, now is null ? "none" : SettingDefinitions.Text(now), source, before is null ? null : SettingDefinitions.Text(before));
    }

    private Dictionary<string, SettingOrigin> Origins()
    {
        var origins = new Dictionary<string, SettingOrigin>(code.Origins);
        foreach (var setting in SettingLayers.Written(settings).Where(setting => sources.ContainsKey(setting.Name)))
            origins[setting.Name] = new SettingOrigin(setting.Get(settings)!, sources[setting.Name]);
        return origins;
    }

    private ConfigurationError Misfit(SettingDefinition setting, SettingOrigin origin)
    {
        var load = settings switch
        {
            { Stages: { } stages } => SettingsReader.Written(nameof(settings.Stages), stages),
            { ArrivalRate: { } rate } => SettingsReader.Written(nameof(settings.ArrivalRate), rate),
            _ => SettingsReader.Written(
                (nameof(settings.Users), settings.Users), (nameof(settings.Duration), settings.Duration),
                (nameof(settings.Iterations), settings.Iterations), (nameof(settings.IterationsPerUser), settings.IterationsPerUser)),
        };
        return new ConfigurationError(
            SettingNotation.Json(origin.Source).State(setting.Name, origin.Value),
            $"has no place in {settings.Name}, whose load is {load}",
            $"Remove \"{setting.JsonName}\" there, or change the load of the test; only a test that says nothing of its load takes any.");
    }

    private static bool Same(object? left, object? right)
        => (left is null ? null : SettingDefinitions.Text(left)) == (right is null ? null : SettingDefinitions.Text(right));
}
