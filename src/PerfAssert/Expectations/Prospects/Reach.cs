namespace PerfAssert;

/// <summary>
/// The values that a metric can still end at: the worst if everything to come were as bad as can be, the best if it were perfect, that
/// is succeeded in no time. Each is monotone in the number of operations to come, so that its upper limit is enough to know. Pure.
/// </summary>
internal static class Reach
{
    /// <summary>A bucket of a histogram is this share of its value wide: a percentile may be read this much off.</summary>
    private const double Bucket = 1.0 / 1024;

    /// <summary>The longest time only grows.</summary>
    public static ValueRange Maximum(LatencyHistogram times, double remaining)
        => times.Count == 0 ? ValueRange.Anything : new(times.Max, remaining > 0 ? double.PositiveInfinity : times.Max);

    /// <summary>The shortest time only falls.</summary>
    public static ValueRange Minimum(LatencyHistogram times, double remaining)
        => times.Count == 0 ? ValueRange.Anything : new(remaining > 0 ? 0 : times.Min, times.Min);

    /// <summary>The mean falls to (sum) / (n + r) with r perfect operations, and has no highest value.</summary>
    public static ValueRange Mean(LatencyHistogram times, double remaining)
        => times.Count == 0 ? ValueRange.Anything : new(times.Sum / (times.Count + remaining), remaining > 0 ? double.PositiveInfinity : times.Mean);

    /// <summary>
    /// With r perfect operations the rank k = ⌈p/100 · (n + r)⌉ is the rank k − r of those that there are; with r that never end in time it
    /// is k itself, as long as there are so many.
    /// </summary>
    public static ValueRange Percentile(LatencyHistogram times, double percentile, double remaining)
    {
        if (times.Count == 0 || double.IsInfinity(remaining))
            return ValueRange.Anything;

        // As LatencyHistogram.ValueAtPercentile has it.
        var rank = Math.Ceiling((percentile / 100 * (times.Count + remaining)) - 1e-6);
        return new(
            rank - remaining < 1 ? 0 : times.ValueAtRank((long)(rank - remaining)) * (1 - Bucket),
            rank > times.Count ? double.PositiveInfinity : times.ValueAtRank((long)rank) * (1 + Bucket));
    }

    /// <summary>A count of something of which each operation to come may be one.</summary>
    public static ValueRange Count(long soFar, double remaining) => new(soFar, soFar + remaining);

    /// <summary>The share of operations of some kind, each of those to come being one, or none.</summary>
    public static ValueRange Share(long soFar, long count, double remaining)
    {
        if (double.IsInfinity(remaining))
            return new(0, 1);
        var all = count + remaining;
        return all > 0 ? new(soFar / all, (soFar + remaining) / all) : ValueRange.Anything;
    }

    /// <summary>Successes per second of the window.</summary>
    public static ValueRange Rate(long succeeded, TimeSpan? window, double remaining) => window is { } length && length > TimeSpan.Zero
        ? new(succeeded / length.TotalSeconds, (succeeded + remaining) / length.TotalSeconds)
        : ValueRange.Anything;
}
