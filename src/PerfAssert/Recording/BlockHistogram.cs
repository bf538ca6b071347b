namespace PerfAssert;

/// <summary>
/// The distribution of durations in a block, kept small: only the buckets that have samples, 128 in each power of two (a value read
/// back is within 0.4 %). Immutable.
/// </summary>
internal sealed class BlockHistogram
{
    public static BlockHistogram Empty { get; } = new([], []);

    private readonly long[] values;
    private readonly int[] counts;

    private BlockHistogram(long[] values, int[] counts)
    {
        this.values = values;
        this.counts = counts;
        foreach (var count in counts)
            Count += count;
    }

    /// <summary>Number of samples.</summary>
    public long Count { get; }

    public static BlockHistogram Of(LatencyHistogram histogram)
    {
        if (histogram.Count == 0)
            return Empty;
        var values = new List<long>();
        var counts = new List<int>();
        histogram.ForEachBucket((middle, count) =>
        {
            var value = Coarse((long)middle);
            var added = (int)Math.Min(count, int.MaxValue);
            if (values.Count > 0 && values[^1] == value)
            {
                counts[^1] += added;
            }
            else
            {
                values.Add(value);
                counts.Add(added);
            }
        });
        return new BlockHistogram([.. values], [.. counts]);
    }

    public BlockHistogram Add(BlockHistogram other)
    {
        if (other.Count == 0)
            return this;
        if (Count == 0)
            return other;
        var merged = new SortedDictionary<long, int>();
        for (var i = 0; i < values.Length; i++)
            merged[values[i]] = counts[i];
        for (var i = 0; i < other.values.Length; i++)
            merged[other.values[i]] = merged.GetValueOrDefault(other.values[i]) + other.counts[i];
        return new BlockHistogram([.. merged.Keys], [.. merged.Values]);
    }

    /// <summary>
    /// The value in nanoseconds that <paramref name="percentile"/> percent of the samples do not exceed (nearest rank); 0 without samples.
    /// </summary>
    public double ValueAtPercentile(double percentile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling((percentile / 100 * Count) - 1e-6));
        long seen = 0;
        for (var i = 0; i < values.Length; i++)
        {
            seen += counts[i];
            if (seen >= rank)
                return values[i];
        }

        return 0;
    }

    /// <summary>The middle of the value's bucket among 128 in each power of two.</summary>
    private static long Coarse(long value)
    {
        const int bits = 7;
        var shift = System.Numerics.BitOperations.Log2((ulong)Math.Max(1, value)) - bits;
        return shift <= 0 ? value : (value >> shift << shift) + (1L << shift >> 1);
    }
}
