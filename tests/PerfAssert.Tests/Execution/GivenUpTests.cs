using Xunit;
using static PerfAssert.Tests.Execution.EngineRun;

namespace PerfAssert.Tests.Execution;

/// <summary>Loads that end before their planned end because an expectation can no longer hold, in virtual time.</summary>
public class GivenUpTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TenMs = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void A_count_of_errors_that_is_exceeded_ends_the_load_within_a_second()
    {
        var result = RunUntilHopeless(Closed(5, Minute), ["errors <= 2"], FailFrom(second: 10));

        Assert.Equal(TimeSpan.FromSeconds(11), result.MeasuredDuration);
        Assert.Equal(
            "Ended after 11 s of 60 s: \"errors <= 2\" could no longer hold. The number of errors was 499 already, which nothing to come could undo.",
            result.GivenUp!.ToString());
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Null(result.StoppedEarly);
        Assert.Null(result.DecidedAfter);
        Assert.Empty(result.Validity.Findings);
        Assert.Equal(result.Started, result.Count);
    }

    [Fact]
    public void Without_being_asked_the_load_goes_on_to_its_end()
    {
        var plan = Closed(5, Minute) with { Expectations = [Expectation.Parse("errors == 0")] };

        var result = Run(plan, (user, time) => FailFrom(10)(user, time));

        Assert.Null(result.GivenUp);
        Assert.Equal(Minute, result.MeasuredDuration);
    }

    [Theory]
    [InlineData("p95 < 60ms", 4)]
    [InlineData("p99 < 60ms", 1)]
    [InlineData("max < 60ms", 1)]
    [InlineData("mean < 6ms", 4)]
    public void The_open_model_knows_exactly_how_much_is_to_come(string expectation, int second)
    {
        // Of 6,000 due iterations (100 a second) those of the first 3.5 s take 110 ms: 350 late ones are more than 5 % and 1 % of all, and
        // 350 × 110 ms / 6,000 = 6.4 ms. P99 is lost with the 61st slow one, P95 with the 301st, the mean with the 328th.
        var result = RunUntilHopeless(Open(100, Minute, maxUsers: 50), [expectation], (user, time) => user.PauseAsync(
            time.Now - EngineTime.Second < 3_500 * EngineTime.Millisecond ? TimeSpan.FromMilliseconds(110) : TimeSpan.Zero));

        Assert.Equal(TimeSpan.FromSeconds(second), result.MeasuredDuration);
        Assert.Equal(Verdict.Failed, result.Verdict);
        Assert.Equal(expectation, result.GivenUp!.Expectation.Text);
    }

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, false)]
    [InlineData(301, true)]
    public void One_slow_iteration_decides(int slow, bool givenUp)
    {
        // 5 % of 6,000 may be slower.
        var started = 0;

        var result = RunUntilHopeless(Open(100, Minute, maxUsers: 50), ["p95 < 60ms"], (user, _) => user.PauseAsync(
            started++ < slow ? TimeSpan.FromMilliseconds(110) : TimeSpan.Zero));

        Assert.Equal(givenUp, result.GivenUp is not null);
        Assert.Equal(givenUp ? Verdict.Failed : Verdict.Passed, result.Verdict);
    }

    [Theory]
    [InlineData(ArrivalPattern.Constant)]
    [InlineData(ArrivalPattern.Poisson)]
    public void Random_arrivals_and_ramps_are_counted_too(ArrivalPattern arrivals)
    {
        // Half of the arrivals come in the last third of the ramp: until then the slow ones could be few enough.
        var plan = Plan(new OpenWorkload { MaxUsers = 500, Arrivals = arrivals, Stages = [new Stage(0, 200, TimeSpan.FromSeconds(30)), Stage.Hold(200, TimeSpan.FromSeconds(30))] });

        var held = RunUntilHopeless(plan, ["p90 < 60ms"], Slow(until: 12));
        var lost = RunUntilHopeless(plan, ["p90 < 60ms"], Slow(until: 20));

        // Due: 3,000 + 6,000; slow: 480, or 1,333.
        Assert.Null(held.GivenUp);
        Assert.Equal(Verdict.Passed, held.Verdict);
        Assert.InRange(lost.MeasuredDuration.TotalSeconds, 16, 20);
        Assert.Equal(Verdict.Failed, lost.Verdict);

        static Func<VirtualUser, VirtualTime, ValueTask> Slow(int until) => (user, time) => user.PauseAsync(
            time.Now < (until + 1) * EngineTime.Second ? TimeSpan.FromMilliseconds(110) : TimeSpan.Zero);
    }

    [Fact]
    public void A_number_of_iterations_is_known_exactly_too()
    {
        var plan = Plan(new ClosedWorkload { Users = 10, Iterations = 10_000 });

        // 10 users × 100 a second; every tenth fails, so that the 101st failure, with 8,990 to come, loses 1 % of 10,000.
        var result = RunUntilHopeless(plan, ["error rate <= 1%"], async (user, _) =>
        {
            await user.PauseAsync(TenMs);
            if (user.Iteration % 10 == 9)
                user.Fail("out of stock");
        });

        Assert.Equal("Ended after 2 s of 10,000 iterations", result.GivenUp!.ToString().Split(':')[0]);
        Assert.InRange(result.Count, 2_000, 2_010);
        Assert.Equal(Verdict.Failed, result.Verdict);
    }

    [Fact]
    public void In_the_closed_model_users_may_still_get_four_times_as_fast()
    {
        // 10 users, 100 ms: 100/s. At 4 × that rate for the rest, 250/s over a minute is lost after 25 s:
        // 100 · 25 + 400 · 35 = 16,500 ≥ 15,000, after 31 s 3,100 + 11,600 = 14,700 (and 10 in flight).
        var lost = RunUntilHopeless(Closed(10, Minute), ["throughput >= 250/s"], (user, _) => user.PauseAsync(TimeSpan.FromMilliseconds(100)));
        var held = RunUntilHopeless(Closed(10, Minute), ["throughput >= 250/s"], (user, time) => user.PauseAsync(
            time.Now < 20 * EngineTime.Second ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromMilliseconds(25)));

        Assert.InRange(lost.MeasuredDuration.TotalSeconds, 30, 31.1);
        Assert.Contains("at most 24", lost.GivenUp!.Reason, StringComparison.Ordinal);
        Assert.Null(held.GivenUp);
        Assert.Equal(Verdict.Passed, held.Verdict);
    }

    [Fact]
    public void A_system_that_has_not_answered_yet_may_still_do_so()
    {
        var result = RunUntilHopeless(Closed(10, TimeSpan.FromSeconds(20)), ["throughput >= 50/s", "p95 < 1h"], (user, time) => user.PauseAsync(
            time.Now < 2 * EngineTime.Second ? TimeSpan.FromSeconds(8) : TenMs));

        Assert.Null(result.GivenUp);
        Assert.Equal(Verdict.Passed, result.Verdict);
    }

    [Fact]
    public void The_warm_up_never_ends_a_run()
    {
        var plan = Closed(5, TimeSpan.FromSeconds(5)) with { WarmUp = WarmUp.For(TimeSpan.FromSeconds(5)) };

        var result = RunUntilHopeless(plan, ["errors == 0"], async (user, time) =>
        {
            await user.PauseAsync(TenMs);
            if (time.Now < 5 * EngineTime.Second)
                throw new InvalidOperationException("cold");
        });

        Assert.Null(result.GivenUp);
        Assert.Equal(TimeSpan.FromSeconds(5), result.MeasuredDuration);
    }

    [Fact]
    public void A_warning_limit_never_ends_a_run()
    {
        var plan = Closed(5, TimeSpan.FromSeconds(5)) with { Expectations = [Expectation.Parse("max < 1s", warn: "< 1ms")] };

        var result = RunUntilHopeless(plan, (user, _) => user.PauseAsync(TenMs));

        Assert.Null(result.GivenUp);
        Assert.Equal(Verdict.Warning, result.Verdict);
    }

    [Fact]
    public void An_expectation_of_a_step_ends_the_run()
    {
        var plan = Closed(5, Minute) with { Expectations = [Expectation.Parse("errors == 0", step: "pay")] };

        var result = RunUntilHopeless(plan, async (user, time) =>
        {
            await user.PauseAsync(TenMs);
            await user.StepAsync("search", () => Task.CompletedTask);
            if (time.Now < 4.5 * EngineTime.Second)
                return;
            await user.StepAsync("pay", () => throw new TimeoutException());
        });

        Assert.Equal(TimeSpan.FromSeconds(4), result.MeasuredDuration);
        Assert.StartsWith("Ended after 4 s of 60 s: \"errors == 0 (pay)\" could no longer hold.", result.GivenUp!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_needed_more_time_is_open_and_not_failed()
    {
        var result = RunUntilHopeless(Closed(5, Minute), ["errors == 0", "iterations >= 20000", "p95 < 1s", "throughput > 400/s"], FailFrom(second: 3));

        Assert.Equal(
            [Verdict.Failed, Verdict.Inconclusive, Verdict.Passed, Verdict.Failed],
            result.Evaluations.Select(evaluation => evaluation.Verdict));
        Assert.Equal("Expected number of successes of virtual to be at least 20,000, but it was 1,500 (2,004 iterations) when the load was ended early.", result.Evaluations[1].Message);
    }

    [Fact]
    public void What_ended_the_run_has_failed_though_the_samples_alone_prove_nothing()
    {
        // One of 40 may be slow (⌈0.96 · 40⌉ = 39). Two of 36 alone prove nothing: P96 needs 74 samples.
        var started = 0;

        var result = RunUntilHopeless(Open(1, TimeSpan.FromSeconds(40), 5), ["p96 < 60ms"], (user, _) => user.PauseAsync(
            ++started is 30 or 35 ? TimeSpan.FromMilliseconds(110) : TimeSpan.Zero));

        Assert.Equal(TimeSpan.FromSeconds(35), result.MeasuredDuration);
        Assert.Equal(Verdict.Failed, result.Verdict);
    }

    [Fact]
    public void Iterations_in_flight_are_given_the_graceful_stop()
    {
        var result = RunUntilHopeless(Closed(3, Minute), ["errors == 0"], async (user, _) =>
        {
            await user.PauseAsync(TimeSpan.FromSeconds(user.Id == 1 ? 0.5 : 8));
            if (user.Id == 1)
                user.Fail("out of stock");
        });

        Assert.Equal(TimeSpan.FromSeconds(1), result.MeasuredDuration);
        Assert.Equal(2, result.Succeeded);
        Assert.Equal(["failed check"], result.Errors.Select(error => error.Kind));
    }

    [Fact]
    public void A_certain_verdict_and_a_hopeless_expectation_may_both_end_a_load()
    {
        var hopelessFirst = RunBoth(failFrom: 2, certainAfter: 28);
        var certainFirst = RunBoth(failFrom: 30, certainAfter: 16);

        Assert.NotNull(hopelessFirst.GivenUp);
        Assert.Null(hopelessFirst.DecidedAfter);
        Assert.Equal(TimeSpan.FromSeconds(4), certainFirst.DecidedAfter);
        Assert.Null(certainFirst.GivenUp);

        static LoadResult RunBoth(int failFrom, int certainAfter)
        {
            var plan = Closed(5, Minute) with { Expectations = [Expectation.Parse("errors == 0")] };
            var time = new VirtualTime();
            return EngineRun.Run(time, plan, new LoadEngine(time, plan, new Scenario(user => FailFrom(failFrom)(user, time)), null, CancellationToken.None)
            {
                GiveUpWhen = HopelessEnd.Of(plan)!.Look,
                EndWhen = blocks => blocks.Blocks.Count >= certainAfter,
            });
        }
    }

    [Fact]
    public void A_failure_in_the_last_second_ends_nothing_early()
    {
        var result = RunUntilHopeless(Closed(5, TimeSpan.FromSeconds(5)), ["errors == 0"], FailFrom(second: 5));

        Assert.Null(result.GivenUp);
        Assert.Equal(TimeSpan.FromSeconds(5), result.MeasuredDuration);
        Assert.Equal(Verdict.Failed, result.Verdict);
    }

    private static Func<VirtualUser, VirtualTime, ValueTask> FailFrom(int second) => async (user, time) =>
    {
        await user.PauseAsync(TenMs);
        if (time.Now > (second + 1) * EngineTime.Second)
            throw new InvalidOperationException("out of stock");
    };

    private static LoadResult RunUntilHopeless(LoadPlan plan, string[] expectations, Func<VirtualUser, VirtualTime, ValueTask> iteration)
        => RunUntilHopeless(plan with { Expectations = [.. expectations.Select(text => Expectation.Parse(text))] }, iteration);

    private static LoadResult RunUntilHopeless(LoadPlan plan, Func<VirtualUser, VirtualTime, ValueTask> iteration)
    {
        var time = new VirtualTime();
        return EngineRun.Run(time, plan, new LoadEngine(time, plan, new Scenario(user => iteration(user, time)), null, CancellationToken.None)
        {
            GiveUpWhen = HopelessEnd.Of(plan)!.Look,
        });
    }
}
