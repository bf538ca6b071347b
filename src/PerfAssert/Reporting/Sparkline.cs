namespace PerfAssert;

/// <summary>A series of numbers as one line of bars, from zero to the largest. Pure.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>Stands where there is no number.</summary>
    public const char Gap = '·';

    /// <summary>Draws the values; neighbours share a bar where there are more values than columns.</summary>
    /// <param name="values">The numbers, ≥ 0; NaN for none.</param>
    /// <param name="width">The most columns.</param>
    /// <param name="share">What a bar shows of the values it stands for: their maximum, or their mean.</param>
    public static string Draw(IReadOnlyList<double> values, int width, Func<IEnumerable<double>, double> share)
    {
        var bars = Math.Min(width, values.Count);
        var grouped = new double[bars];
        for (var bar = 0; bar < bars; bar++)
        {
            var from = (int)((long)bar * values.Count / bars);
            var to = (int)((long)(bar + 1) * values.Count / bars);
            var present = Enumerable.Range(from, to - from).Select(index => values[index]).Where(value => !double.IsNaN(value)).ToArray();
            grouped[bar] = present.Length == 0 ? double.NaN : share(present);
        }

        var largest = grouped.Where(value => !double.IsNaN(value)).DefaultIfEmpty(0).Max();
        return string.Concat(grouped.Select(value => Bar(value, largest)));
    }

    private static char Bar(double value, double largest)
    {
        if (double.IsNaN(value))
            return Gap;
        return largest <= 0 ? Bars[0] : Bars[Math.Min(Bars.Length - 1, (int)(value / largest * Bars.Length))];
    }
}
