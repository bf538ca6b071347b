using Xunit;

namespace PerfAssert.Tests.Expectations;

public class PercentileStatisticsTests
{
    [Theory]
    [InlineData(50, 5)]
    [InlineData(75, 11)]
    [InlineData(90, 29)]
    [InlineData(95, 59)]
    [InlineData(99, 299)]
    [InlineData(99.9, 2995)]
    public void The_fewest_samples_are_those_of_Wilks(double percentile, long samples)
    {
        Assert.Equal(samples, PercentileStatistics.MinimumSamples(percentile));
        Assert.True(1 - Math.Pow(percentile / 100, samples) >= 0.95);
        Assert.True(1 - Math.Pow(percentile / 100, samples - 1) < 0.95);
    }

    [Fact]
    public void A_lower_limit_needs_the_samples_of_the_mirrored_percentile()
        => Assert.Equal(59, PercentileStatistics.MinimumSamples(5, upperLimit: false));

    [Fact]
    public void A_percentile_close_to_100_needs_more_samples_than_a_run_has()
        => Assert.True(PercentileStatistics.MinimumSamples(99.99999999999999) > 1_000_000_000_000);

    [Theory]
    [InlineData(0, 10, 0.5, 1)]
    [InlineData(10, 10, 0.5, 0.0009765625)]
    [InlineData(8, 10, 0.5, 0.0546875)]
    [InlineData(1, 59, 0.05, 0.95150526)]
    [InlineData(7, 58, 0.05, 0.025176)]
    public void The_binomial_tail_is_exact(long successes, long trials, double probability, double expected)
        => Assert.Equal(expected, PercentileStatistics.BinomialUpperTail(successes, trials, probability), 4);

    [Theory]
    [InlineData(50, 6)]
    [InlineData(50, 100)]
    [InlineData(95, 72)]
    [InlineData(95, 1_000)]
    [InlineData(95, 12_345)]
    [InlineData(99, 5_000)]
    [InlineData(99.9, 20_000)]
    public void The_interval_covers_the_percentile_in_95_of_100_runs(double percentile, long samples)
    {
        var (lower, upper) = PercentileStatistics.IntervalRanks(percentile, samples);

        // The quantile lies between the two order statistics when at least `lower` and fewer than `upper` samples are below it.
        var below = percentile / 100;
        var coverage = PercentileStatistics.BinomialUpperTail(lower!.Value, samples, below) - PercentileStatistics.BinomialUpperTail(upper!.Value, samples, below);
        Assert.InRange(coverage, 0.945, 0.99);
    }

    [Fact]
    public void A_rank_that_the_sample_does_not_have_is_left_out()
    {
        Assert.Equal((52, null), PercentileStatistics.IntervalRanks(95, 59));
        Assert.Null(PercentileStatistics.IntervalRanks(5, 20).Lower);
    }
}
