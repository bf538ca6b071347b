using Xunit;
using static PerfAssert.Tests.Execution.EngineRun;

namespace PerfAssert.Tests.Execution;

public class BlocksTests
{
    private static readonly TimeSpan TenMs = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Quarter = TimeSpan.FromMilliseconds(250);

    [Fact]
    public void The_measured_time_is_cut_into_blocks_of_a_quarter_of_a_second()
    {
        var blocks = Run(Closed(10, TimeSpan.FromSeconds(5)), (user, _) => user.PauseAsync(TenMs)).Blocks;

        Assert.Equal(20, blocks.Blocks.Count);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => Quarter * i), blocks.Blocks.Select(block => block.Start));
        Assert.All(blocks.Blocks, block => Assert.Equal(Quarter, block.Length));
        Assert.All(blocks.Blocks, block => Assert.InRange(block.Series[0].Count, 240, 260));
        Assert.All(blocks.Blocks, block => Assert.Equal(10e6, block.Series[0].Response.ValueAtPercentile(50), 0.004 * 10e6));
    }

    [Fact]
    public void Blocks_add_up_to_the_totals_but_for_the_graceful_stop()
    {
        var result = Run(Closed(10, TimeSpan.FromSeconds(3)), Shop);

        var late = result.TimeLine.Where(slice => slice.Start >= TimeSpan.FromSeconds(3)).Sum(slice => slice.Succeeded + slice.Failed);
        Assert.Equal(result.Count - late, result.Blocks.Blocks.Sum(block => block.Series[0].Count));
        Assert.InRange(late, 1, 10);
        Assert.Equal(result.Failed - result.TimeLine.Where(slice => slice.Start >= TimeSpan.FromSeconds(3)).Sum(slice => slice.Failed), result.Blocks.Blocks.Sum(block => block.Series[0].Failed));

        static async ValueTask Shop(VirtualUser user, VirtualTime time)
        {
            await user.PauseAsync(TenMs);
            if (user.Iteration % 7 == 3)
                user.Fail("every seventh");
        }
    }

    [Fact]
    public void Steps_have_their_own_series()
    {
        var result = Run(Closed(4, TimeSpan.FromSeconds(2)), async (user, _) =>
        {
            await user.StepAsync("search", () => user.PauseAsync(TenMs).AsTask());
            if (user.Phase!.Time.Now > 2 * EngineTime.Second)
                await user.StepAsync("buy", () => user.PauseAsync(TimeSpan.FromMilliseconds(3)).AsTask());
        });

        var blocks = result.Blocks;
        Assert.Equal(["iteration", "search", "buy"], blocks.Names.Select(name => name.Name));
        Assert.All(blocks.Blocks, block => Assert.Equal(3, block.Series.Count));
        Assert.Equal(0, blocks.Blocks[0].Series[2].Count);
        Assert.InRange(blocks.Blocks[^1].Series[2].Count, 60, 100);
        Assert.Equal(3e6, blocks.Blocks[^1].Series[2].Response.ValueAtPercentile(95), 0.004 * 3e6);
    }

    [Fact]
    public void Only_the_first_series_are_in_blocks()
    {
        var result = Run(Closed(1, TimeSpan.FromSeconds(1)), async (user, _) => await user.StepAsync($"step {user.Iteration % 50}", () => user.PauseAsync(TimeSpan.FromMilliseconds(1)).AsTask()));

        Assert.Equal(50, result.Steps.Count);
        Assert.Equal(TimeLine.MaxSeries, result.Blocks.Names.Count);
        Assert.All(result.Blocks.Blocks, block => Assert.Equal(TimeLine.MaxSeries, block.Series.Count));
    }

    [Fact]
    public void The_memory_for_blocks_does_not_grow_with_the_run()
    {
        var blocks = Run(Closed(1, TimeSpan.FromMinutes(10)), (user, _) => user.PauseAsync(TenMs)).Blocks.Blocks;

        // 2,400 pieces: 32 of them are a block once there would be more than 128 blocks of 16.
        Assert.Equal(75, blocks.Count);
        Assert.All(blocks, block => Assert.Equal(TimeSpan.FromSeconds(8), block.Length));
        Assert.All(blocks, block => Assert.InRange(block.Series[0].Count, 798, 802));
        Assert.Equal(TimeSpan.FromSeconds(592), blocks[^1].Start);
    }

    [Fact]
    public void A_last_block_that_the_end_of_the_load_cuts_short_is_left_out()
    {
        var blocks = Run(Closed(2, TimeSpan.FromSeconds(1.4)), (user, _) => user.PauseAsync(TenMs)).Blocks.Blocks;

        Assert.Equal(5, blocks.Count);
        Assert.All(blocks, block => Assert.Equal(Quarter, block.Length));
    }

    [Fact]
    public void A_run_shorter_than_a_block_has_one()
    {
        var block = Assert.Single(Run(Closed(2, TimeSpan.FromMilliseconds(100)), (user, _) => user.PauseAsync(TenMs)).Blocks.Blocks);

        Assert.Equal(TimeSpan.FromMilliseconds(100), block.Length);
        Assert.InRange(block.Series[0].Count, 18, 20);
    }

    [Fact]
    public void The_slices_of_a_second_are_made_of_the_same_cuts()
    {
        var result = Run(Closed(10, TimeSpan.FromSeconds(4)), (user, _) => user.PauseAsync(TenMs));

        var bySecond = result.Blocks.Blocks.GroupBy(block => (int)block.Start.TotalSeconds).Select(second => second.Sum(block => block.Series[0].Count));
        Assert.Equal(result.TimeLine.Take(4).Select(slice => slice.Succeeded), bySecond);
        Assert.All(result.TimeLine.Take(4), slice => Assert.Equal(TimeSpan.FromSeconds(1), slice.Length));
    }

    [Fact]
    public void Plain_code_is_in_this_process_and_virtual_time_has_no_speed()
    {
        var blocks = Run(Closed(1, TimeSpan.FromSeconds(1)), (user, _) => user.PauseAsync(TenMs)).Blocks;

        Assert.True(blocks.InProcess);
        Assert.Null(blocks.KernelTime);
    }
}
