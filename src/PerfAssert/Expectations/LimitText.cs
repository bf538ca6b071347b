using System.Globalization;

namespace PerfAssert;

/// <summary>The limit of an expectation as text: a number and, except for counts, its unit.</summary>
internal static class LimitText
{
    private static readonly Dictionary<MetricUnit, UnitFamily> Families = new()
    {
        [MetricUnit.Duration] = new("a time", "ms", "200ms",
            [("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("min", 60e9), ("h", 3600e9)], "ns, us, ms, s, min or h"),
        [MetricUnit.Ratio] = new("a share", "%", "1%", [("%", 0.01)], "%"),
        [MetricUnit.PerSecond] = new("a rate", "/s", "100/s", [("/s", 1), ("/min", 1 / 60.0), ("/h", 1 / 3600.0)], "/s, /min or /h"),
        [MetricUnit.Count] = new("a count", "", "10", [("", 1)], ""),
        [MetricUnit.Bytes] = new("a size", "KB", "20KB",
            [("B", 1), ("KB", 1024), ("MB", 1024 * 1024), ("GB", 1024.0 * 1024 * 1024)], "B, KB, MB or GB"),
        [MetricUnit.BytesPerSecond] = new("a data rate", "MB/s", "10MB/s",
            [("B/s", 1), ("KB/s", 1024), ("MB/s", 1024 * 1024), ("GB/s", 1024.0 * 1024 * 1024)], "B/s, KB/s, MB/s or GB/s"),
    };

    /// <summary>A limit that fits the unit, for an example: <c>200ms</c>.</summary>
    public static string Example(MetricUnit unit) => Families[unit].Example;

    /// <summary>What a unit measures, with its article: <c>a time</c>.</summary>
    public static string Kind(MetricUnit unit) => Families[unit].Kind;

    /// <summary>Zero with the unit: <c>0ms</c>.</summary>
    public static string Zero(MetricUnit unit) => "0" + Families[unit].Usual;

    /// <summary>Reads a limit.</summary>
    /// <param name="text">Such as <c>1.5s</c>.</param>
    /// <param name="metric">The metric that it limits.</param>
    /// <param name="value">The limit in the metric's unit.</param>
    /// <param name="problem">What is wrong, to follow the name of the setting; <see langword="null"/> when nothing is.</param>
    /// <param name="remedy">What to write instead.</param>
    public static bool TryParse(string text, Metric metric, out double value, out string? problem, out string? remedy)
    {
        value = 0;
        var family = Families[metric.Unit];
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] is '.' or ',' or '-' or '+' or '_'))
            length++;
        var number = text[..length];
        var unit = text[length..].Trim();

        if (number.StartsWith('-'))
        {
            problem = $"has the negative limit \"{text}\"";
            remedy = $"No metric is ever below zero: write a limit such as \"{family.Example}\".";
            return false;
        }

        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed) || !double.IsFinite(parsed))
        {
            problem = length == 0 ? $"has the limit \"{text}\", which does not start with a number" : $"has the number \"{number}\", which cannot be read";
            remedy = number.Contains(',', StringComparison.Ordinal)
                ? $"Write a point before decimals and nothing between thousands, such as \"1.5\" or \"1500\"."
                : $"{Named(metric)} is {family.Kind}: write a limit such as \"{family.Example}\".";
            return false;
        }

        foreach (var (symbol, factor) in family.Units)
        {
            if (!string.Equals(unit.Replace(" ", "", StringComparison.Ordinal), symbol, StringComparison.OrdinalIgnoreCase))
                continue;
            value = parsed * factor;
            problem = remedy = null;
            return true;
        }

        problem = unit.Length == 0 ? $"has the limit \"{text}\" without a unit" : $"has the limit \"{text}\" with the unit \"{unit}\"";
        remedy = $"{Named(metric)} is {family.Kind}" + (metric.Unit, unit.Length) switch
        {
            (MetricUnit.Count, _) => $": write a plain number, such as \"{number}\".",

            // 0.01 without a unit is more likely meant as 1% than as 0.01%.
            (MetricUnit.Ratio, _) or (_, > 0) => $" in {family.Listing}: write \"{family.Example}\", for example.",
            _ => $" in {family.Listing}: write \"{number + family.Usual}\", if that is what you mean.",
        };
        return false;
    }

    private static string Named(Metric metric) => $"\"{metric.Name}\"";

    private sealed record UnitFamily(string Kind, string Usual, string Example, (string Symbol, double Factor)[] Units, string Listing);
}
