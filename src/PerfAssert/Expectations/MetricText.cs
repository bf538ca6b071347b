using System.Globalization;

namespace PerfAssert;

/// <summary>A metric's value and its comparison in words, in the metric's unit.</summary>
internal static class MetricText
{
    /// <summary>The value with its unit: <c>423 ms</c>, <c>1.2%</c>, <c>340/s</c>.</summary>
    public static string Format(MetricUnit unit, double value) => unit switch
    {
        MetricUnit.Duration => Figure.Duration(value),
        MetricUnit.Ratio => Figure.Percent(value),
        MetricUnit.PerSecond => Figure.Rate(value),
        MetricUnit.Bytes => Figure.Bytes(value),
        MetricUnit.BytesPerSecond => Figure.Bytes(value) + "/s",
        _ => value.Equals(Math.Floor(value)) ? Figure.Count((long)value) : Figure.Number(value),
    };

    /// <summary>The value, with more digits where rounding would make it look like the limit that it misses: <c>200.004 ms</c>.</summary>
    public static string FormatBeside(MetricUnit unit, double value, double limit)
    {
        var text = Format(unit, value);
        return text != Format(unit, limit) || value.Equals(limit) ? text : Exact(unit, value);
    }

    /// <summary>A comparison in words: <c>below</c>, <c>at most</c>.</summary>
    public static string Words(Comparison comparison) => comparison switch
    {
        Comparison.Below => "below",
        Comparison.AtMost => "at most",
        Comparison.Above => "above",
        Comparison.AtLeast => "at least",
        _ => "exactly",
    };

    private static string Exact(MetricUnit unit, double value) => unit switch
    {
        MetricUnit.Duration => Digits(value / 1e6) + " ms",
        MetricUnit.Ratio => Digits(value * 100) + "%",
        MetricUnit.PerSecond => Digits(value) + "/s",
        MetricUnit.Bytes => Digits(value) + " B",
        MetricUnit.BytesPerSecond => Digits(value) + " B/s",
        _ => Digits(value),
    };

    private static string Digits(double value) => value.ToString("#,0.#########", CultureInfo.InvariantCulture);
}
