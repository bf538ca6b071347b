using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Truth;

/// <summary>Every workload against targets whose response times follow from theory, in virtual time: exact, and on any machine the same.</summary>
public class VirtualTruthTests
{
    private static readonly string[] Unscheduled = ["users", "iterations", "iterations per user", "stages of users", "think time", "rate limit"];
    private static readonly string[] FewUsers = ["pacing, few users", "open, few users"];

    public static TheoryData<string> All => EveryWorkload.Of(_ => true);

    public static TheoryData<string> Scheduled => EveryWorkload.Of(name => !Unscheduled.Contains(name) && !FewUsers.Contains(name));

    public static TheoryData<string> WithFewUsers => EveryWorkload.Of(FewUsers.Contains);

    public static TheoryData<string> Omitting => EveryWorkload.Of(Unscheduled.Contains);

    /// <summary>93 of 100 take 5 ms and 7 take 50 ms: P93 is the last of the quick ones.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_known_distribution_is_measured_to_a_bucket(string workload)
    {
        var requests = -1;

        // 37 is coprime to 100: the rare ones are spread evenly, exactly 7 in each 100.
        var result = EngineRun.Run(EveryWorkload.Plan(workload), (user, _) => user.PauseAsync(++requests * 37L % 100 < 7 ? KnownTarget.Mix.Rare : KnownTarget.Mix.Usual));

        Assert.True(result.Succeeded > 1_000);
        Assert.Equal(0, result.Failed);
        foreach (var (percentile, milliseconds) in new (double Percentile, double Milliseconds)[] { (50, 5), (90, 5), (92.5, 5), (94, 50), (95, 50), (99, 50), (99.9, 50) })
        {
            // Some runs end within a hundred. A bucket is 0.1 % wide. Where 10 users cannot be in time for the schedule, their wait counts.
            Assert.Equal(milliseconds, result.ServiceTime.Percentile(percentile).TotalMilliseconds, milliseconds * 0.001);
            if (!FewUsers.Contains(workload))
                Assert.Equal(milliseconds, result.ResponseTime.Percentile(percentile).TotalMilliseconds, milliseconds * 0.001);
        }
    }

    /// <summary>Starts spread evenly over each second: a fifth of them wait, evenly from 200 ms down to 0.</summary>
    [Theory]
    [MemberData(nameof(Scheduled))]
    public void A_stall_once_a_second_is_seen_by_every_start_that_was_due_in_it(string workload)
    {
        var result = EngineRun.Run(EveryWorkload.Plan(workload), KnownStall.IterateAsync);

        AssertStall(result, tolerance: workload == "random arrivals" ? 4 : 2.5);
        Assert.Null(StallFinder.Find(result));
    }

    /// <summary>Ten users are all held up by the first 50 ms of a stall. Response times count from the schedule and do not care; service times see 10 of 40.</summary>
    [Theory]
    [MemberData(nameof(WithFewUsers))]
    public void With_few_users_the_response_time_is_right_and_the_service_time_shows_the_omission(string workload)
    {
        var result = EngineRun.Run(EveryWorkload.Plan(workload), KnownStall.IterateAsync);

        // The queue of 30 that the stall left takes 30 ms more to be worked off, 10 ms each by ten users: that is part of the truth.
        AssertStall(result, tolerance: 32);
        Assert.Equal(10, result.ServiceTime.P90.TotalMilliseconds, 0.02);
        Assert.True(result.ResponseTime.P90 > result.ServiceTime.P90 * 9);
    }

    /// <summary>
    /// The closed model cannot measure it: each of 10 users waits once a second, for 0 to 10 ms less than 200 ms, and works through the rest.
    /// It says so, and what it would have been.
    /// </summary>
    [Theory]
    [MemberData(nameof(Omitting))]
    public void The_closed_model_omits_the_stall_and_says_so(string workload)
    {
        var result = EngineRun.Run(EveryWorkload.Plan(workload), KnownStall.IterateAsync);
        var block = ConsoleBlock.Render(result);

        Assert.Equal(10, result.ResponseTime.P90.TotalMilliseconds, 0.02);
        Assert.Equal(10, result.ResponseTime.P50.TotalMilliseconds, 0.02);
        var stall = StallFinder.Find(result);
        Assert.NotNull(stall);

        // The view is an estimate by the mean rate: near the truth, where the measured P90 is a tenth of it.
        Assert.InRange(stall.OpenModel.P90.TotalMilliseconds, 70, 145);
        Assert.InRange(stall.OpenModel.P95.TotalMilliseconds, 120, 200);
        Assert.InRange(stall.OpenModel.P99.TotalMilliseconds, 165, 200);
        Assert.Contains("\n  as open model ", block, StringComparison.Ordinal);
        Assert.Contains("\n  Stall  ", block, StringComparison.Ordinal);
        Assert.Contains("A closed model", block, StringComparison.Ordinal);
        Assert.Contains(Insights.Of(result).Recommendations, recommendation => recommendation.Advice.StartsWith("Measure with the open model", StringComparison.Ordinal));
    }

    /// <summary>Requests that are slow each for itself hold up nobody else: an open model would see as few of them.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    public void Slow_requests_that_hold_up_nobody_else_are_no_stall(int users)
    {
        var result = EngineRun.Run(EngineRun.Closed(users, TimeSpan.FromMinutes(1)), (user, _) => user.PauseAsync(
            user.Random.NextDouble() < 0.02 ? TimeSpan.FromMilliseconds(200) : KnownStall.Usual));

        Assert.Null(StallFinder.Find(result));
    }

    [Fact]
    public void A_standstill_of_a_second_is_an_empty_slice_and_is_named_in_the_closed_model()
    {
        var result = EngineRun.Run(EngineRun.Closed(10, TimeSpan.FromSeconds(12)), Standstill);

        var slice = result.TimeLine.Single(slice => slice.Start == TimeSpan.FromSeconds(5));
        Assert.Equal(0, slice.Succeeded);
        Assert.Equal(1.1, result.TimeLine.Max(slice => slice.Max.TotalSeconds), 0.02);
        Assert.StartsWith("At 5 s no iteration ended in a second in which ", StallFinder.Find(result)!.Evidence, StringComparison.Ordinal);
        Assert.Contains("At 5 s ", ConsoleBlock.Render(result), StringComparison.Ordinal);
        Assert.True(result.ResponseTime.P99 < TimeSpan.FromMilliseconds(11), "Ten of ten thousand samples are all that the closed model has of it.");
    }

    [Fact]
    public void A_standstill_of_a_second_is_an_empty_slice_and_a_second_of_waits_in_the_open_model()
    {
        var plan = EngineRun.Open(200, TimeSpan.FromSeconds(12), 500) with { Expectations = [Expectation.Parse("p99 < 100ms")] };

        var result = EngineRun.Run(plan, Standstill);

        Assert.Equal(0, result.TimeLine.Single(slice => slice.Start == TimeSpan.FromSeconds(5)).Succeeded);
        Assert.Equal(TimeSpan.FromSeconds(6), Stalls.Find(result.TimeLine).Slices.Single().Start);
        Assert.Contains(", at 6 s", ConsoleBlock.Render(result), StringComparison.Ordinal);

        // 220 of 2,400 starts wait, evenly: of the 24 that are 1 % the shortest wait is 1.1 s · (1 − 24 / 220). The failure names the second.
        Assert.Equal(0.98, result.ResponseTime.P99.TotalSeconds, 0.01);
        var message = FailureMessage.Compose(result, result.Evaluations);
        Assert.Contains("Worst second    at 6 s", message, StringComparison.Ordinal);
        Assert.Contains("stalled once, at 6 s", message, StringComparison.Ordinal);
    }

    /// <summary>
    /// Poisson arrivals at 70/s, one server. Mean wait in line by Pollaczek (1930) and Khinchine (1932): ρ·S·(1 + c²) / (2(1−ρ)), with c² = 0
    /// for equal service times and 1 for exponential ones.
    /// </summary>
    [Theory]
    [InlineData(false, 11.667)]
    [InlineData(true, 23.333)]
    public void Waiting_in_a_known_queue_is_measured_as_theory_has_it(bool exponential, double milliseconds)
    {
        var plan = EngineRun.Plan(new OpenWorkload { MaxUsers = 2_000, Arrivals = ArrivalPattern.Poisson, Stages = [Stage.Hold(70, TimeSpan.FromHours(2))] });
        var random = new Random(70);
        long free = 0;
        var served = 0.0;

        var result = EngineRun.Run(plan, (user, time) =>
        {
            var service = (long)(10 * EngineTime.Millisecond * (exponential ? -Math.Log(1 - random.NextDouble()) : 1));
            served += service;
            free = Math.Max(free, time.Now) + service;
            return user.PauseAsync(EngineTime.Span(free - time.Now));
        });

        Assert.InRange(result.Succeeded, 495_000, 513_000);
        var wait = result.ResponseTime.Mean.TotalMilliseconds - (served / result.Succeeded / EngineTime.Millisecond);
        Assert.InRange(wait, milliseconds * 0.9, milliseconds * 1.1);
    }

    private static ValueTask Standstill(VirtualUser user, VirtualTime time)
    {
        // From 4.95 s to 6.05 s of the run: virtual time starts at one second.
        const long start = 5_950 * EngineTime.Millisecond, end = 7_050 * EngineTime.Millisecond;
        return user.PauseAsync(time.Now is >= start and < end ? EngineTime.Span(end - time.Now) : KnownStall.Usual);
    }

    private static void AssertStall(LoadResult result, double tolerance)
    {
        Assert.True(result.Succeeded > 10_000);
        Assert.Equal(0, result.Failed + result.Dropped);
        Assert.Equal(10, result.ResponseTime.P50.TotalMilliseconds, 0.02);
        foreach (var (percentile, milliseconds) in new (double Percentile, double Milliseconds)[] { (90, 100), (95, 150), (99, 190) })
            Assert.InRange(result.ResponseTime.Percentile(percentile).TotalMilliseconds, milliseconds - 4, milliseconds + tolerance);
    }
}
