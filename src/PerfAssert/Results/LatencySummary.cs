namespace PerfAssert;

/// <summary>The distribution of a duration: quantiles, mean, spread, and the histogram they come from.</summary>
public sealed class LatencySummary
{
    /// <summary>A summary without samples.</summary>
    public static LatencySummary Empty { get; } = new(new LatencyHistogram());

    /// <summary>Creates a summary of a histogram, which must not change afterwards.</summary>
    /// <param name="histogram">The samples, in nanoseconds.</param>
    public LatencySummary(LatencyHistogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        Histogram = histogram;
    }

    /// <summary>The samples, in nanoseconds.</summary>
    public LatencyHistogram Histogram { get; }

    /// <summary>Number of samples.</summary>
    public long Count => Histogram.Count;

    /// <summary>The shortest sample; zero without samples.</summary>
    public TimeSpan Min => Span(Histogram.Min);

    /// <summary>The longest sample; zero without samples.</summary>
    public TimeSpan Max => Span(Histogram.Max);

    /// <summary>The arithmetic mean; zero without samples.</summary>
    public TimeSpan Mean => Span(Histogram.Mean);

    /// <summary>The population standard deviation; zero without samples.</summary>
    public TimeSpan StandardDeviation => Span(Histogram.StandardDeviation);

    /// <summary>The median.</summary>
    public TimeSpan P50 => Percentile(50);

    /// <summary>The 75th percentile.</summary>
    public TimeSpan P75 => Percentile(75);

    /// <summary>The 90th percentile.</summary>
    public TimeSpan P90 => Percentile(90);

    /// <summary>The 95th percentile.</summary>
    public TimeSpan P95 => Percentile(95);

    /// <summary>The 99th percentile.</summary>
    public TimeSpan P99 => Percentile(99);

    /// <summary>The 99.9th percentile.</summary>
    public TimeSpan P999 => Percentile(99.9);

    /// <summary>The value that <paramref name="percentile"/> percent of the samples do not exceed (nearest rank); zero without samples.</summary>
    /// <param name="percentile">0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The percentile is not in 0 to 100.</exception>
    public TimeSpan Percentile(double percentile) => Span(Histogram.ValueAtPercentile(percentile));

    private static TimeSpan Span(double nanoseconds) => TimeSpan.FromTicks((long)Math.Round(nanoseconds / 100));
}
