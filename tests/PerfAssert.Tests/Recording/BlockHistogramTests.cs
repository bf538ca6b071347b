using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Recording;

public class BlockHistogramTests
{
    private const double Tolerance = 0.004;

    private static readonly double[] Percentiles = [0, 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 100];

    /// <summary>Durations from a nanosecond to an hour, evenly over the orders of magnitude.</summary>
    private static Gen<long> Durations
        => Gen.Choose(0, int.MaxValue).Select(n => (long)Math.Pow(3.6e12, n / (double)int.MaxValue));

    [Fact]
    public void Percentiles_are_within_four_thousandths_of_those_of_the_sorted_samples()
        => Prop.ForAll(Durations.NonEmptyListOf().ToArbitrary(), samples =>
        {
            var histogram = Of(samples);
            long[] sorted = [.. samples.Order()];
            return Percentiles.All(p =>
            {
                var expected = sorted[Math.Clamp((int)Math.Ceiling((p / 100 * sorted.Length) - 1e-6) - 1, 0, sorted.Length - 1)];
                return Math.Abs(histogram.ValueAtPercentile(p) - expected) <= expected * Tolerance;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merging_is_exact_and_does_not_depend_on_the_order()
        => Prop.ForAll(Durations.ListOf().ToArbitrary(), Durations.ListOf().ToArbitrary(), (left, right) =>
        {
            var whole = Of([.. left, .. right]).Buckets;
            return Of(left).Add(Of(right)).Buckets.SequenceEqual(whole) && Of(right).Add(Of(left)).Buckets.SequenceEqual(whole);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_sample_is_counted_whatever_its_length()
    {
        var histogram = Of([-5, 0, 255, 256, 257, 1L << 41, (1L << 42) - 1, 1L << 42, long.MaxValue]);

        Assert.Equal(9, histogram.Count);
        Assert.Equal(9, histogram.Buckets.Sum(bucket => bucket.Count));
        Assert.Equal(0, histogram.ValueAtPercentile(0));
        Assert.InRange(histogram.ValueAtPercentile(100), (1L << 42) * (1 - Tolerance), 1L << 42);
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var histogram = Of([.. Enumerable.Range(1, 5_000).Select(i => i * 7_919L)]);

        var back = BlockHistogram.FromBuckets(histogram.Buckets);

        Assert.Equal(histogram.Count, back.Count);
        Assert.Equal(histogram.Buckets, back.Buckets);
        Assert.All(Percentiles, p => Assert.Equal(histogram.ValueAtPercentile(p), back.ValueAtPercentile(p)));
    }

    [Theory]
    [InlineData(7, 1, 7, 1)]
    [InlineData(8, 1, 7, 1)]
    [InlineData(7, 1, 8, 0)]
    [InlineData(-1, 1, 8, 1)]
    [InlineData(7, 1, 4608, 1)]
    public void Damaged_buckets_are_refused(int first, long firstCount, int second, long secondCount)
        => Assert.Throws<ArgumentException>(() => BlockHistogram.FromBuckets([(first, firstCount), (second, secondCount)]));

    private static BlockHistogram Of(IEnumerable<long> samples)
    {
        var histogram = new LatencyHistogram();
        foreach (var sample in samples)
            histogram.Record(sample);
        return BlockHistogram.Of(histogram);
    }
}
