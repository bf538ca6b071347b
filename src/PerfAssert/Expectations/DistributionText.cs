using System.Text;

namespace PerfAssert;

/// <summary>A distribution at a glance, in one line of text.</summary>
internal static class DistributionText
{
    private const int Buckets = 24;

    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>Stands in a histogram where the limit lies.</summary>
    public const char LimitMark = '│';

    /// <summary>The usual percentiles: <c>P50 101 ms   P75 160 ms …</c>.</summary>
    public static string Percentiles(LatencySummary times)
    {
        string At(double percentile) => Figure.Duration(times.Histogram.ValueAtPercentile(percentile));
        return $"P50 {At(50)}   P75 {At(75)}   P90 {At(90)}   P95 {At(95)}   P99 {At(99)}   max {Figure.Duration(times.Histogram.Max)}";
    }

    /// <summary>
    /// A histogram with buckets of equal width on a logarithmic scale from the shortest to the longest time, as high as their
    /// counts, and a mark where the limit lies; <see langword="null"/> when there is no spread to show.
    /// </summary>
    public static string? Histogram(LatencySummary times, double? limit = null)
    {
        double min = Math.Max(1, times.Histogram.Min), max = times.Histogram.Max;
        if (times.Count < 2 || max < min * 1.1)
            return null;

        var counts = new long[Buckets];
        var scale = Buckets / Math.Log(max / min);
        int Bucket(double value) => Math.Clamp((int)(Math.Log(value / min) * scale), 0, Buckets - 1);
        times.Histogram.ForEachBucket((value, count) => counts[Bucket(Math.Max(1, value))] += count);

        var highest = counts.Max();
        var marked = limit > min && limit < max ? Bucket(limit.Value) : -1;
        var text = new StringBuilder(Figure.Duration(times.Histogram.Min)).Append(' ');
        for (var i = 0; i < Buckets; i++)
        {
            if (i == marked)
                text.Append(LimitMark);
            text.Append(counts[i] == 0 ? ' ' : Levels[(int)Math.Round((double)counts[i] / highest * (Levels.Length - 1))]);
        }

        text.Append(' ').Append(Figure.Duration(max));
        if (marked >= 0)
            text.Append("   ").Append(LimitMark).Append(" limit ").Append(Figure.Duration(limit!.Value));
        return text.ToString();
    }
}
