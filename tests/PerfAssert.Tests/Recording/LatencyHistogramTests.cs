using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Recording;

public class LatencyHistogramTests
{
    private const double Tolerance = 0.001;

    private static readonly double[] Percentiles = [0, 0.1, 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100];

    /// <summary>Durations from a nanosecond to an hour, evenly over the orders of magnitude.</summary>
    private static Gen<long> Durations
        => Gen.Choose(0, int.MaxValue).Select(n => (long)Math.Pow(3.6e12, n / (double)int.MaxValue));

    [Fact]
    public void Percentiles_are_within_a_thousandth_of_those_of_the_sorted_samples()
        => Prop.ForAll(Durations.NonEmptyListOf().ToArbitrary(), samples =>
        {
            var histogram = Of(samples);
            long[] sorted = [.. samples.Order()];
            return Percentiles.All(p =>
            {
                var expected = sorted[Math.Clamp((int)Math.Ceiling((p / 100 * sorted.Length) - 1e-6) - 1, 0, sorted.Length - 1)];
                return Math.Abs(histogram.ValueAtPercentile(p) - expected) <= Math.Max(0.5, expected * Tolerance);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Mean_spread_and_extremes_are_those_of_the_samples()
        => Prop.ForAll(Durations.NonEmptyListOf().ToArbitrary(), samples =>
        {
            var histogram = Of(samples);
            var mean = samples.Average();
            var deviation = Math.Sqrt(samples.Average(s => (s - mean) * (s - mean)));
            return histogram.Count == samples.Count
                && histogram.Min == samples.Min()
                && histogram.Max == samples.Max()
                && Math.Abs(histogram.Mean - mean) <= mean * 1e-9
                && Math.Abs(histogram.StandardDeviation - deviation) <= Math.Max(1, histogram.Max * Tolerance);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merging_two_histograms_is_recording_all_samples_into_one()
        => Prop.ForAll(Durations.ListOf().ToArbitrary(), Durations.ListOf().ToArbitrary(), (left, right) =>
        {
            var merged = Of(left);
            merged.Add(Of(right));
            var whole = Of([.. left, .. right]);
            return merged.Count == whole.Count
                && merged.Min == whole.Min
                && merged.Max == whole.Max
                && Percentiles.All(p => merged.ValueAtPercentile(p).Equals(whole.ValueAtPercentile(p)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Samples_above_a_value_are_counted_to_the_resolution_of_a_bucket()
        => Prop.ForAll(Durations.NonEmptyListOf().ToArbitrary(), Durations.ToArbitrary(), (samples, limit) =>
        {
            var counted = Of(samples).CountAbove(limit);
            return counted <= samples.LongCount(s => s > limit) && counted >= samples.LongCount(s => s > (limit * (1 + Tolerance)) + 1);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(1_000_000)]
    [InlineData(3_600_000_000_000)]
    public void A_single_sample_is_every_percentile_exactly(long sample)
    {
        var histogram = Of([sample]);

        Assert.All(Percentiles, p => Assert.Equal(sample, histogram.ValueAtPercentile(p)));
    }

    [Fact]
    public void Rank_of_a_percentile_does_not_suffer_from_binary_fractions()
    {
        var histogram = Of([.. Enumerable.Range(1, 1000).Select(i => (long)i)]);

        Assert.Equal(999, histogram.ValueAtPercentile(99.9));
        Assert.Equal(950, histogram.ValueAtPercentile(95));
        Assert.Equal(1, histogram.ValueAtPercentile(0.1));
    }

    [Fact]
    public void Durations_out_of_range_are_counted_at_its_ends_and_the_maximum_stays_exact()
    {
        var twoHours = (long)TimeSpan.FromHours(2).TotalNanoseconds;
        var histogram = Of([-5, twoHours]);

        Assert.Equal(2, histogram.Count);
        Assert.Equal(0, histogram.Min);
        Assert.Equal(twoHours, histogram.ValueAtPercentile(100));
    }

    [Fact]
    public void Without_samples_every_figure_is_zero()
    {
        var histogram = new LatencyHistogram();

        Assert.Equal([0, 0, 0, 0, 0], [histogram.Count, histogram.Min, histogram.Max, histogram.Mean, histogram.ValueAtPercentile(95)]);
    }

    [Fact]
    public void Clearing_forgets_everything()
    {
        var histogram = Of([5, 500_000]);

        histogram.Clear();
        histogram.Record(7);

        Assert.Equal((1L, 7L, 7L, 7.0), (histogram.Count, histogram.Min, histogram.Max, histogram.ValueAtPercentile(50)));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    public void A_percentile_out_of_range_is_refused(double percentile)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new LatencyHistogram().ValueAtPercentile(percentile));

    [Fact]
    public void Recording_does_not_allocate_once_the_range_was_seen()
    {
        var histogram = Of([1_000, 1_000_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 10_000; i++)
            histogram.Record(1_000_000 + (i % 1_000));

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static LatencyHistogram Of(IEnumerable<long> samples)
    {
        var histogram = new LatencyHistogram();
        foreach (var sample in samples)
            histogram.Record(sample);
        return histogram;
    }
}
