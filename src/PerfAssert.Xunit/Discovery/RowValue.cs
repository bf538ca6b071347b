using System.Collections;
using System.Globalization;

namespace PerfAssert;

/// <summary>One value of a data row: fitting it to its parameter, and its text in names.</summary>
internal static class RowValue
{
    /// <summary>Text longer than this is cut in names: they have to stay readable and usable as folder names.</summary>
    private const int LongestText = 50;

    /// <summary>Fits a value to a parameter's type: as it is, a number without loss to another kind of number, or text that xUnit converts too.</summary>
    public static bool TryConvert(object? value, Type type, out object? converted)
    {
        converted = value;
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
            return !type.IsValueType || target != type;
        if (target.IsInstanceOfType(value))
            return true;
        if (value is string text)
            return TryParse(text, target, out converted);
        if (!IsNumber(value.GetType()) || !IsNumber(target))
            return false;
        try
        {
            converted = Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
            return Convert.ChangeType(converted, value.GetType(), CultureInfo.InvariantCulture).Equals(value);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>The value as names show it.</summary>
    public static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"\"{Cut(text)}\"",
        char character => $"'{character}'",
        bool truth => truth ? "True" : "False",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => "[" + Cut(string.Join(", ", items.Cast<object?>().Take(5).Select(Text))) + "]",
        _ => Cut(value.ToString() ?? value.GetType().Name),
    };

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";

    private static bool TryParse(string text, Type target, out object? value)
    {
        value = null;
        if (target == typeof(Guid) && Guid.TryParse(text, out var guid))
            value = guid;
        else if (target == typeof(DateTime) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            value = time;
        else if (target == typeof(DateTimeOffset)
                 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var offset))
            value = offset;
        else if (target == typeof(TimeSpan) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span))
            value = span;
        return value is not null;
    }

    private static bool IsNumber(Type type) => !type.IsEnum && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;
}
