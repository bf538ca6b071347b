using System.Globalization;
using System.Text.Json;

namespace PerfAssert;

/// <summary>Reads the fields of a located value; every mistake names its line.</summary>
internal static class LocatedJsonFields
{
    /// <summary>Demands an object with no other properties than these: an unknown one would be lost when the file is written again.</summary>
    public static LocatedJson Object(this LocatedJson value, params string[] known)
    {
        value.Expect(JsonValueKind.Object, "an object, { … }");
        if (value.Names.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw value.Properties[unknown].Wrong($"\"{unknown}\" is not known there (known: {string.Join(", ", known)})");
        return value;
    }

    public static LocatedJson? Find(this LocatedJson value, string name) => value.Properties.GetValueOrDefault(name);

    public static LocatedJson Get(this LocatedJson value, string name) => value.Find(name) ?? throw value.Wrong($"\"{name}\" is missing");

    public static IReadOnlyList<LocatedJson> Array(this LocatedJson value) => value.Expect(JsonValueKind.Array, "a list, [ … ]").Items;

    public static string String(this LocatedJson value) => value.Expect(JsonValueKind.String, "a text").Text;

    public static bool Truth(this LocatedJson value)
        => value.Kind is JsonValueKind.True or JsonValueKind.False ? value.Kind == JsonValueKind.True : throw value.Wrong("true or false is expected");

    public static double Number(this LocatedJson value)
        => double.TryParse(value.Expect(JsonValueKind.Number, "a number").Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw value.Wrong($"{value.Text} is too large");

    /// <summary>A count: a whole number, ≥ 0.</summary>
    public static long Count(this LocatedJson value)
        => long.TryParse(value.Expect(JsonValueKind.Number, "a number").Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw value.Wrong($"a whole number from 0 is expected, not {value.Text}");

    public static int SmallCount(this LocatedJson value)
        => value.Count() is var count && count <= int.MaxValue ? (int)count : throw value.Wrong($"{value.Text} is too large");

    /// <summary>A time, ≥ 0, in the unit of the field.</summary>
    public static TimeSpan Time(this LocatedJson value, double ticksPerUnit)
    {
        var ticks = Math.Round(value.Number() * ticksPerUnit);
        return ticks is >= 0 and < long.MaxValue ? new TimeSpan((long)ticks) : throw value.Wrong($"{value.Text} is not a time");
    }

    private static LocatedJson Expect(this LocatedJson value, JsonValueKind kind, string wanted)
        => value.Kind == kind ? value : throw value.Wrong($"{wanted} is expected");
}
