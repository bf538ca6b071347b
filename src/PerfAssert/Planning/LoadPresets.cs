namespace PerfAssert;

/// <summary>The values of the presets.</summary>
public static class LoadPresets
{
    /// <summary>Users of <see cref="LoadPreset.Light"/>: 5, enough to meet each other, too few to hurt a small machine.</summary>
    public const int LightUsers = 5;

    /// <summary>Length of <see cref="LoadPreset.Light"/>: 10 s, long enough for a P95 of calls that take half a second.</summary>
    public const string LightDuration = "10s";

    /// <summary>Users of <see cref="LoadPreset.Medium"/>: 20, more than a machine of developers or CI has cores, so that they queue.</summary>
    public const int MediumUsers = 20;

    /// <summary>Length of <see cref="LoadPreset.Medium"/>: 30 s, several collections of the second generation, and still bearable in a pull request.</summary>
    public const string MediumDuration = "30s";

    /// <summary>Users of <see cref="LoadPreset.Heavy"/>: 100, as many as a pool of database connections has by default.</summary>
    public const int HeavyUsers = 100;

    /// <summary>Ramp of <see cref="LoadPreset.Heavy"/>: 30 s, slow enough for pools to grow as they would in the morning.</summary>
    public const string HeavyRampUp = "30s";

    /// <summary>Length of <see cref="LoadPreset.Heavy"/> at its full load: 90 s, two minutes with the ramp; caches have expired and been filled again.</summary>
    public const string HeavyDuration = "90s";

    /// <summary>The settings of a preset.</summary>
    /// <param name="preset">Any; <see cref="LoadPreset.None"/> has none.</param>
    public static LoadSettings Settings(LoadPreset preset) => preset switch
    {
        LoadPreset.Light => new() { Users = LightUsers, Duration = LightDuration },
        LoadPreset.Medium => new() { Users = MediumUsers, Duration = MediumDuration },
        LoadPreset.Heavy => new() { Users = HeavyUsers, RampUp = HeavyRampUp, Duration = HeavyDuration },
        _ => new(),
    };
}
