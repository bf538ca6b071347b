using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace PerfAssert;

/// <summary>
/// Counts durations in log-linear buckets: 1,024 buckets in each power of two, as an HdrHistogram with three significant digits and a
/// unit of one nanosecond has them (Tene, hdrhistogram.org). A value read back is within 0.05 % of the recorded one from 1 ns to
/// 73 min, in memory that depends on the spread of the values and never on their number. Histograms add up exactly. Not thread-safe.
/// </summary>
public sealed class LatencyHistogram
{
    private const int PageBits = 10;
    private const int PageSize = 1 << PageBits;

    /// <summary>Pages for 0 … 2^42 ns: one for each half of the exactly counted 0 … 2,047 ns and one for each further power of two.</summary>
    private const int PageCount = 33;

    private const long LargestCounted = (1L << 42) - 1;

    /// <summary>A page of 8 KB is made when the first value falls into its power of two; a typical distribution touches eight.</summary>
    private readonly long[]?[] pages = new long[]?[PageCount];
    private long min = long.MaxValue;
    private double sum;

    /// <summary>Number of samples.</summary>
    public long Count { get; private set; }

    /// <summary>The shortest sample, exact, in nanoseconds; 0 without samples.</summary>
    public long Min => Count == 0 ? 0 : min;

    /// <summary>The longest sample, exact, in nanoseconds; 0 without samples.</summary>
    public long Max { get; private set; }

    /// <summary>The arithmetic mean, exact, in nanoseconds; 0 without samples.</summary>
    public double Mean => Count == 0 ? 0 : sum / Count;

    /// <summary>The sum of all samples, in nanoseconds.</summary>
    public double Sum => sum;

    /// <summary>The population standard deviation, from the buckets' middles, in nanoseconds; 0 without samples.</summary>
    public double StandardDeviation
    {
        get
        {
            if (Count == 0)
                return 0;
            var mean = Mean;
            var squares = 0.0;
            ForEachBucket((value, count) => squares += count * (value - mean) * (value - mean));
            return Math.Sqrt(squares / Count);
        }
    }

    /// <summary>
    /// Every bucket that has samples, ascending, by its place in the array of counts of an HdrHistogram with a lowest discernible value of
    /// 1 and three significant digits: both have the same buckets, so that no sample moves to another one.
    /// </summary>
    internal IEnumerable<(int Index, long Count)> HdrCounts
    {
        get
        {
            for (var page = 0; page < PageCount; page++)
            {
                if (pages[page] is not { } counts)
                    continue;
                for (var slot = 0; slot < PageSize; slot++)
                {
                    if (counts[slot] > 0)
                        yield return ((page << PageBits) + slot, counts[slot]);
                }
            }
        }
    }

    /// <summary>Adds a sample. Allocates only when it is the first in its power of two.</summary>
    /// <param name="nanoseconds">A negative duration counts as zero.</param>
    public void Record(long nanoseconds) => Record(nanoseconds, 1);

    /// <summary>Adds equal samples.</summary>
    /// <param name="nanoseconds">A negative duration counts as zero.</param>
    /// <param name="count">How many, ≥ 0.</param>
    public void Record(long nanoseconds, long count)
    {
        if (count <= 0)
            return;
        if (nanoseconds < 0)
            nanoseconds = 0;
        if (nanoseconds < min)
            min = nanoseconds;
        if (nanoseconds > Max)
            Max = nanoseconds;
        Count += count;
        sum += (double)nanoseconds * count;

        var (page, slot) = Locate(Math.Min(nanoseconds, LargestCounted));
        (pages[page] ??= new long[PageSize])[slot] += count;
    }

    /// <summary>Adds all samples of another histogram.</summary>
    /// <param name="other">Left as it is.</param>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count == 0)
            return;
        Count += other.Count;
        sum += other.sum;
        min = Math.Min(min, other.min);
        Max = Math.Max(Max, other.Max);
        var (first, last) = other.UsedPages();
        for (var page = first; page <= last; page++)
        {
            if (other.pages[page] is { } source)
                AddPage(pages[page] ??= new long[PageSize], source);
        }
    }

    /// <summary>Forgets all samples and keeps the memory for the next ones.</summary>
    public void Clear()
    {
        if (Count == 0)
            return;
        var (first, last) = UsedPages();
        for (var page = first; page <= last; page++)
        {
            if (pages[page] is { } counts)
                Array.Clear(counts);
        }

        Count = 0;
        sum = 0;
        min = long.MaxValue;
        Max = 0;
    }

    /// <summary>
    /// The value that <paramref name="percentile"/> percent of the samples do not exceed: the sample of rank ⌈p/100 · n⌉ (nearest rank;
    /// Hyndman and Fan 1996, definition 1), in nanoseconds; 0 without samples. 0 gives the exact minimum, 100 the exact maximum.
    /// </summary>
    /// <param name="percentile">0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The percentile is not in 0 to 100.</exception>
    public double ValueAtPercentile(double percentile)
    {
        if (!(percentile is >= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile is a number from 0 to 100.");

        // The tiny subtraction keeps 99.9 % of 1,000 at rank 999 in spite of binary fractions.
        var rank = (long)Math.Ceiling((percentile / 100 * Count) - 1e-6);
        return ValueAtRank(rank);
    }

    /// <summary>The sample at a rank when all are sorted, in nanoseconds; 0 without samples.</summary>
    /// <param name="rank">From 1 to <see cref="Count"/>; outside it the nearest end counts.</param>
    public double ValueAtRank(long rank)
    {
        if (Count == 0)
            return 0;
        if (rank <= 1)
            return min;
        if (rank >= Count)
            return Max;

        long seen = 0;
        for (var page = 0; page < PageCount; page++)
        {
            if (pages[page] is not { } counts)
                continue;
            for (var slot = 0; slot < PageSize; slot++)
            {
                seen += counts[slot];
                if (seen >= rank)
                    return Math.Clamp(Middle(page, slot), min, Max);
            }
        }

        return Max;
    }

    /// <summary>Number of samples above a value, to the resolution of a bucket: samples in the value's own bucket do not count.</summary>
    /// <param name="nanoseconds">The value.</param>
    public long CountAbove(long nanoseconds)
    {
        var (startPage, startSlot) = Locate(Math.Clamp(nanoseconds, 0, LargestCounted));
        long above = 0;
        for (var page = startPage; page < PageCount; page++)
        {
            if (pages[page] is not { } counts)
                continue;
            for (var slot = page == startPage ? startSlot + 1 : 0; slot < PageSize; slot++)
                above += counts[slot];
        }

        return above;
    }

    /// <summary>Visits every bucket that has samples, in ascending order.</summary>
    /// <param name="visit">Receives the middle of the bucket in nanoseconds and its number of samples.</param>
    [SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It visits each bucket.")]
    public void ForEachBucket(Action<double, long> visit)
    {
        ArgumentNullException.ThrowIfNull(visit);
        if (Count == 0)
            return;
        var (first, last) = UsedPages();
        for (var page = first; page <= last; page++)
        {
            if (pages[page] is not { } counts)
                continue;

            // Most pages hold few values: the search for the next one is vectorised.
            for (var slot = 0; slot < PageSize; slot++)
            {
                var skipped = counts.AsSpan(slot).IndexOfAnyExcept(0);
                if (skipped < 0)
                    break;
                slot += skipped;
                visit(Math.Clamp(Middle(page, slot), min, Max), counts[slot]);
            }
        }
    }

    /// <summary>Adds whole pages at the speed of memory: this is done for each series several times a second.</summary>
    private static void AddPage(long[] target, long[] source)
    {
        var targets = MemoryMarshal.Cast<long, Vector<long>>(target.AsSpan());
        var sources = MemoryMarshal.Cast<long, Vector<long>>(source.AsSpan());
        for (var i = 0; i < targets.Length; i++)
            targets[i] += sources[i];
    }

    /// <summary>The pages that can hold samples; pages outside are clear. Only with samples.</summary>
    private (int First, int Last) UsedPages() => (Locate(Math.Min(min, LargestCounted)).Page, Locate(Math.Min(Max, LargestCounted)).Page);

    /// <summary>Page 0 and 1 count 0 … 2,047 ns exactly; page p ≥ 1 counts 2^(p+9) … 2^(p+10) − 1 in steps of 2^(p−1).</summary>
    private static (int Page, int Slot) Locate(long value)
    {
        var page = Math.Max(0, BitOperations.Log2((ulong)value) - PageBits + 1);
        var shift = Math.Max(0, page - 1);
        return (page, (int)(value >> shift) & (PageSize - 1));
    }

    private static double Middle(int page, int slot)
    {
        if (page <= 1)
            return (page << PageBits) + slot;
        var step = 1L << (page - 1);
        return ((long)(PageSize + slot) * step) + ((step - 1) / 2.0);
    }
}
