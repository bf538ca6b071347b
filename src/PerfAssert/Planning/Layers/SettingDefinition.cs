namespace PerfAssert;

/// <summary>One setting of a load, wherever it is written: on a test, in a file, in a variable.</summary>
/// <param name="Name">As code writes it.</param>
/// <param name="Type">What its value is.</param>
/// <param name="Example">A good value.</param>
/// <param name="Get">Its value; <see langword="null"/> when it is not written.</param>
/// <param name="Set">Settings with another value; <see langword="null"/> for none.</param>
internal sealed record SettingDefinition(
    string Name, SettingType Type, object Example, Func<LoadSettings, object?> Get, Func<LoadSettings, object?, LoadSettings> Set)
{
    /// <summary>The environment variable that overrides it; <see langword="null"/> when there is none.</summary>
    public string? Variable { get; init; }

    /// <summary>Whether a length of zero means something.</summary>
    public bool MayBeZero { get; init; }

    /// <summary>The largest count that can be.</summary>
    public int? Most { get; init; }

    /// <summary>As files write it.</summary>
    public string JsonName { get; } = char.ToLowerInvariant(Name[0]) + Name[1..];

    /// <summary>Checks a value of the right .NET type on its own.</summary>
    public void Check(object value, SettingsReader reader)
    {
        switch (Type)
        {
            case SettingType.Count:
                reader.Count(Name, Convert.ToInt64(value, null), (int)Example, Most);
                break;
            case SettingType.Duration:
                reader.Duration(Name, (string)value, (string)Example, MayBeZero, mayBeLeftOut: Name != nameof(LoadSettings.Duration));
                break;
            case SettingType.Rate:
                reader.Rate(Name, (string)value, (string)Example);
                break;
            case SettingType.Stages:
                reader.Stages(Name, (string)value, out _);
                break;
            case SettingType.WarmUp:
                reader.WarmUp(Name, (string)value);
                break;
            case SettingType.ThinkTime:
                reader.ThinkTime(Name, (string)value);
                break;
            case SettingType.Actions:
                reader.Actions(Name, (IReadOnlyDictionary<string, double>)value);
                break;
        }
    }
}
