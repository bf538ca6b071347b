using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Results;

public class RunValidityRulesTests
{
    private static readonly LoadPlan ClosedPlan = FabricatedResult.Plan("Shop.Search");

    private static readonly LoadPlan OpenPlan = FabricatedResult.Plan(
        "Shop.Search", new OpenWorkload { MaxUsers = 20, Stages = [Stage.Hold(100, TimeSpan.FromSeconds(10))] });

    [Fact]
    public void A_clean_measurement_has_no_findings() => Assert.Same(RunValidity.Clean, Judge(Outcome()));

    [Fact]
    public void A_run_that_was_stopped_early_is_invalid()
        => AssertInvalid(
            Judge(Outcome(stoppedEarly: "cancelled after 3 s of 10 s")),
            "stopped-early",
            "The run was cancelled after 3 s of 10 s. What was measured is in the report; give the test more time, or shorten the load.");

    [Fact]
    public void A_run_in_which_no_iteration_ended_is_invalid()
        => AssertInvalid(
            Judge(Outcome(iterations: 0)),
            "nothing-measured",
            "No iteration ended during the run. Make Duration or GracefulStop longer than one iteration takes.");

    [Fact]
    public void A_debug_build_is_invalid_unless_it_is_allowed()
    {
        AssertInvalid(Judge(Outcome(), build: "Debug"), "debug-build", "A Debug build was measured. Run: dotnet test -c Release.");

        var allowed = Judge(Outcome(), ClosedPlan with { AllowDebugBuild = true }, build: "Debug");

        Assert.True(allowed.IsValid);
        Assert.Equal("debug-build", allowed.Findings.Single().Rule);
    }

    [Fact]
    public void A_run_under_a_debugger_is_invalid()
        => AssertInvalid(Judge(Outcome(), debugger: true), "debugger", "A debugger was attached. Run without it.");

    [Fact]
    public void Dropping_more_than_a_twentieth_of_the_due_iterations_is_invalid()
        => AssertInvalid(
            Judge(Outcome(due: 1_000, dropped: 60), OpenPlan),
            "generator-saturated",
            "60 of 1,000 due iterations were dropped (6%), as all 20 users were busy. The asked rate was not reached: raise MaxUsers (rate × mean response time, and some) or lower ArrivalRate to what the system can take.");

    [Fact]
    public void Dropping_fewer_is_a_note()
    {
        var validity = Judge(Outcome(due: 1_000, dropped: 50), OpenPlan);

        Assert.True(validity.IsValid);
        Assert.Equal("dropped-iterations", validity.Findings.Single().Rule);
    }

    [Fact]
    public void Users_without_a_thread_make_the_run_invalid()
        => AssertInvalid(
            Judge(Outcome(concurrency: 0.36)),
            "generator-saturated",
            "Users that were ready to go on had no thread for 64% of the time: about 18 of 50 users were really active. Iterations that compute or block hold their thread: lower Users to what the cores can run, or await inside the iteration.");

    [Theory]
    [InlineData(0.2, 0.80, true)]
    [InlineData(0.2, 0.70, false)]
    [InlineData(0.0, 0.94, false)]
    public void Users_that_waited_because_of_other_processes_say_nothing_about_the_test(double foreign, double concurrency, bool valid)
        => Assert.Equal(valid, Judge(Outcome(concurrency: concurrency, foreign: foreign)).IsValid);

    [Fact]
    public void Late_starts_make_the_run_invalid_when_they_dominate_the_response_time()
    {
        AssertInvalid(
            Judge(Outcome(responseMilliseconds: 200, lagMilliseconds: 120)),
            "scheduling-lag",
            "Iterations started late: P95 120 ms after they were due, half of the response time or more. The load generator had no CPU: lower the rate, use a machine with more cores, or keep other work off it.");

        Assert.True(Judge(Outcome(responseMilliseconds: 300, lagMilliseconds: 120)).IsValid);
        Assert.True(Judge(Outcome(responseMilliseconds: 25, lagMilliseconds: 21)).IsValid);
    }

    [Fact]
    public void A_starved_pool_is_invalid_where_only_the_test_can_have_starved_it()
    {
        const string problem = "Work waited 300 ms (P95) for a thread of the thread pool: something blocks threads (.Result, .Wait(), Thread.Sleep) or computes on them for long.";

        AssertInvalid(Judge(Outcome(poolMilliseconds: 300)), "thread-pool-starved", problem + " Await instead of blocking in the test's own code, and use fewer users where it computes.");

        var inProcess = Judge(Outcome(poolMilliseconds: 300), inProcess: true);
        Assert.True(inProcess.IsValid);
        Assert.Equal(problem, inProcess.Findings.Single().Problem);
    }

    [Fact]
    public void The_gravest_finding_comes_first()
    {
        var outcome = Outcome(stoppedEarly: "cancelled after 3 s", settled: false);
        outcome.TearDownProblems.Add("The tear-down of user 3 failed: gone");

        Assert.Equal(["stopped-early", "warm-up-not-settled", "tear-down"], Judge(outcome).Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public void Pressure_is_said_beside_a_busy_machine()
    {
        var outcome = Outcome(foreign: 0.8) with { Machine = new(0.01, 0.97, 0) };

        Assert.Equal(
            "Other processes used 80% of the machine's CPU; for 97% of the time something waited for a core. Response times include waiting for a core.",
            Judge(outcome).Findings.Single().ToString());
        Assert.Empty(Judge(Outcome(foreign: 0.3) with { Machine = new(0.01, 0.97, 0) }).Findings);
    }

    [Fact]
    public void Steal_is_a_note()
    {
        var validity = Judge(Outcome() with { Machine = new(0.08, double.NaN, double.NaN) });

        Assert.True(validity.IsValid);
        Assert.Equal("The hypervisor gave 8% of this machine's CPU time to others (steal). Response times include it: measure on a machine that has its cores for itself.", validity.Findings.Single().ToString());
        Assert.Empty(Judge(Outcome() with { Machine = new(0.04, double.NaN, double.NaN) }).Findings);
    }

    [Theory]
    [InlineData(0.04, false, null)]
    [InlineData(0.06, false, ValiditySeverity.Note)]
    [InlineData(0.30, false, ValiditySeverity.Invalid)]
    [InlineData(0.30, true, ValiditySeverity.Note)]
    public void A_quota_that_stops_the_process_is_a_note_and_invalid_where_only_the_generator_stood_still(double throttled, bool inProcess, ValiditySeverity? severity)
    {
        var validity = Judge(Outcome() with { Machine = new(double.NaN, double.NaN, throttled) }, inProcess: inProcess);

        Assert.Equal(severity, validity.Findings.SingleOrDefault()?.Severity);
        if (severity is not null)
            Assert.Contains("Application and test share the quota", inProcess ? validity.Findings.Single().Remedy : "Application and test share the quota", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, 20, 1_000, "P95 (10 ms) is mostly their time")]
    [InlineData(10, 20, 1_000, "P99 (10 ms) is mostly their time")]
    [InlineData(20, 1, 1_000, null)]
    [InlineData(400, 1, 1_000, null)]
    [InlineData(400, 20, 20, null)]
    public void Collections_that_make_a_percentile_are_named(int collections, double pauseMilliseconds, long iterations, string? said)
    {
        // 100 iterations a second of 10 ms: a pause of 20 ms meets three of 1,000.
        var outcome = Outcome(iterations);
        var validity = Judge(outcome with
        {
            After = outcome.After with { Collections = collections, GcPause = TimeSpan.FromMilliseconds(pauseMilliseconds * collections) },
        });

        Assert.True(validity.IsValid);
        Assert.Equal(said is null ? 0 : 1, validity.Findings.Count);
        if (said is not null)
            Assert.Contains(said, validity.Findings.Single().Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Workstation, concurrent", 3, true, true)]
    [InlineData("Server, concurrent", 3, true, false)]
    [InlineData("Workstation, concurrent", 1, true, false)]
    [InlineData("Workstation, concurrent", 3, false, false)]
    public void The_workstation_collector_is_named_where_its_pauses_matter(string collector, int percent, bool inProcess, bool named)
    {
        var outcome = Outcome();
        var paused = outcome with { After = outcome.After with { GcPause = TimeSpan.FromSeconds(10) * percent / 100 } };

        var validity = RunValidityRules.Judge(ClosedPlan, paused, FabricatedResult.Create().Environment with { GarbageCollector = collector }, inProcess, debuggerAttached: false);

        Assert.Equal(named ? ["workstation-gc"] : [], validity.Findings.Select(finding => finding.Rule));
        Assert.True(validity.IsValid);
    }

    [Theory]
    [InlineData(500, 20, true)]
    [InlineData(40, 20, false)]
    [InlineData(500, 0.5, false)]
    public void Waits_for_connections_are_noted_where_they_show(long waited, double milliseconds, bool noted)
    {
        var outcome = Outcome() with { Names = [("iteration", StepKind.Step), ("GET /", StepKind.Request)] };
        outcome.Totals.Get(1).Response.Record(Nanoseconds(50), 1_000);

        var validity = Judge(outcome with { ConnectionWaits = (waited, TimeSpan.FromMilliseconds(milliseconds) * waited) });

        Assert.Equal(noted ? ["connections-waited-for"] : [], validity.Findings.Select(finding => finding.Rule));
        if (noted)
            Assert.StartsWith("500 of 1,000 requests waited for a connection, or for a stream of one, 20 ms on average;", validity.Findings.Single().Problem, StringComparison.Ordinal);
    }

    private static void AssertInvalid(RunValidity validity, string rule, string text)
    {
        Assert.False(validity.IsValid);
        var finding = Assert.Single(validity.Findings);
        Assert.Equal((rule, text), (finding.Rule, finding.ToString()));
    }

    private static RunValidity Judge(PhaseOutcome outcome, LoadPlan? plan = null, string build = "Release", bool inProcess = false, bool debugger = false)
        => RunValidityRules.Judge(plan ?? ClosedPlan, outcome, FabricatedResult.Create().Environment with { Build = build }, inProcess, debugger);

    private static PhaseOutcome Outcome(
        long iterations = 1_000,
        double responseMilliseconds = 10,
        double lagMilliseconds = 0,
        double poolMilliseconds = 0,
        double concurrency = 1,
        double? foreign = null,
        long due = 0,
        long dropped = 0,
        bool settled = true,
        string? stoppedEarly = null)
    {
        var totals = new SliceData();
        totals.Get(Recorder.IterationSeries).Response.Record(Nanoseconds(responseMilliseconds), iterations);
        totals.StartLag.Record(Nanoseconds(lagMilliseconds), iterations);
        var delays = new LatencyHistogram();
        delays.Record(Nanoseconds(poolMilliseconds), 100);
        var length = TimeSpan.FromSeconds(10);
        var before = new ProcessReading(0, TimeSpan.Zero, foreign is null ? null : TimeSpan.Zero, TimeSpan.Zero, 0, 0);
        var after = before with { At = EngineTime.Nanoseconds(length), MachineBusy = length * Environment.ProcessorCount * foreign };
        return new PhaseOutcome
        {
            StartedAt = DateTimeOffset.UnixEpoch,
            WarmUp = TimeSpan.FromSeconds(5),
            WarmUpSettled = settled,
            Totals = totals,
            Names = [("iteration", StepKind.Step)],
            SucceededInWindow = [iterations],
            Window = length,
            Elapsed = length,
            TimeLine = [],
            Before = before,
            After = after,
            PoolDelays = delays,
            Started = 1_000,
            Dropped = dropped,
            Delayed = 0,
            Due = due,
            PeakUsers = 50,
            ConcurrencyShare = concurrency,
            Abandoned = 0,
            StoppedEarly = stoppedEarly,
        };
    }

    private static long Nanoseconds(double milliseconds) => (long)(milliseconds * EngineTime.Millisecond);
}
