using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PerfAssert;

/// <summary>Values as the baseline files write them: short, and the same whenever they are read and written again.</summary>
internal static class JsonText
{
    /// <summary>A text in quotes. Only what JSON demands is escaped: names of routes stay readable.</summary>
    public static string Of(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public static string Of(long count) => count.ToString(CultureInfo.InvariantCulture);

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>Four significant digits: finer than any difference that can be told from chance.</summary>
    public static string Of(double value) => Rounded(value, "E3");

    /// <summary>Two significant digits: enough of a standard error, which is an estimate itself.</summary>
    public static string Rough(double value) => Rounded(value, "E1");

    /// <summary>All that is known of a number.</summary>
    public static string Exact(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "null";

    /// <summary>An object on one line.</summary>
    public static string Line(IEnumerable<(string Name, string Value)> properties)
        => "{" + string.Join(", ", properties.Select(property => $"{Of(property.Name)}: {property.Value}")) + "}";

    /// <summary>Rounded by the framework, laid out here, so that reading and writing again gives the same digits.</summary>
    private static string Rounded(double value, string format)
    {
        if (!double.IsFinite(value))
            return "null";

        // d.dddE±xxx
        var rounded = value.ToString(format, CultureInfo.InvariantCulture);
        var mark = rounded.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(rounded.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var sign = rounded[0] == '-' ? "-" : "";
        var digits = rounded[sign.Length..mark].Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        if (digits.Length == 0)
            return "0";
        return sign + exponent switch
        {
            < -6 or > 15 => $"{digits[..1]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{exponent.ToString(CultureInfo.InvariantCulture)}",
            < 0 => "0." + new string('0', -exponent - 1) + digits,
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0'),
            _ => digits[..(exponent + 1)] + "." + digits[(exponent + 1)..],
        };
    }
}
