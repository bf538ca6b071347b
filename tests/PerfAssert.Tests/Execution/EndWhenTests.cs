using Xunit;
using static PerfAssert.Tests.Execution.EngineRun;

namespace PerfAssert.Tests.Execution;

public class EndWhenTests
{
    private static readonly TimeSpan TenMs = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Looks_come_after_16_blocks_and_every_12_from_then_on()
    {
        var looks = new List<int>();

        var result = Run(Closed(5, TimeSpan.FromSeconds(15)), blocks =>
        {
            looks.Add(blocks.Blocks.Count);
            return false;
        });

        Assert.Equal([16, 28, 40, 52], looks);
        Assert.Null(result.DecidedAfter);
        Assert.Equal(TimeSpan.FromSeconds(15), result.MeasuredDuration);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 7)]
    [InlineData(3, 10)]
    public void A_decision_ends_the_load_as_its_planned_end_does(int look, int seconds)
    {
        var looks = 0;

        var result = Run(Closed(5, TimeSpan.FromMinutes(1)), _ => ++looks == look);

        Assert.Equal(TimeSpan.FromSeconds(seconds), result.DecidedAfter);
        Assert.Equal(TimeSpan.FromSeconds(seconds), result.MeasuredDuration);
        Assert.Null(result.StoppedEarly);
        Assert.Equal(look, looks);
        Assert.Equal(0, result.Failed);
        Assert.Equal(seconds * 4, result.Blocks.Blocks.Count);
        Assert.Equal(500, result.Throughput, 5.0);
        Assert.Empty(result.Validity.Findings);
        Assert.Equal(Verdict.Passed, result.Verdict);
    }

    [Fact]
    public void Iterations_in_flight_are_given_the_graceful_stop()
    {
        var result = Run(Closed(3, TimeSpan.FromMinutes(1)), _ => true, iteration: TimeSpan.FromSeconds(3));

        // Started at 0 and 3 s, ended at 3 and 6 s.
        Assert.Equal(6, result.Succeeded);
        Assert.Equal(0, result.Failed);
        Assert.Equal(TimeSpan.FromSeconds(4), result.DecidedAfter);
    }

    [Fact]
    public void The_open_model_ends_early_without_dropping_anything()
    {
        var result = Run(Open(100, TimeSpan.FromMinutes(1), maxUsers: 50), _ => true);

        Assert.InRange(result.Succeeded, 399, 401);
        Assert.Equal(result.Started, result.Succeeded);
        Assert.Equal(0, result.Dropped);
        Assert.True(result.Validity.IsValid);
    }

    [Fact]
    public void A_decision_at_the_planned_end_is_none()
    {
        var result = Run(Closed(5, TimeSpan.FromSeconds(4)), _ => true);

        Assert.Null(result.DecidedAfter);
        Assert.Equal(TimeSpan.FromSeconds(4), result.MeasuredDuration);
    }

    [Fact]
    public void A_judge_that_fails_does_not_take_the_run_with_it()
    {
        var looks = 0;

        var result = Run(Closed(5, TimeSpan.FromSeconds(15)), _ =>
        {
            looks++;
            throw new InvalidOperationException();
        });

        Assert.Equal(1, looks);
        Assert.Null(result.DecidedAfter);
        Assert.Equal(TimeSpan.FromSeconds(15), result.MeasuredDuration);
    }

    private static LoadResult Run(LoadPlan plan, Func<BlockSet, bool> endWhen, TimeSpan? iteration = null)
    {
        var time = new VirtualTime();
        return EngineRun.Run(time, plan, new LoadEngine(time, plan, new Scenario(user => user.PauseAsync(iteration ?? TenMs)), null, CancellationToken.None) { EndWhen = endWhen });
    }
}
