using System.Globalization;

namespace PerfAssert.Tool;

/// <summary>Figures as the tool's tables show them: a dash where there is none.</summary>
internal static class ShownFigure
{
    public const string None = "–";

    public static string Milliseconds(double value) => double.IsNaN(value) ? None : Figure.Duration(value * 1e6);

    public static string Rate(double value) => double.IsNaN(value) ? None : Figure.Rate(value);

    public static string Percent(double value) => double.IsNaN(value) ? None : Figure.Percent(value);

    public static string Bytes(double value) => double.IsNaN(value) ? None : Figure.Bytes(value);

    /// <summary>A relative change, <c>+12%</c>, <c>-0.5%</c>, <c>0%</c>.</summary>
    public static string Change(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            return None;
        var percent = value * 100;
        var text = percent.ToString(Math.Abs(percent) < 9.95 ? "+0.0;-0.0;0" : "+#,0;-#,0;0", CultureInfo.InvariantCulture);
        return (text is "+0.0" or "-0.0" ? "0" : text) + "%";
    }

    /// <summary>A point in time in UTC, to the minute.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A size on disk.</summary>
    public static string Size(long bytes) => Figure.Bytes(bytes);

    /// <summary>A count with its noun, <c>1 run</c>, <c>3 runs</c>.</summary>
    public static string Of(long count, string noun) => $"{Figure.Count(count)} {noun}{(count == 1 ? "" : "s")}";
}
