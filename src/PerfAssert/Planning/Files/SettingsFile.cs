namespace PerfAssert;

/// <summary>What a settings file says. Every value has its line as its origin.</summary>
internal sealed record SettingsFile
{
    /// <summary>The name that is looked for.</summary>
    public const string Name = "perfassert.json";

    /// <summary>Full path.</summary>
    public required string Path { get; init; }

    /// <summary>For all environments.</summary>
    public SettingsSection Always { get; init; } = new();

    /// <summary>For one of them, by its name.</summary>
    public IReadOnlyDictionary<string, SettingsSection> Environments { get; init; } = new Dictionary<string, SettingsSection>();

    /// <summary>Values of presets that take the place of <see cref="LoadPresets"/>, one at a time.</summary>
    public IReadOnlyDictionary<LoadPreset, LoadSettings> Presets { get; init; } = new Dictionary<LoadPreset, LoadSettings>();

    /// <summary>Scenarios by name; each has it as the name of its settings.</summary>
    public IReadOnlyDictionary<string, LoadSettings> Scenarios { get; init; } = new Dictionary<string, LoadSettings>();

    /// <summary>Everything wrong with the file; what is wrong is not in the rest.</summary>
    public IReadOnlyList<ConfigurationError> Errors { get; init; } = [];

    /// <summary>The values of a preset.</summary>
    public LoadSettings Preset(LoadPreset preset) => Presets.TryGetValue(preset, out var own)
        ? SettingLayers.Over(own, SettingLayers.From(LoadPresets.Settings(preset), $"{nameof(LoadPreset)}.{preset}"))
        : LoadPresets.Settings(preset);
}
