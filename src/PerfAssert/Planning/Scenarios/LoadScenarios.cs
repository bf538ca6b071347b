namespace PerfAssert;

/// <summary>
/// Loads as data: named settings, such as <c>normal_day</c> and <c>black_friday</c>, in a file of their own
/// (<c>{ "black_friday": { "arrivalRate": "300/s", "duration": "60s" } }</c>) or in the section <c>scenarios</c> of a settings file.
/// </summary>
public sealed class LoadScenarios
{
    private readonly SettingsFile file;

    internal LoadScenarios(SettingsFile file) => this.file = file;

    /// <summary>Full path of the file.</summary>
    public string Path => file.Path;

    /// <summary>Names of the scenarios, in the order of the file.</summary>
    public IReadOnlyCollection<string> Names => [.. file.Scenarios.Keys];

    /// <summary>The settings of a scenario; their name is the scenario's.</summary>
    /// <param name="name">One of <see cref="Names"/>, exactly.</param>
    /// <exception cref="LoadConfigurationException">There is no such scenario.</exception>
    public LoadSettings this[string name] => file.Scenarios.TryGetValue(name, out var settings)
        ? settings
        : throw new LoadConfigurationException([new ConfigurationError(
            $"Scenario = \"{name}\"",
            $"names no scenario of {file.Path}",
            file.Scenarios.Count == 0 ? "Write \"scenarios\": { … } into it." : NearestName.Remedy(name, Names, "scenarios"))]);

    /// <summary>Reads the scenarios of a file.</summary>
    /// <param name="path">A relative path is looked for beside the test assembly, then in the folders above it up to the repository's.</param>
    /// <exception cref="LoadConfigurationException">There is no such file, or it has mistakes; the exception lists them all.</exception>
    public static LoadScenarios Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Read(path, AppContext.BaseDirectory, null);
    }

    internal static LoadScenarios Read(string path, string folder, string? project)
    {
        if (SettingsSearch.Find(path, folder, project) is not { } found)
        {
            throw new LoadConfigurationException([new ConfigurationError(
                $"ScenarioFile = \"{path}\"",
                $"names a file that is not there: looked in {string.Join(", ", SettingsSearch.Folders(folder, project))}",
                "Write its path from one of these folders; where tests run without their sources, have the build copy the file beside the test assembly.")]);
        }

        var file = SettingsFileCache.Read(found, scenarios: true);
        return file.Errors.Count > 0 ? throw new LoadConfigurationException(file.Errors) : new LoadScenarios(file);
    }
}
