using System.Globalization;

namespace PerfAssert;

/// <summary>Reads the value of a setting from text, as variables and files have it.</summary>
internal static class SettingText
{
    /// <summary>Reads and checks a value.</summary>
    /// <param name="setting">Which.</param>
    /// <param name="text">As written.</param>
    /// <param name="reader">Knows the place, and receives what is wrong.</param>
    /// <returns>The value in the setting's own type; <see langword="null"/> when there is a mistake.</returns>
    public static object? Read(SettingDefinition setting, string text, SettingsReader reader)
    {
        var mistakes = reader.Errors.Count;
        object? value = setting.Type switch
        {
            SettingType.Count => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null,
            SettingType.Number => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            SettingType.Arrivals => Named<ArrivalPattern>(text, 0),
            SettingType.Preset => Named<LoadPreset>(text, 1),
            _ => text,
        };
        if (value is null)
        {
            // A number that is not whole is shown as one, not as text.
            object shown = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) ? fraction : text;
            reader.Report(reader.Stated(setting.Name, shown), Problem(setting.Type), Remedy(setting, reader));
            return null;
        }

        setting.Check(value, reader);
        if (reader.Errors.Count > mistakes)
            return null;
        return setting is { Type: SettingType.Count, Most: not null } ? (int)(long)value : value;
    }

    /// <summary>What to write instead of a value of the wrong kind.</summary>
    public static string Remedy(SettingDefinition setting, SettingsReader reader) => setting.Type switch
    {
        SettingType.Preset => $"Write {reader.Wanted(setting.Name, LoadPreset.Light)}, or medium or heavy.",
        SettingType.Arrivals => $"Write {reader.Wanted(setting.Name, ArrivalPattern.Constant)} or {reader.Wanted(setting.Name, ArrivalPattern.Poisson)}.",
        _ => $"Write {reader.Wanted(setting.Name, setting.Example)}, for example.",
    };

    private static string Problem(SettingType type) => type switch
    {
        SettingType.Preset => "is no preset",
        SettingType.Arrivals => "is no pattern of arrivals",
        _ => "is not a whole number",
    };

    /// <summary>A value by its name in any case; numbers are no names.</summary>
    private static object? Named<TEnum>(string text, int least)
        where TEnum : struct, Enum
        => Enum.GetValues<TEnum>().Skip(least).Where(value => value.ToString().Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)).Cast<object>().FirstOrDefault();
}
