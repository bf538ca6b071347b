using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Expectations;

public class LikelyCauseTests
{
    [Fact]
    public void Without_evidence_no_cause_is_named()
    {
        Assert.Null(LikelyCause.Find(FabricatedResult.Create()));
        Assert.Null(LikelyCause.Find(FabricatedResult.Create(
            failedMilliseconds: [1],
            dropped: 1,
            steps: [Step("a", 0.5), Step("b", 0.5)],
            timeLine: [.. Enumerable.Range(0, 10).Select(second => FabricatedResult.Slice(second, 100, 130 + second))])));
    }

    [Fact]
    public void Dropped_iterations_point_to_overload()
        => Assert.Equal(
            "the system does not keep up with the arrival rate, or MaxUsers is too low: 100 of 1,100 due iterations (9.1%) were dropped because all 50 users were busy",
            LikelyCause.Find(FabricatedResult.Create(dropped: 100)));

    [Fact]
    public void One_kind_of_failure_that_dominates_is_named()
    {
        Assert.Equal(
            "90% of the failures are of one kind, timeout, from 2 s to 3 s of the run",
            LikelyCause.Find(Failing(("timeout", 90), ("status 503", 10))));
        Assert.Null(LikelyCause.Find(Failing(("timeout", 60), ("status 503", 40))));
    }

    [Fact]
    public void Stalls_are_counted_and_the_worst_is_measured()
        => Assert.Equal(
            "the run stalled in 2 of 10 seconds, first at 4 s: P99 up to 3 s where 195 ms is usual",
            LikelyCause.Find(FabricatedResult.Create(timeLine:
                [.. Enumerable.Range(0, 10).Select(second => FabricatedResult.Slice(second, 100, second switch { 4 => 1000, 7 => 2000, _ => 130 }))])));

    [Fact]
    public void One_stall_in_a_long_run_is_seen_and_is_not_the_cause()
    {
        TimeSlice[] timeLine = [.. Enumerable.Range(0, 60).Select(second => FabricatedResult.Slice(second, 100, second == 4 ? 1000 : 130))];

        Assert.Equal(TimeSpan.FromSeconds(4), Assert.Single(Stalls.Find(timeLine).Slices).Start);
        Assert.Null(LikelyCause.Find(FabricatedResult.Create(Enumerable.Repeat(5.0, 6000), timeLine: timeLine)));
    }

    [Theory]
    [InlineData(4, 130, 1000)] // too few seconds to tell what is usual
    [InlineData(10, 130, 260)] // twice the usual
    [InlineData(10, 1, 10)] // a few milliseconds
    public void Ordinary_unevenness_is_no_stall(int seconds, double usual, double worst)
        => Assert.Empty(Stalls.Find([.. Enumerable.Range(0, seconds).Select(second => FabricatedResult.Slice(second, 100, second == 2 ? worst : usual))]).Slices);

    [Fact]
    public void Waiting_for_a_free_user_is_told_from_a_slow_answer()
    {
        Assert.Equal(
            "50 of 1,000 iterations waited for one of 50 users to be free, which their response time includes; P95 without the wait is 475 ms",
            LikelyCause.Find(FabricatedResult.Create(delayed: 50)));
        Assert.Null(LikelyCause.Find(FabricatedResult.Create(delayed: 49)));
    }

    [Fact]
    public void A_process_that_pauses_for_the_garbage_collector_is_named()
    {
        Assert.Equal(
            "The garbage collector paused the process for 12 ms, 12% of the run; 2 KB were allocated per iteration. "
            + "Allocate less per request, and keep less alive while requests run; for a service with several cores try server GC (<ServerGarbageCollector>true)",
            LikelyCause.Find(FabricatedResult.Create(plan: Short(100))));
        Assert.Null(LikelyCause.Find(FabricatedResult.Create(plan: Short(1000))));

        static LoadPlan Short(int milliseconds) => FabricatedResult.Plan("x", new ClosedWorkload { Stages = [Stage.Hold(5, TimeSpan.FromMilliseconds(milliseconds))] });
    }

    [Fact]
    public void A_request_that_takes_most_of_the_time_is_named_rather_than_the_step_around_it()
        => Assert.Equal(
            "GET /search takes 80% of the iterations' time",
            LikelyCause.Find(FabricatedResult.Create(steps: [Step("everything", 0.99), Step("GET /search", 0.8, StepKind.Request), Step("GET /health", 0.05, StepKind.Request)])));

    private static LoadResult Failing(params (string Kind, int Count)[] kinds) => FabricatedResult.Create(
        failedMilliseconds: Enumerable.Repeat(0.1, kinds.Sum(kind => kind.Count)),
        errors: [.. kinds.Select(kind => new ErrorSummary(kind.Kind, kind.Count, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), []))]);

    /// <summary>A step with the given share of the time of the fabricated run, whose service times are 0.5 … 500 ms.</summary>
    private static StepResult Step(string name, double share, StepKind kind = StepKind.Step)
        => FabricatedResult.Step(name, kind, Enumerable.Range(1, 1000).Select(ms => ms / 2.0 * share));
}
