namespace PerfAssert;

/// <summary>STUB, replaced by the engine's author: signatures are final.</summary>
public sealed class LatencyHistogram
{
    private readonly List<long> values = [];
    /// <summary>Number of samples.</summary>
    public long Count => values.Count;
    /// <summary>Nanoseconds.</summary>
    public long Min => values.Count == 0 ? 0 : values.Min();
    /// <summary>Nanoseconds.</summary>
    public long Max => values.Count == 0 ? 0 : values.Max();
    /// <summary>Nanoseconds.</summary>
    public double Mean => values.Count == 0 ? 0 : values.Average();
    /// <summary>Nanoseconds.</summary>
    public double StandardDeviation => values.Count == 0 ? 0 : Math.Sqrt(values.Average(v => (v - Mean) * (v - Mean)));
    /// <summary>Adds a sample.</summary>
    public void Record(long nanoseconds) => values.Add(nanoseconds);
    /// <summary>Adds samples.</summary>
    public void Record(long nanoseconds, long count)
    {
        for (long i = 0; i < count; i++) values.Add(nanoseconds);
    }
    /// <summary>Adds all samples of another histogram.</summary>
    public void Add(LatencyHistogram other) => values.AddRange(other.values);
    /// <summary>Nearest rank.</summary>
    public double ValueAtPercentile(double percentile)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percentile, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentile, 100);
        if (values.Count == 0) return 0;
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(percentile / 100 * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
    /// <summary>Number of samples above a value (within the histogram's resolution).</summary>
    public long CountAbove(long nanoseconds) => values.Count(v => v > nanoseconds);
}
