using System.Globalization;
using System.Reflection;

namespace PerfAssert;

/// <summary>How the text of a CSV value becomes a value of one type, in the invariant culture.</summary>
/// <param name="Expected">What it has to be, such as <c>true or false</c>.</param>
/// <param name="Example">One that is right.</param>
/// <param name="Parse">The value; <see langword="null"/> when the text is none.</param>
internal sealed record CsvValue(string Expected, string Example, Func<string, object?> Parse)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    // Without separators of thousands: 1,5 would be 15.
    private static readonly CsvValue Decimals = new("a number", "19.90", text => decimal.TryParse(text, NumberStyles.Float, Culture, out var value) ? value : null);

    private static readonly Dictionary<Type, CsvValue> Known = new()
    {
        [typeof(string)] = new("text", "lamp", text => text),
        [typeof(object)] = new("text", "lamp", text => text),
        [typeof(char)] = new("one character", "x", text => text.Length == 1 ? text[0] : null),
        [typeof(bool)] = new("true or false", "true", text => bool.TryParse(text, out var value) ? value : null),
        [typeof(byte)] = Whole<byte>(),
        [typeof(sbyte)] = Whole<sbyte>(),
        [typeof(short)] = Whole<short>(),
        [typeof(ushort)] = Whole<ushort>(),
        [typeof(int)] = Whole<int>(),
        [typeof(uint)] = Whole<uint>(),
        [typeof(long)] = Whole<long>(),
        [typeof(ulong)] = Whole<ulong>(),
        [typeof(decimal)] = Decimals,
        [typeof(double)] = Decimals with { Parse = text => double.TryParse(text, NumberStyles.Float, Culture, out var value) ? value : null },
        [typeof(float)] = Decimals with { Parse = text => float.TryParse(text, NumberStyles.Float, Culture, out var value) ? value : null },

        // As written: neither moved into this machine's time zone nor taken to be in it.
        [typeof(DateTime)] = new("a date and time", "2026-11-21T18:30:00", text => DateTime.TryParse(text, Culture, DateTimeStyles.RoundtripKind, out var value) ? value : null),
        [typeof(DateTimeOffset)] = new(
            "a date and time", "2026-11-21T18:30:00+01:00", text => DateTimeOffset.TryParse(text, Culture, DateTimeStyles.AssumeUniversal, out var value) ? value : null),
        [typeof(DateOnly)] = new("a date", "2026-11-21", text => DateOnly.TryParse(text, Culture, out var value) ? value : null),
        [typeof(TimeOnly)] = new("a time of day", "18:30:00", text => TimeOnly.TryParse(text, Culture, out var value) ? value : null),
        [typeof(TimeSpan)] = new("a length of time", "00:01:30", text => TimeSpan.TryParse(text, Culture, out var value) ? value : null),
        [typeof(Guid)] = new("a GUID", "7b0c2a1e-5d3f-4c8a-9e6b-1f2d3c4b5a69", text => Guid.TryParse(text, out var value) ? value : null),
        [typeof(Uri)] = new("a URI", "https://shop.example/", text => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var value) ? value : null),
    };

    /// <summary>How to read values of a type; <see langword="null"/> when text cannot become one.</summary>
    public static CsvValue? Of(Type type)
    {
        if (Known.TryGetValue(type, out var known))
            return known;
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Of(inner);
        if (type.IsEnum)
            return OfEnum(type);
        return Array.Exists(type.GetInterfaces(), face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>) && face.GenericTypeArguments[0] == type)
            ? (CsvValue)typeof(CsvValue).GetMethod(nameof(OfParsable), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!
            : null;
    }

    private static CsvValue Whole<T>()
        where T : struct, System.Numerics.IBinaryInteger<T>, System.Numerics.IMinMaxValue<T>
        => new(
            string.Create(Culture, $"a whole number from {T.MinValue} to {T.MaxValue}"), "42",
            text => T.TryParse(text, NumberStyles.AllowLeadingSign, Culture, out var value) ? value : null);

    private static CsvValue OfEnum(Type type)
    {
        var names = Enum.GetNames(type);
        return new("one of " + string.Join(", ", names), names.FirstOrDefault(""), text =>
            Array.Exists(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) ? Enum.Parse(type, text, ignoreCase: true) : null);
    }

    private static CsvValue OfParsable<T>()
        where T : IParsable<T>
        => new($"a {Feed.TypeName(typeof(T))}", "", text => T.TryParse(text, Culture, out var value) ? value : null);
}
