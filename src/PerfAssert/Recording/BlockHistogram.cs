using System.Numerics;

namespace PerfAssert;

/// <summary>
/// The distribution of durations in a block, kept small: only the buckets that have samples, 128 in each power of two (a value read
/// back is within 0.4 %). Merging is exact. Immutable.
/// </summary>
internal sealed class BlockHistogram
{
    private const int SubBits = 7;

    /// <summary>Values below 2^8 ns have a bucket of their own.</summary>
    private const int Exact = 2 << SubBits;

    /// <summary>As far as <see cref="LatencyHistogram"/> tells values apart.</summary>
    private const int LargestPower = 41;

    /// <summary>Number of buckets there are.</summary>
    private const int BucketCount = Exact + ((LargestPower - SubBits) << SubBits);

    [ThreadStatic]
    private static Scratch? scratch;

    private readonly ushort[] buckets;
    private readonly long[] counts;

    private BlockHistogram(ReadOnlySpan<ushort> buckets, ReadOnlySpan<long> counts)
    {
        this.buckets = buckets.ToArray();
        this.counts = counts.ToArray();
        foreach (var count in counts)
            Count += count;
    }

    public static BlockHistogram Empty { get; } = new([], []);

    /// <summary>Number of samples.</summary>
    public long Count { get; }

    /// <summary>Numbers of the buckets that have samples and how many they have, ascending: the form that is written to files.</summary>
    public IEnumerable<(int Bucket, long Count)> Buckets => buckets.Zip(counts, (bucket, count) => ((int)bucket, count));

    /// <summary>Reads back what <see cref="Buckets"/> gave.</summary>
    /// <exception cref="ArgumentException">A bucket does not exist, stands out of order, or has no samples.</exception>
    public static BlockHistogram FromBuckets(IEnumerable<(int Bucket, long Count)> buckets)
    {
        (int Bucket, long Count)[] given = [.. buckets];
        var target = scratch ??= new Scratch();
        target.Length = 0;
        var last = -1;
        foreach (var (bucket, count) in given)
        {
            if (bucket <= last || bucket >= BucketCount || count <= 0)
                throw new ArgumentException($"Bucket {bucket} with {count} samples after bucket {last}: buckets rise from 0 to {BucketCount - 1} and have samples.", nameof(buckets));
            target.Append(last = bucket, count);
        }

        return target.ToHistogram();
    }

    public static BlockHistogram Of(LatencyHistogram histogram)
    {
        if (histogram.Count == 0)
            return Empty;
        var target = scratch ??= new Scratch();
        target.Length = 0;
        histogram.ForEachBucket(target.AppendValue);
        return target.ToHistogram();
    }

    public BlockHistogram Add(BlockHistogram other)
    {
        if (other.Count == 0)
            return this;
        if (Count == 0)
            return other;
        var target = scratch ??= new Scratch();
        target.Length = 0;
        int mine = 0, theirs = 0;
        while (mine < buckets.Length || theirs < other.buckets.Length)
        {
            if (theirs == other.buckets.Length || (mine < buckets.Length && buckets[mine] <= other.buckets[theirs]))
                target.Append(buckets[mine], counts[mine++]);
            else
                target.Append(other.buckets[theirs], other.counts[theirs++]);
        }

        return target.ToHistogram();
    }

    /// <summary>
    /// The value in nanoseconds that <paramref name="percentile"/> percent of the samples do not exceed (nearest rank); 0 without samples.
    /// </summary>
    public double ValueAtPercentile(double percentile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling((percentile / 100 * Count) - 1e-6));
        long seen = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            seen += counts[i];
            if (seen >= rank)
                return Middle(buckets[i]);
        }

        return 0;
    }

    private static int BucketOf(long value)
    {
        if (value < Exact)
            return (int)Math.Max(0, value);
        var power = BitOperations.Log2((ulong)value);
        return power > LargestPower
            ? BucketCount - 1
            : Exact + ((power - SubBits - 1) << SubBits) + ((int)(value >> (power - SubBits)) & ((1 << SubBits) - 1));
    }

    private static long Middle(int bucket)
    {
        if (bucket < Exact)
            return bucket;
        var shift = ((bucket - Exact) >> SubBits) + 1;
        var slot = (bucket - Exact) & ((1 << SubBits) - 1);
        return ((long)((1 << SubBits) + slot) << shift) + (1L << (shift - 1));
    }

    /// <summary>Room for all buckets, one for each thread, so that a histogram allocates only what it keeps.</summary>
    private sealed class Scratch
    {
        private readonly ushort[] buckets = new ushort[BucketCount];
        private readonly long[] counts = new long[BucketCount];

        public Scratch() => AppendValue = (value, count) => Append(BucketOf((long)value), count);

        public Action<double, long> AppendValue { get; }

        public int Length { get; set; }

        /// <summary>Adds to the last bucket or to one above it.</summary>
        public void Append(int bucket, long count)
        {
            if (Length > 0 && buckets[Length - 1] == bucket)
            {
                counts[Length - 1] += count;
                return;
            }

            buckets[Length] = (ushort)bucket;
            counts[Length++] = count;
        }

        public BlockHistogram ToHistogram() => new(buckets.AsSpan(0, Length), counts.AsSpan(0, Length));
    }
}
