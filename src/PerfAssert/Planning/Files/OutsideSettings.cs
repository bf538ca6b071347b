using System.Reflection;

namespace PerfAssert;

/// <summary>What stands outside the tests of an assembly: the settings file, if there is one, and the environment variables.</summary>
internal sealed class OutsideSettings
{
    /// <summary>Path of the settings file, instead of looking for one; <c>none</c> for none.</summary>
    public const string FileVariable = "PERFASSERT_SETTINGS";

    /// <summary>The environment of the settings file that holds.</summary>
    public const string EnvironmentVariable = "PERFASSERT_ENVIRONMENT";

    private readonly List<ConfigurationError> errors = [];
    private readonly string folder;
    private readonly string? project;
    private readonly OutsideLayer variables;
    private readonly SettingsSection? environment;

    private OutsideSettings(string folder, string? project, Func<string, string?> variable)
    {
        this.folder = folder;
        this.project = project;
        File = FindFile(variable(FileVariable)?.Trim());
        errors.AddRange(File?.Errors ?? []);
        environment = FindEnvironment(variable(EnvironmentVariable)?.Trim());
        variables = ReadVariables(variable);
    }

    /// <summary>The settings file; <see langword="null"/> when there is none.</summary>
    public SettingsFile? File { get; }

    /// <summary>Everything wrong with them, whatever test they are for.</summary>
    public IReadOnlyList<ConfigurationError> Errors => errors;

    /// <summary>Reads them as they are now.</summary>
    /// <param name="assembly">The test assembly.</param>
    public static OutsideSettings Of(Assembly assembly)
        => Of(
            Path.GetDirectoryName(assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory,
            SourceFolder.Metadata(assembly.Location)(SourceFolder.ProjectDirectoryKey),
            Environment.GetEnvironmentVariable);

    /// <inheritdoc cref="Of(Assembly)"/>
    /// <param name="folder">Folder of the test assembly.</param>
    /// <param name="project">Folder of its project, where it is known.</param>
    /// <param name="variable">Reads environment variables.</param>
    public static OutsideSettings Of(string folder, string? project, Func<string, string?> variable) => new(folder, project, variable);

    /// <summary>The values of a preset, as the file has them.</summary>
    public LoadSettings Preset(LoadPreset preset) => File?.Preset(preset) ?? LoadPresets.Settings(preset);

    /// <summary>The scenarios of a file, or of the settings file.</summary>
    /// <param name="path">As the test writes it; <see langword="null"/> for the settings file.</param>
    /// <exception cref="LoadConfigurationException">There is no such file, or it has mistakes.</exception>
    public LoadScenarios Scenarios(string? path)
    {
        if (path is not null)
            return LoadScenarios.Read(path, folder, project);
        if (File is null)
        {
            throw new LoadConfigurationException([new ConfigurationError(
                "The scenarios",
                $"are in no file: there is no {SettingsFile.Name} beside the test assembly or above it (looked in {string.Join(", ", SettingsSearch.Folders(folder, project))})",
                $"Write {SettingsFile.Name} with \"scenarios\": {{ … }}, or name a file with ScenarioFile = \"scenarios.json\".")]);
        }

        return File.Errors.Count > 0 ? throw new LoadConfigurationException(File.Errors) : new LoadScenarios(File);
    }

    /// <summary>The settings of a test with everything that holds for it.</summary>
    /// <param name="settings">As written on the test, its scenario included.</param>
    /// <param name="names">The test as patterns name it.</param>
    public OutsideAdjustment Adjust(LoadSettings settings, IReadOnlyCollection<string> names)
    {
        var adjustment = new OutsideAdjustment(settings, Preset);
        foreach (var section in new[] { File?.Always, environment }.OfType<SettingsSection>())
        {
            foreach (var layer in section.Layers(names))
                adjustment.Apply(layer);
        }

        adjustment.Apply(variables);
        return adjustment;
    }

    private SettingsFile? FindFile(string? named)
    {
        if (string.IsNullOrEmpty(named))
            return SettingsSearch.Find(SettingsFile.Name, folder, project) is { } found ? SettingsFileCache.Read(found) : null;
        if (named.Equals("none", StringComparison.OrdinalIgnoreCase))
            return null;
        if (SettingsSearch.Find(named, folder, project) is { } file)
            return SettingsFileCache.Read(file);
        errors.Add(new ConfigurationError(
            $"{FileVariable}={named}",
            $"names a file that is not there: looked in {string.Join(", ", SettingsSearch.Folders(folder, project))}",
            $"Write the full path of the settings file, or remove the variable: {SettingsFile.Name} is found by itself."));
        return null;
    }

    private SettingsSection? FindEnvironment(string? name)
    {
        // A file without any is for all of them.
        if (string.IsNullOrEmpty(name) || File is not { Environments.Count: > 0 } file)
            return null;
        if (file.Environments.Keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
            return file.Environments[found];
        errors.Add(new ConfigurationError(
            $"{EnvironmentVariable}={name}", $"names no environment of {file.Path}", NearestName.Remedy(name, [.. file.Environments.Keys], "environments")));
        return null;
    }

    private OutsideLayer ReadVariables(Func<string, string?> variable)
    {
        var settings = new LoadSettings();
        var origins = new Dictionary<string, SettingOrigin>();
        foreach (var setting in SettingDefinitions.All)
        {
            if (setting.Variable is not { } name || variable(name)?.Trim() is not { Length: > 0 } text)
                continue;
            var reader = new SettingsReader(SettingNotation.Variable(name));
            if (SettingText.Read(setting, text, reader) is { } value)
            {
                settings = setting.Set(settings, value);
                origins[setting.Name] = new SettingOrigin(value, name);
            }

            errors.AddRange(reader.Errors);
        }

        return new OutsideLayer(settings with { Origins = origins }, LayerReach.Everywhere);
    }
}
