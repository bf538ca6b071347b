using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class ProgressLineTests
{
    private static readonly LoadPlan Plan = FabricatedResult.Plan("Search", new ClosedWorkload { Stages = [Stage.Hold(50, TimeSpan.FromSeconds(60))] });

    [Fact]
    public void A_running_load_shows_time_users_rate_p95_and_errors()
        => Assert.Equal("Search  12s/60s  50 users  1,234/s  P95 12.3 ms  errors 7",
            ProgressLine.Render(Plan, TimeSpan.FromSeconds(12.9), FabricatedResult.Slice(11, 1234, 12.3), 7, RunPhase.Measuring));

    [Fact]
    public void The_warm_up_is_named_and_has_no_errors()
    {
        Assert.Equal("Search  warming up 2s", ProgressLine.Render(Plan, TimeSpan.FromSeconds(2), null, 0, RunPhase.WarmUp));
        Assert.Equal("Search  warming up 2s/5s", ProgressLine.Render(Plan with { WarmUp = WarmUp.For(TimeSpan.FromSeconds(5)) }, TimeSpan.FromSeconds(2), null, 0, RunPhase.WarmUp));
        Assert.Equal("Search  warming up 0s/0.5s", ProgressLine.Render(Plan with { WarmUp = WarmUp.For(TimeSpan.FromMilliseconds(500)) }, TimeSpan.Zero, null, 0, RunPhase.WarmUp));
    }

    [Fact]
    public void A_second_in_which_nothing_succeeded_has_no_p95()
        => Assert.Equal("Search  60s/60s stopping  50 users  0/s  P95 –  errors 3",
            ProgressLine.Render(Plan, TimeSpan.FromSeconds(60), FabricatedResult.Slice(59, 0, 0, failed: 3), 3, RunPhase.Stopping));

    [Theory]
    [InlineData(119, "1m59s", false)]
    [InlineData(119, "119s", true)]
    [InlineData(125, "2m05s", true)]
    [InlineData(3725, "1h02m", true)]
    public void Long_times_are_shown_in_minutes_and_hours(int seconds, string clock, bool expected)
        => Assert.Equal(expected, ProgressLine.Render(Plan, TimeSpan.FromSeconds(seconds), null, 0, RunPhase.Measuring).Contains($"  {clock}/60s  ", StringComparison.Ordinal));

    [Fact]
    public void A_load_that_ends_by_iterations_has_no_total_time()
        => Assert.Equal("n  3s  errors 0", ProgressLine.Render(FabricatedResult.Plan("n", new ClosedWorkload { Users = 2, Iterations = 10 }), TimeSpan.FromSeconds(3), null, 0, RunPhase.Measuring));
}
