using Xunit;
using static PerfAssert.Tests.Execution.EngineRun;

namespace PerfAssert.Tests.Execution;

public class TurnsTests
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan TenMs = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Each_turn_is_one_block_with_all_that_ended_in_it()
    {
        var turns = new GivenTurns(Turn, count: 5);

        var result = Run(turns, Closed(4, TimeSpan.FromMinutes(1)), TenMs);

        var blocks = result.Blocks.Blocks;
        Assert.Equal(5, blocks.Count);
        Assert.Equal(result.Count, blocks.Sum(block => block.Series[0].Count));
        Assert.All(blocks, block => Assert.Equal(120, block.Series[0].Count, 4.0));
        Assert.Equal(turns.Measured, blocks.Select(block => block.Length));
        Assert.All(blocks, block => Assert.InRange(block.Length, Turn, Turn + TenMs));
    }

    [Fact]
    public void Pauses_between_turns_count_for_nothing()
    {
        var time = new VirtualTime();
        var turns = new GivenTurns(Turn, count: 3) { Pause = () => time.Advance(TimeSpan.FromSeconds(100)) };

        var result = Run(turns, Closed(4, TimeSpan.FromMinutes(1)), TenMs, time);

        Assert.InRange(result.MeasuredDuration, 3 * Turn, 3 * (Turn + TenMs));
        Assert.Equal(400, result.Throughput, 20.0);
        Assert.Equal(result.MeasuredDuration, result.Blocks.Blocks.Aggregate(TimeSpan.Zero, (sum, block) => sum + block.Length));
        Assert.Equal(result.Blocks.Blocks[0].Length + result.Blocks.Blocks[1].Length, result.Blocks.Blocks[2].Start);
        Assert.Equal(result.Count, result.TimeLine.Sum(slice => slice.Succeeded));
        Assert.All(result.TimeLine, slice => Assert.InRange(slice.Length, TimeSpan.Zero, Turn + TenMs));
        Assert.Null(result.StoppedEarly);
        Assert.True(result.Validity.IsValid);
    }

    [Fact]
    public void Iterations_in_flight_at_the_end_of_a_turn_belong_to_it()
    {
        var turns = new GivenTurns(Turn, count: 4);

        var result = Run(turns, Closed(2, TimeSpan.FromMinutes(1)), TimeSpan.FromMilliseconds(250));

        Assert.All(result.Blocks.Blocks, block => Assert.Equal(4, block.Series[0].Count));
        Assert.All(turns.Measured, length => Assert.Equal(TimeSpan.FromMilliseconds(500), length));
        Assert.Equal(16, result.Started);
        Assert.Equal(0, result.Failed);
    }

    [Fact]
    public void There_are_as_many_blocks_as_turns_however_many()
    {
        var result = Run(new GivenTurns(Turn, count: 200), Closed(1, TimeSpan.FromSeconds(10)), TenMs);

        Assert.Equal(200, result.Blocks.Blocks.Count);
    }

    [Fact]
    public void The_load_of_a_turn_is_that_of_the_longest_stage()
    {
        var ramp = new ClosedWorkload
        {
            Stages = [new Stage(0, 20, TimeSpan.FromSeconds(5)), Stage.Hold(20, TimeSpan.FromSeconds(30)), new Stage(20, 0, TimeSpan.FromSeconds(5))],
            RateLimit = 100,
        };

        var turn = Assert.IsType<ClosedWorkload>(TurnWorkload.Of(ramp, Turn));

        Assert.Equal([Stage.Hold(20, Turn)], turn.Stages);
        Assert.Equal(100, turn.RateLimit);
        Assert.Equal([Stage.Hold(7, Turn)], TurnWorkload.Of(new ClosedWorkload { Users = 7, Iterations = 100 }, Turn).Stages);
        Assert.Equal([Stage.Hold(250, Turn)], TurnWorkload.Of(new OpenWorkload { MaxUsers = 9, Stages = [Stage.Hold(250, TimeSpan.FromSeconds(1))] }, Turn).Stages);
    }

    [Fact]
    public void The_open_model_takes_turns_as_well()
    {
        var result = Run(new GivenTurns(Turn, count: 4), Open(100, TimeSpan.FromMinutes(1), maxUsers: 20), TenMs);

        Assert.All(result.Blocks.Blocks, block => Assert.InRange(block.Series[0].Count, 29, 31));
        Assert.Equal(result.Started, result.Succeeded);
        Assert.Equal(0, result.Dropped);
    }

    [Fact]
    public void The_warm_up_is_run_before_the_first_turn()
    {
        var warmedUp = TimeSpan.Zero;
        var time = new VirtualTime();
        var start = time.Now;
        var turns = new GivenTurns(Turn, count: 1) { Pause = () => warmedUp = warmedUp == TimeSpan.Zero ? EngineTime.Span(time.Now - start) : warmedUp };

        var result = Run(turns, Closed(1, TimeSpan.FromMinutes(1)) with { WarmUp = WarmUp.For(TimeSpan.FromSeconds(2)) }, TenMs, time);

        Assert.InRange(warmedUp, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2) + TenMs);
        Assert.InRange(result.Count, 30, 31);
    }

    [Fact]
    public void Without_any_turn_nothing_was_measured()
        => Assert.Contains(
            "before this test had its first turn",
            Assert.Throws<LoadSetUpException>(() => Run(new GivenTurns(Turn, count: 0), Closed(1, TimeSpan.FromSeconds(1)), TenMs)).Message,
            StringComparison.Ordinal);

    private static LoadResult Run(ITurns turns, LoadPlan plan, TimeSpan iteration, VirtualTime? time = null)
    {
        time ??= new VirtualTime();
        return EngineRun.Run(time, plan, new LoadEngine(time, plan, new Scenario(user => user.PauseAsync(iteration)), null, CancellationToken.None) { Turns = turns });
    }

    private sealed class GivenTurns(TimeSpan length, int count) : ITurns
    {
        private int given;

        public List<TimeSpan> Measured { get; } = [];

        public Action? Pause { get; init; }

        public ValueTask<TimeSpan?> NextAsync(TimeSpan? measured, CancellationToken stop)
        {
            Assert.Equal(given > 0, measured is not null);
            if (measured is { } ended)
                Measured.Add(ended);
            Pause?.Invoke();
            return new(given++ < count ? length : null);
        }
    }
}
