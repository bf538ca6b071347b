namespace PerfAssert;

/// <summary>Percentiles that the number of samples supports; the others are not stated rather than guessed.</summary>
internal static class StatedPercentile
{
    /// <summary>Stands where there are too few samples.</summary>
    public const string NotStated = "–";

    /// <summary>The percentile; <see langword="null"/> with fewer samples than <see cref="PercentileStatistics.MinimumSamples"/>.</summary>
    public static TimeSpan? Of(LatencySummary latency, double percentile)
        => latency.Count >= PercentileStatistics.MinimumSamples(percentile) ? latency.Percentile(percentile) : null;

    /// <summary>The percentile as text.</summary>
    public static string Text(LatencySummary latency, double percentile)
        => Of(latency, percentile) is { } value ? Figure.Duration(value) : NotStated;
}
