namespace PerfAssert;

/// <summary>The limit of an expectation as text: a number and, except for counts, its unit.</summary>
internal static class LimitText
{
    /// <summary>In nanoseconds.</summary>
    private const decimal Second = 1_000_000_000;

    private const decimal Kilo = 1024;

    /// <summary>More than any limit, and far from where decimal arithmetic overflows.</summary>
    private const decimal Largest = 1e15m;

    private static readonly Dictionary<MetricUnit, UnitFamily> Families = new()
    {
        [MetricUnit.Duration] = new("a time", "ms", "200ms", "ns, us, ms, s, m or h",
            [
                new("ns", 1), new("us", 1_000), new("µs", 1_000), new("μs", 1_000), new("ms", 1_000_000), new("s", Second),
                new("m", 60 * Second), new("min", 60 * Second), new("h", 3_600 * Second),
            ]),
        [MetricUnit.Ratio] = new("a share", "%", "1%", "%", [new("%", 1, 100)]),
        [MetricUnit.PerSecond] = new("a rate", "/s", "100/s", "/s, /min or /h", [new("/s", 1), new("/min", 1, 60), new("/h", 1, 3600)]),
        [MetricUnit.Count] = new("a count", "", "10", "", [new("", 1)]),
        [MetricUnit.Bytes] = new("a size", "KB", "20KB", "B, KB, MB or GB",
            [new("B", 1), new("KB", Kilo), new("MB", Kilo * Kilo), new("GB", Kilo * Kilo * Kilo)]),
        [MetricUnit.BytesPerSecond] = new("a data rate", "MB/s", "10MB/s", "B/s, KB/s, MB/s or GB/s",
            [new("B/s", 1), new("KB/s", Kilo), new("MB/s", Kilo * Kilo), new("GB/s", Kilo * Kilo * Kilo)]),
    };

    /// <summary>A limit that fits the unit, for an example: <c>200ms</c>.</summary>
    public static string Example(MetricUnit unit) => Families[unit].Example;

    /// <summary>What a unit measures, with its article: <c>a time</c>.</summary>
    public static string Kind(MetricUnit unit) => Families[unit].Kind;

    /// <summary>Zero with the unit: <c>0ms</c>.</summary>
    public static string Zero(MetricUnit unit) => "0" + Families[unit].Usual;

    /// <summary>What a limit is a limit of, by its unit; a count when it has none that is known.</summary>
    public static MetricUnit UnitOf(string text)
    {
        var symbol = text.TrimStart("0123456789.,_+- ".ToCharArray()).Replace(" ", "", StringComparison.Ordinal);
        return Families.Where(family => family.Value.Units.Any(known => string.Equals(known.Symbol, symbol, StringComparison.OrdinalIgnoreCase)))
            .Select(family => family.Key).FirstOrDefault(MetricUnit.Count);
    }

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

        // In decimal arithmetic, as 57 * 0.01 is not 0.57 in binary.
        if (!NumberText.TryParse(number, out decimal parsed, out _) || parsed > Largest)
        {
            problem = length == 0 ? $"has the limit \"{text}\", which does not start with a number" : $"has the number \"{number}\", which cannot be read";
            remedy = number.Contains(',', StringComparison.Ordinal)
                ? "Write a point before decimals and nothing between thousands, such as \"1.5\" or \"1500\"."
                : $"{Named(metric)} is {family.Kind}: write a limit such as \"{family.Example}\".";
            return false;
        }

        var symbol = unit.Replace(" ", "", StringComparison.Ordinal);
        if (Array.Find(family.Units, known => string.Equals(known.Symbol, symbol, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            value = (double)(parsed * found.Times / found.Per);
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

    private sealed record Unit(string Symbol, decimal Times, decimal Per = 1);

    private sealed record UnitFamily(string Kind, string Usual, string Example, string Listing, Unit[] Units);
}
