using Xunit;
using static PerfAssert.Tests.Execution.EngineRun;

namespace PerfAssert.Tests.Execution;

public class OpenModelTests
{
    private static readonly TimeSpan TenMs = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Iterations_start_at_the_rate_whatever_the_response_times()
    {
        var starts = new List<long>();
        var result = Run(Open(200, TimeSpan.FromSeconds(10), maxUsers: 300), (user, time) =>
        {
            starts.Add(time.Now);
            return user.PauseAsync(TimeSpan.FromMilliseconds(user.Id % 2 == 0 ? 1_000 : 10));
        });

        Assert.Equal((2_000L, 2_000L, 0L), (result.Started, result.Succeeded, result.Dropped));
        Assert.Equal([.. Enumerable.Range(0, 2_000).Select(i => i * 5L)], starts.Select(at => (at - starts[0]) / EngineTime.Millisecond));
        Assert.True(result.Validity.IsValid);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(10)]
    public void A_stall_shows_in_every_iteration_that_was_due_during_it(int maxUsers)
    {
        // Whoever starts in the first 200 ms of a second ends at their end: 20 % of all, evenly from 200 ms down to 0.
        var result = Run(Open(200, TimeSpan.FromSeconds(60), maxUsers), (user, time) =>
        {
            var phase = time.Now % EngineTime.Second;
            return user.PauseAsync(phase < 200 * EngineTime.Millisecond ? EngineTime.Span((200 * EngineTime.Millisecond) - phase) : TimeSpan.Zero);
        });

        Assert.Equal(12_000, result.Succeeded);
        Assert.Equal(100, result.ResponseTime.P90.TotalMilliseconds, 5.0);
        Assert.Equal(150, result.ResponseTime.P95.TotalMilliseconds, 5.0);
        Assert.Equal(190, result.ResponseTime.P99.TotalMilliseconds, 5.0);
        if (maxUsers == 10)
        {
            Assert.True(result.Delayed > 0);
            Assert.True(result.ServiceTime.P90 < TenMs, "Ten users alone do not see the stall: this is coordinated omission.");
        }
    }

    [Fact]
    public void The_same_stall_is_under_reported_by_the_closed_model()
    {
        var plan = Closed(10, TimeSpan.FromSeconds(60));

        var result = Run(plan, (user, time) =>
        {
            var phase = time.Now % EngineTime.Second;
            return user.PauseAsync(phase < 200 * EngineTime.Millisecond ? EngineTime.Span((200 * EngineTime.Millisecond) - phase) : TenMs);
        });

        Assert.True(result.ResponseTime.P95.TotalMilliseconds < 15);
    }

    [Fact]
    public void Waiting_in_a_known_queue_is_measured_as_theory_has_it()
    {
        // M/D/1: Poisson arrivals at 70/s, one server of 10 ms. Mean wait = ρ·s / (2(1−ρ)) = 0.7 · 10 / 0.6 ms (Pollaczek and Khinchine).
        var plan = Plan(new OpenWorkload { MaxUsers = 1_000, Arrivals = ArrivalPattern.Poisson, Stages = [Stage.Hold(70, TimeSpan.FromHours(2))] });
        long free = 0;

        var result = Run(plan, (user, time) =>
        {
            free = Math.Max(free, time.Now) + (10 * EngineTime.Millisecond);
            return user.PauseAsync(EngineTime.Span(free - time.Now));
        });

        var wait = result.ResponseTime.Mean.TotalMilliseconds - 10;
        Assert.InRange(wait, 11.667 * 0.95, 11.667 * 1.05);
    }

    [Fact]
    public void Iterations_wait_for_a_user_no_longer_than_the_longest_start_delay_and_are_then_dropped()
    {
        var plan = Open(100, TimeSpan.FromSeconds(10), maxUsers: 5, TimeSpan.FromSeconds(1));

        // 5 users × 10/s = 50/s of the 100/s that are due.
        var result = Run(plan, (user, _) => user.PauseAsync(TimeSpan.FromMilliseconds(100)));

        Assert.Equal(1_000, result.Started + result.Dropped);
        Assert.InRange(result.Dropped, 430, 460);
        Assert.InRange(result.ResponseTime.Max.TotalMilliseconds, 1_050, 1_101);
        Assert.Equal(100, result.ServiceTime.Max.TotalMilliseconds, 0.1);
        Assert.Equal(Verdict.InvalidRun, result.Verdict);
        Assert.Contains(result.Validity.Findings, finding => finding.Rule == "generator-saturated" && finding.Problem.EndsWith("as all 5 users were busy.", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_start_delay_an_iteration_is_dropped_at_once_when_no_user_is_free()
    {
        var plan = Open(100, TimeSpan.FromSeconds(10), maxUsers: 5, TimeSpan.Zero);

        var result = Run(plan, (user, _) => user.PauseAsync(TimeSpan.FromMilliseconds(95)));

        Assert.Equal((500L, 500L, 0L), (result.Started, result.Dropped, result.Delayed));
        Assert.Equal(95, result.ResponseTime.Max.TotalMilliseconds, 0.1);
        Assert.Equal(500, result.TimeLine.Sum(slice => slice.Dropped));
    }

    [Fact]
    public void Arrivals_follow_the_stages_of_a_rate()
    {
        var plan = Plan(new OpenWorkload
        {
            MaxUsers = 100,
            Stages = [new Stage(0, 100, TimeSpan.FromSeconds(10)), Stage.Hold(100, TimeSpan.FromSeconds(10)), new Stage(100, 0, TimeSpan.FromSeconds(10))],
        });

        var result = Run(plan, (user, _) => user.PauseAsync(TenMs));

        Assert.InRange(result.Started, 1_999, 2_001);
        Assert.InRange(result.TimeLine[15].Succeeded, 99, 101);
        Assert.InRange(result.TimeLine[5].Succeeded, 50, 60);
    }

    [Fact]
    public void Iterations_still_in_flight_after_the_graceful_stop_are_failures()
    {
        var plan = Open(10, TimeSpan.FromSeconds(1), maxUsers: 5) with { GracefulStop = TimeSpan.FromSeconds(3) };

        var result = Run(plan, (user, _) => user.PauseAsync(TimeSpan.FromHours(1)));

        Assert.Equal((5L, 5L), (result.Failed, result.Dropped));
        Assert.Equal("interrupted", result.Errors.Single().Kind);
    }

    [Fact]
    public void Cancellation_ends_the_load_with_what_was_measured()
    {
        using var stop = new CancellationTokenSource();
        var result = Run(Open(100, TimeSpan.FromSeconds(60), maxUsers: 5), (user, time) =>
        {
            if (time.Now > 6 * EngineTime.Second)
                stop.Cancel();
            return user.PauseAsync(TenMs);
        }, stop.Token);

        Assert.InRange(result.Succeeded, 498, 503);
        Assert.Equal(0, result.Failed);
        Assert.Equal(Verdict.InvalidRun, result.Verdict);
    }

    [Fact]
    public void An_hour_of_load_is_counted_to_the_last_iteration()
    {
        var result = Run(Open(100, TimeSpan.FromHours(1), maxUsers: 10), (user, _) => user.PauseAsync(TenMs));

        Assert.Equal(360_000, result.Succeeded);
        Assert.Equal(100, result.Throughput, 0.01);
        Assert.InRange(result.TimeLine.Count, 3_600, 3_601);
    }
}
