using Xunit;

namespace PerfAssert.Tests.Baselines;

public class BlockEstimateTests
{
    [Fact]
    public void The_calm_estimate_averages_the_sorted_values_from_the_10th_to_the_50th_percentile()
    {
        // 20 values: the 3rd to the 10th smallest.
        var values = Enumerable.Range(1, 20).Select(value => (double)value).Reverse().ToList();
        var estimate = BlockEstimate.Of(values, logarithmic: false, calm: true)!.Value;
        Assert.Equal(6.5, estimate.Calm);
        Assert.Equal(10.5, estimate.Typical);
    }

    [Fact]
    public void Bursts_in_a_third_of_the_blocks_do_not_move_the_calm_estimate()
    {
        var calm = Enumerable.Repeat(10.0, 24).ToList();
        var disturbed = calm.Select((value, index) => index % 3 == 0 ? value * 5 : value).ToList();
        Assert.Equal(10, BlockEstimate.Of(disturbed, logarithmic: true, calm: true)!.Value.Calm, 9);
    }

    /// <summary>For the mean of independent values the jackknife gives s/√n: here the middle half of 32 values in 8 groups.</summary>
    [Fact]
    public void The_error_of_equal_values_is_zero_and_grows_with_their_spread()
    {
        var random = new Random(3);
        double Error(double spread) => BlockEstimate.Of(
            [.. Enumerable.Range(0, 32).Select(_ => 10 + (spread * (random.NextDouble() - 0.5)))], logarithmic: false, calm: false)!.Value.Error;
        Assert.Equal(0, Error(0));
        Assert.InRange(Error(1), 0.02, 0.3);
        Assert.InRange(Error(10), 0.2, 3);
    }

    [Fact]
    public void Neighbours_that_agree_with_each_other_give_a_larger_error_than_independent_values()
    {
        // The same 32 values, mixed and in runs of eight.
        var runs = Enumerable.Range(0, 32).Select(index => index / 8 % 2 == 0 ? 10.0 : 12.0).ToList();
        var mixed = Enumerable.Range(0, 32).Select(index => index % 2 == 0 ? 10.0 : 12.0).ToList();
        Assert.True(BlockEstimate.Of(runs, false, false)!.Value.Error > BlockEstimate.Of(mixed, false, false)!.Value.Error);
    }

    [Fact]
    public void One_block_says_nothing_of_times_and_all_of_a_count()
    {
        Assert.Equal(double.PositiveInfinity, BlockEstimate.Of([5.0], logarithmic: true, calm: true)!.Value.Error);
        Assert.Equal(0, BlockEstimate.Of([5.0], logarithmic: false, calm: false)!.Value.Error);
    }

    [Fact]
    public void Blocks_with_few_operations_are_merged_until_their_median_has_forty()
    {
        var blocks = new SimulatedProgram { PerBlock = 15, Blocks = 31 }.Run(1).Blocks;
        var merged = RunSummaryBuilder.MergeFor(blocks, 0);
        Assert.Equal(10, merged.Count);
        Assert.All(merged, block => Assert.Equal(45, block.Series[0].Count));
        Assert.All(merged, block => Assert.Equal(TimeSpan.FromMilliseconds(750), block.Length));
    }

    [Fact]
    public void A_summary_keeps_the_levels_of_the_program()
    {
        var summary = new SimulatedProgram { BetweenRuns = 0, Step = 1 }.Summary(5);
        Assert.Equal(4, summary.Total.Channels[RegressionChannel.P50].Calm, 0.2);
        Assert.Equal(6.4, summary.Total.Channels[RegressionChannel.P95].Typical, 0.4);
        Assert.Equal(1, summary.Total.Channels[RegressionChannel.Cost].Typical, 0.03);
        Assert.Equal(3, summary.Total.Channels[RegressionChannel.SqlCommands].Calm);
        Assert.Equal(100_000 / 4800.0, summary.Total.Channels[RegressionChannel.Retained].Calm, 1);
        Assert.DoesNotContain(RegressionChannel.OutboundCalls, summary.Total.Channels.Keys);
        Assert.Equal(0.02, summary.ForeignCpu, 3);
        Assert.Equal("search", Assert.Single(summary.Steps).Step);
        Assert.Equal(1, summary.Steps[0].Channels[RegressionChannel.P50].Calm, 0.05);
    }
}
