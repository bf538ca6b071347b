using Xunit;
using static PerfAssert.Tests.Execution.EngineRun;

namespace PerfAssert.Tests.Execution;

public class ClosedModelTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TenMs = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Each_user_starts_again_when_it_has_finished()
    {
        var result = Run(Closed(50, Minute), (user, _) => user.PauseAsync(TenMs));

        // 50 users, 100 iterations a second each, for 60 s; the ones in flight at the end are given the graceful stop.
        Assert.InRange(result.Succeeded, 300_000, 300_050);
        Assert.Equal(5_000, result.Throughput, 5.0);
        Assert.Equal(10, result.ResponseTime.P50.TotalMilliseconds, 0.01);
        Assert.Equal(10, result.ResponseTime.Max.TotalMilliseconds, 0.01);
        Assert.Equal(50, result.PeakUsers);
        Assert.True(result.Validity.IsValid);
        Assert.Equal(Verdict.Passed, result.Verdict);
    }

    [Fact]
    public void The_time_line_has_a_slice_for_each_second_and_adds_up_to_the_totals()
    {
        var result = Run(Closed(10, TimeSpan.FromSeconds(5)), (user, _) => user.PauseAsync(TenMs));

        Assert.Equal([0, 1, 2, 3, 4, 5], result.TimeLine.Select(slice => (int)slice.Start.TotalSeconds).Distinct());
        Assert.Equal(result.Count, result.TimeLine.Sum(slice => slice.Succeeded + slice.Failed));
        Assert.All(result.TimeLine.Take(5), slice => Assert.InRange(slice.Succeeded, 990, 1_010));
    }

    [Fact]
    public void A_total_number_of_iterations_is_kept_exactly()
    {
        var result = Run(Plan(new ClosedWorkload { Users = 7, Iterations = 500 }), (user, _) => user.PauseAsync(TenMs));

        Assert.Equal(500, result.Succeeded);
        Assert.Equal(500, result.Started);
        Assert.Equal(TimeSpan.FromMilliseconds(720), result.MeasuredDuration);
    }

    [Fact]
    public void A_number_of_iterations_per_user_is_kept_for_each_user()
    {
        var perUser = new Dictionary<int, int>();
        Run(Plan(new ClosedWorkload { Users = 4, IterationsPerUser = 25 }), (user, _) =>
        {
            perUser[user.Id] = perUser.GetValueOrDefault(user.Id) + 1;
            return user.PauseAsync(TimeSpan.FromMilliseconds(user.Id));
        });

        Assert.Equal([1, 2, 3, 4], perUser.Keys.Order());
        Assert.All(perUser.Values, count => Assert.Equal(25, count));
    }

    [Fact]
    public void Iterations_and_duration_together_end_with_whichever_is_first()
    {
        var byCount = Plan(new ClosedWorkload { Users = 2, Iterations = 10, Stages = [Stage.Hold(2, Minute)] });
        var byTime = Plan(new ClosedWorkload { Users = 2, Iterations = 1_000_000, Stages = [Stage.Hold(2, TimeSpan.FromSeconds(1))] });

        Assert.Equal(10, Run(byCount, (user, _) => user.PauseAsync(TenMs)).Count);
        Assert.InRange(Run(byTime, (user, _) => user.PauseAsync(TenMs)).Count, 200, 202);
    }

    [Fact]
    public void Users_ramp_up_and_down_along_the_stages()
    {
        var plan = Plan(new ClosedWorkload
        {
            Stages = [new Stage(0, 20, TimeSpan.FromSeconds(10)), Stage.Hold(20, TimeSpan.FromSeconds(5)), new Stage(20, 0, TimeSpan.FromSeconds(10))],
        });

        var result = Run(plan, (user, _) => user.PauseAsync(TenMs));

        Assert.Equal(20, result.PeakUsers);
        Assert.Equal([5, 11, 20, 11, 5], new[] { 1, 4, 12, 19, 22 }.Select(second => result.TimeLine[second].ActiveUsers switch
        {
            var users when Math.Abs(users - Expected(second)) <= 1 => Expected(second),
            var users => users,
        }));

        static int Expected(int second) => second switch { 1 => 5, 4 => 11, 12 => 20, 19 => 11, _ => 5 };
    }

    [Fact]
    public void Think_time_separates_iterations_and_is_not_measured()
    {
        var plan = Closed(1, Minute) with { ThinkTime = ThinkTime.Fixed(TimeSpan.FromMilliseconds(90)) };

        var result = Run(plan, (user, _) => user.PauseAsync(TenMs));

        // One iteration more when a start and the end fall on the same instant.
        Assert.InRange(result.Succeeded, 600, 601);
        Assert.Equal(10, result.ResponseTime.Max.TotalMilliseconds, 0.01);
    }

    [Fact]
    public void Think_times_are_drawn_from_the_seed()
    {
        var plan = Closed(5, Minute) with { ThinkTime = ThinkTime.Exponential(TimeSpan.FromMilliseconds(50)), Seed = 7 };

        var first = Run(plan, (user, _) => user.PauseAsync(TenMs));
        var second = Run(plan, (user, _) => user.PauseAsync(TenMs));
        var other = Run(plan with { Seed = 8 }, (user, _) => user.PauseAsync(TenMs));

        Assert.Equal(first.Succeeded, second.Succeeded);
        Assert.NotEqual(first.Succeeded, other.Succeeded);
    }

    [Fact]
    public void Pacing_starts_a_users_iterations_at_a_fixed_period_and_spreads_the_users()
    {
        var starts = new List<(int User, long At)>();
        var plan = Closed(4, TimeSpan.FromSeconds(10)) with { Pacing = TimeSpan.FromSeconds(1) };

        var result = Run(plan, (user, time) =>
        {
            starts.Add((user.Id, time.Now));
            return user.PauseAsync(TenMs);
        });

        Assert.Equal(40, result.Succeeded);
        Assert.All(starts.GroupBy(s => s.User), user => Assert.All(user.Zip(user.Skip(1)), pair => Assert.Equal(EngineTime.Second, pair.Second.At - pair.First.At)));
        Assert.Equal([0, 250, 500, 750], starts.Take(4).Select(s => (s.At - starts[0].At) / EngineTime.Millisecond));
    }

    [Fact]
    public void A_stall_of_a_paced_user_counts_in_full_from_the_intended_starts()
    {
        var plan = Closed(1, TimeSpan.FromSeconds(10)) with { Pacing = TimeSpan.FromSeconds(1) };

        var result = Run(plan, (user, _) => user.PauseAsync(TimeSpan.FromMilliseconds(user.Iteration == 0 ? 2_500 : 10)));

        Assert.Equal(2_500, result.ResponseTime.Max.TotalMilliseconds, 3.0);
        Assert.Equal(3, result.ResponseTime.Histogram.CountAbove((long)TimeSpan.FromMilliseconds(500).TotalNanoseconds));
        Assert.Equal(1, result.ServiceTime.Histogram.CountAbove((long)TimeSpan.FromMilliseconds(500).TotalNanoseconds));
    }

    [Fact]
    public void A_rate_limit_holds_over_all_users()
    {
        var plan = Plan(new ClosedWorkload { Users = 10, RateLimit = 50, Stages = [Stage.Hold(10, Minute)] });

        var result = Run(plan, (user, _) => user.PauseAsync(TenMs));

        Assert.InRange(result.Succeeded, 2_995, 3_001);
    }

    [Fact]
    public void A_failed_iteration_is_kept_apart_and_does_not_flatter_the_latency()
    {
        var result = Run(Plan(new ClosedWorkload { Users = 1, Iterations = 100 }), async (user, _) =>
        {
            if (user.Iteration % 10 == 0)
                throw new InvalidOperationException("out of stock");
            await user.PauseAsync(TenMs);
        });

        Assert.Equal((90L, 10L), (result.Succeeded, result.Failed));
        Assert.Equal(10, result.ResponseTime.Min.TotalMilliseconds, 0.01);
        var error = Assert.Single(result.Errors);
        Assert.Equal(("InvalidOperationException", 10L, "out of stock"), (error.Kind, error.Count, error.Samples.Single()));
    }

    [Fact]
    public void An_iteration_can_be_failed_without_an_exception()
    {
        var result = Run(Plan(new ClosedWorkload { Users = 1, Iterations = 3 }), (user, _) =>
        {
            if (user.Iteration == 1)
                user.Fail("the basket is empty");
            return default;
        });

        Assert.Equal(1, result.Failed);
        Assert.Equal("failed check", result.Errors.Single().Kind);
    }

    [Fact]
    public void Iterations_in_flight_at_the_end_get_the_graceful_stop_and_count()
    {
        var plan = Closed(3, TimeSpan.FromSeconds(1)) with { GracefulStop = TimeSpan.FromSeconds(10) };

        var result = Run(plan, (user, _) => user.PauseAsync(TimeSpan.FromSeconds(4)));

        Assert.Equal((3L, 0L), (result.Succeeded, result.Failed));
        Assert.Equal(3 / 4.0, result.Throughput, 0.01);
    }

    [Fact]
    public void Iterations_that_outlast_the_graceful_stop_are_failures_and_not_forgotten()
    {
        var plan = Closed(3, TimeSpan.FromSeconds(1)) with { GracefulStop = TimeSpan.FromSeconds(2) };

        var result = Run(plan, (user, _) => user.PauseAsync(TimeSpan.FromHours(1)));

        Assert.Equal((0L, 3L), (result.Succeeded, result.Failed));
        var error = Assert.Single(result.Errors);
        Assert.Equal("interrupted", error.Kind);
        Assert.Equal("not finished 2 s after the end of the load (GracefulStop)", error.Samples.Single());
        Assert.NotEqual(Verdict.Passed, result.Verdict);
    }

    [Fact]
    public void Iterations_that_ignore_their_cancellation_are_left_behind_and_named()
    {
        var plan = Closed(3, TimeSpan.FromSeconds(1)) with { GracefulStop = TimeSpan.FromSeconds(2) };

        var result = Run(plan, (_, _) => new ValueTask(new TaskCompletionSource().Task));

        Assert.Equal(3, result.Failed);
        Assert.Contains(result.Validity.Findings, finding => finding.Rule == "ignored-cancellation");
        Assert.Equal("not finished 2 s after the end of the load (GracefulStop); it ignored its cancellation", result.Errors.Single().Samples.Single());
    }

    [Fact]
    public void A_warm_up_that_does_not_end_ends_the_test()
    {
        var plan = Closed(3, TimeSpan.FromSeconds(1)) with { WarmUp = WarmUp.For(TimeSpan.FromSeconds(1)) };

        var error = Assert.Throws<LoadSetUpException>(() => Run(plan, (_, _) => new ValueTask(new TaskCompletionSource().Task)));

        Assert.Equal(
            "3 iterations of the warm-up had not ended 10 s after it and ignored their cancellation. Hand user.CancellationToken to what the iteration awaits, or make GracefulStop longer.",
            error.Message);
    }

    [Fact]
    public void Cancellation_stops_within_a_second_reports_what_was_measured_and_is_never_green()
    {
        using var stop = new CancellationTokenSource();
        var result = Run(Closed(5, Minute), (user, time) =>
        {
            if (time.Now > 11 * EngineTime.Second)
                stop.Cancel();
            return user.PauseAsync(TenMs);
        }, stop.Token);

        Assert.InRange(result.MeasuredDuration.TotalSeconds, 10, 11);
        Assert.InRange(result.Succeeded, 4_990, 5_010);
        Assert.Equal(0, result.Failed);
        Assert.Equal(Verdict.InvalidRun, result.Verdict);
        Assert.StartsWith("cancelled after 10 s of 60 s", result.StoppedEarly, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_up_and_tear_down_are_run_once_per_run_and_per_user_outside_the_measurement()
    {
        var log = new List<string>();
        var time = new VirtualTime();
        var scenario = new Scenario(user => user.PauseAsync(TenMs))
        {
            BeforeRun = _ => Log("before run"),
            BeforeUser = async user =>
            {
                await user.PauseAsync(TimeSpan.FromSeconds(1));
                await user.StepAsync("login", () => Task.CompletedTask);
                await Log($"before {user.Id}");
            },
            AfterUser = user => Log($"after {user.Id}"),
            AfterRun = _ => Log("after run"),
        };

        var result = Run(time, Plan(new ClosedWorkload { Users = 2, Iterations = 4 }), scenario);

        Assert.Equal(["before run", "before 1", "before 2", "after 1", "after 2", "after run"], log);
        Assert.Equal(4, result.Count);
        Assert.Equal(10, result.ResponseTime.Max.TotalMilliseconds, 0.01);
        Assert.Empty(result.Steps);

        Task Log(string line)
        {
            log.Add(line);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void A_failing_set_up_ends_the_test_and_still_tears_down()
    {
        var tornDown = 0;
        var scenario = new Scenario(_ => default)
        {
            BeforeUser = user => user.Id == 2 ? throw new InvalidOperationException("wrong password") : Task.CompletedTask,
            AfterUser = _ => Task.FromResult(++tornDown),
        };

        var error = Assert.Throws<LoadSetUpException>(() => Run(new VirtualTime(), Closed(2, Minute), scenario));

        Assert.Equal("The set-up of user 2 failed: wrong password", error.Message);
        Assert.Equal(2, tornDown);
    }

    [Fact]
    public void Warm_up_is_run_and_not_counted()
    {
        var runs = 0;
        var plan = Closed(1, TimeSpan.FromSeconds(1)) with { WarmUp = WarmUp.For(TimeSpan.FromSeconds(2)) };

        var result = Run(plan, (user, _) =>
        {
            runs++;
            return user.PauseAsync(TimeSpan.FromMilliseconds(100));
        });

        Assert.InRange(result.Succeeded, 10, 11);
        Assert.InRange(runs - result.Succeeded, 20, 21);
        Assert.InRange(result.Cost.WarmUp.TotalSeconds, 2, 2.1);
    }

    [Fact]
    public void Steps_have_statistics_of_their_own_and_may_be_nested()
    {
        var result = Run(Plan(new ClosedWorkload { Users = 2, Iterations = 20 }), async (user, _) =>
        {
            var id = await user.StepAsync("search", async () =>
            {
                await user.PauseAsync(TenMs);
                return 42;
            });
            await user.StepAsync("checkout", async () =>
            {
                await user.PauseAsync(TenMs);
                await user.StepAsync("pay", async () =>
                {
                    await user.PauseAsync(TenMs);
                    if (user.Iteration == 3)
                        throw new TimeoutException("bank");
                });
            });
            Assert.Equal(42, id);
        });

        Assert.Equal(["search", "pay", "checkout"], result.Steps.Select(step => step.Name));
        Assert.Equal(20, result.Steps["checkout"].ResponseTime.P50.TotalMilliseconds, 0.02);
        Assert.Equal((18L, 2L, "timeout"), (result.Steps["pay"].Succeeded, result.Steps["pay"].Failed, result.Steps["pay"].Errors.Single().Kind));
        Assert.Equal(2, result.Failed);
    }

    [Fact]
    public void A_user_keeps_values_from_step_to_step_and_from_iteration_to_iteration()
    {
        Run(Plan(new ClosedWorkload { Users = 3, IterationsPerUser = 5 }), (user, _) =>
        {
            Assert.Equal(user.Iteration > 0, user.TryGet<int[]>(out var before));
            if (user.Iteration > 0)
                Assert.Equal([user.Id, (int)user.Iteration - 1], before);
            user.Set(new[] { user.Id, (int)user.Iteration });
            return user.PauseAsync(TenMs);
        }).AssertNoFailures();
    }

    [Fact]
    public void Each_user_has_its_own_random_source_that_repeats_with_the_seed()
    {
        var first = Draws(1);

        Assert.Equal(3, first.Values.Distinct().Count());
        Assert.Equal(first, Draws(1));
        Assert.NotEqual(first, Draws(2));

        static Dictionary<int, int> Draws(int seed)
        {
            var draws = new Dictionary<int, int>();
            Run(Plan(new ClosedWorkload { Users = 3, IterationsPerUser = 1 }) with { Seed = seed }, (user, _) =>
            {
                draws[user.Id] = user.Random.Next();
                return default;
            });
            return draws;
        }
    }

    [Fact]
    public void A_configuration_error_inside_an_iteration_ends_the_run_at_once()
    {
        var error = Assert.Throws<LoadConfigurationException>(() => Run(Closed(3, Minute), async (user, _) => await user.Http.GetAsync("/", user.CancellationToken)));

        Assert.StartsWith("The load test cannot start: user.Http needs a target and this run has none.", error.Message, StringComparison.Ordinal);
    }
}
