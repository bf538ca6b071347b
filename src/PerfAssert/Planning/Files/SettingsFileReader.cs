using System.Globalization;
using System.Text.Json;

namespace PerfAssert;

/// <summary>Reads a settings file. All its mistakes are found at once, except one that keeps it from being JSON.</summary>
internal sealed class SettingsFileReader
{
    internal const string Schema = "$schema";
    internal const string All = "all";
    internal const string Tests = "tests";
    internal const string Presets = "presets";
    internal const string Environments = "environments";
    internal const string Scenarios = "scenarios";

    private static readonly string[] Sections = [All, Tests, Presets, Environments, Scenarios];
    private static readonly string[] SectionsOfEnvironment = [All, Tests];
    private static readonly string[] PresetNames = [.. Enum.GetValues<LoadPreset>().Skip(1).Select(preset => preset.ToString().ToLowerInvariant())];

    private readonly string path;
    private readonly List<ConfigurationError> errors = [];

    private SettingsFileReader(string path) => this.path = path;

    /// <summary>Reads the text of a settings file.</summary>
    /// <param name="path">Full path, for messages.</param>
    /// <param name="utf8">Its bytes.</param>
    public static SettingsFile Read(string path, ReadOnlySpan<byte> utf8)
    {
        var reader = new SettingsFileReader(path);
        return reader.Parse(utf8) is { } root ? reader.ReadFile(root) : new SettingsFile { Path = path, Errors = reader.errors };
    }

    /// <summary>Reads a file of scenarios alone, <c>{ "black_friday": { … } }</c>; a whole settings file will do as well.</summary>
    /// <inheritdoc cref="Read"/>
    public static SettingsFile ReadScenarios(string path, ReadOnlySpan<byte> utf8)
    {
        var reader = new SettingsFileReader(path);
        if (reader.Parse(utf8) is not { } root)
            return new SettingsFile { Path = path, Errors = reader.errors };
        return root.Find(Scenarios) is null
            ? new SettingsFile { Path = path, Scenarios = reader.ReadScenarios(root), Errors = reader.errors }
            : reader.ReadFile(root);
    }

    private LocatedJson? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return LocatedJson.Parse(utf8, byHand: true);
        }
        catch (LocatedJsonException exception)
        {
            errors.Add(new ConfigurationError(Place(exception.Line), $"cannot be read: {exception.Message}", "Write JSON such as { \"all\": { \"users\": 5 } }; comments are fine."));
            return null;
        }
    }

    private SettingsFile ReadFile(LocatedJson root)
    {
        CheckNames(root, Sections, "sections", Schema);
        return new SettingsFile
        {
            Path = path,
            Always = ReadSection(root),
            Presets = ReadPresets(root.Find(Presets)),
            Environments = Members(root.Find(Environments)).ToDictionary(member => member.Name, member => ReadEnvironment(member.Value)),
            Scenarios = ReadScenarios(root.Find(Scenarios)),
            Errors = errors,
        };
    }

    private SettingsSection ReadEnvironment(LocatedJson json)
    {
        CheckNames(json, SectionsOfEnvironment, "sections of an environment");
        return ReadSection(json);
    }

    private SettingsSection ReadSection(LocatedJson json) => new()
    {
        All = json.Find(All) is { } all ? ReadSettings(all) : new LoadSettings(),
        Tests = [.. Members(json.Find(Tests)).Select(member => new TestPattern(member.Name, member.Value.Line, ReadSettings(member.Value)))],
    };

    private Dictionary<LoadPreset, LoadSettings> ReadPresets(LocatedJson? json)
    {
        var presets = new Dictionary<LoadPreset, LoadSettings>();
        if (json is not null)
            CheckNames(json, PresetNames, "presets");
        foreach (var (name, value) in Members(json).Where(member => PresetNames.Contains(member.Name)))
            presets[Enum.Parse<LoadPreset>(name, ignoreCase: true)] = ReadSettings(value, mayHavePreset: false);
        return presets;
    }

    private Dictionary<string, LoadSettings> ReadScenarios(LocatedJson? json)
        => Members(json).Where(member => member.Name != Schema).ToDictionary(member => member.Name, member => ReadSettings(member.Value) with { Name = member.Name });

    private LoadSettings ReadSettings(LocatedJson json, bool mayHavePreset = true)
    {
        var known = SettingDefinitions.All.Where(setting => mayHavePreset || setting.Type != SettingType.Preset).ToDictionary(setting => setting.JsonName);
        CheckNames(json, known.Keys, "settings");
        var settings = new LoadSettings();
        var origins = new Dictionary<string, SettingOrigin>();
        foreach (var (name, value) in Members(json))
        {
            if (!known.TryGetValue(name, out var setting) || ReadValue(setting, value) is not { } read)
                continue;
            settings = setting.Set(settings, read);
            origins[setting.Name] = new SettingOrigin(read, $"{Path.GetFileName(path)}({value.Line})");
        }

        return settings with { Origins = origins };
    }

    private object? ReadValue(SettingDefinition setting, LocatedJson json)
    {
        var reader = new SettingsReader(SettingNotation.Json(Place(json.Line)));
        var value = (setting.Type, json.Kind) switch
        {
            (SettingType.Count or SettingType.Number, JsonValueKind.Number) => SettingText.Read(setting, json.Text, reader),
            (SettingType.Tags, JsonValueKind.Array) when json.Items.All(item => item.Kind == JsonValueKind.String) => string.Join(", ", json.Items.Select(item => item.Text)),
            (SettingType.Actions, JsonValueKind.Object) => ReadActions(setting, json, reader),
            (SettingType.Count or SettingType.Number or SettingType.Actions, _) or (_, not JsonValueKind.String) => OfWrongKind(setting, json, reader),
            _ => SettingText.Read(setting, json.Text, reader),
        };
        errors.AddRange(reader.Errors);
        return value;
    }

    private static Dictionary<string, double>? ReadActions(SettingDefinition setting, LocatedJson json, SettingsReader reader)
    {
        if (json.Names.Count == 0 || json.Properties.Values.Any(weight => weight.Kind != JsonValueKind.Number))
        {
            OfWrongKind(setting, json, reader);
            return null;
        }

        var actions = json.Names.ToDictionary(name => name, name => double.Parse(json.Properties[name].Text, NumberStyles.Float, CultureInfo.InvariantCulture));
        setting.Check(actions, reader);
        return reader.Errors.Count == 0 ? actions : null;
    }

    private static object? OfWrongKind(SettingDefinition setting, LocatedJson json, SettingsReader reader)
    {
        object shown = json.Kind == JsonValueKind.String ? json.Text : new WrittenJson(json);
        var wanted = setting.Type switch
        {
            SettingType.Count or SettingType.Number => "is not a number",
            SettingType.Actions => "is not a list of weights by name",
            SettingType.Tags => "is neither a text nor a list of texts",
            _ => "is not a text",
        };
        reader.Report(reader.Stated(setting.Name, shown), wanted, SettingText.Remedy(setting, reader));
        return null;
    }

    /// <summary>The members of an object, in the order of the file; of anything else none, which is a mistake.</summary>
    private IEnumerable<(string Name, LocatedJson Value)> Members(LocatedJson? json)
    {
        if (json is { Kind: not JsonValueKind.Object })
        {
            var error = new ConfigurationError($"{Place(json.Line)}: {new WrittenJson(json)}", "is not an object", "Write { … } with settings in it, such as { \"users\": 5 }.");
            if (!errors.Contains(error))
                errors.Add(error);
        }

        return json is { Kind: JsonValueKind.Object } ? json.Names.Select(name => (name, json.Properties[name])) : [];
    }

    private void CheckNames(LocatedJson json, IReadOnlyCollection<string> known, string what, string? alsoKnown = null)
    {
        errors.AddRange(Members(json).Where(member => !known.Contains(member.Name) && member.Name != alsoKnown)
            .Select(member => new ConfigurationError($"{Place(member.Value.Line)}: \"{member.Name}\"", $"is not one of the {what}", NearestName.Remedy(member.Name, known, what))));
    }

    private string Place(int line) => $"{path}({line.ToString(CultureInfo.InvariantCulture)})";
}
