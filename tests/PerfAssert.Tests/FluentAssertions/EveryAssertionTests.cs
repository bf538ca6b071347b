using System.Reflection;
using FluentAssertions;
using FluentAssertions.Extensions;
using PerfAssert.Tests.Fabricated;
using Xunit;
using Xunit.Sdk;

namespace PerfAssert.Tests.Fluent;

/// <summary>Each assertion once with a limit that holds and once with one that does not, so that none asks for another metric than its name says.</summary>
public class EveryAssertionTests
{
    private static readonly StepResult Route = FabricatedResult.Step("GET /products", StepKind.Request, Milliseconds(), failedMilliseconds: [0.1, 0.1], status: 201);

    private static readonly LoadResult Run = FabricatedResult.Create(
        Milliseconds(), failedMilliseconds: [0.1, 0.1], steps: [Route], dropped: 10, timeLine: [FabricatedResult.Slice(0, 1, 1), FabricatedResult.Slice(1, 0, 0, failed: 1)]);

    private static readonly LoadResult Watched = FabricatedResult.Create(resources: FabricatedResources.Create(
        null,
        (Resources.Cpu, [0.4, 0.6, 0.8]),
        (Resources.MachineCpu, [0.5, 0.5, 0.5]),
        (Resources.Memory, [100 << 20, 300 << 20, 150 << 20]),
        (Resources.Heap, [10 << 20, 30 << 20]),
        (Resources.Gen2, [3, 5, 8]),
        (Resources.GcPause, [0, 1e8]),
        (Resources.Threads, [20, 25]),
        (Resources.Handles, [70, 200]),
        (Resources.Exceptions, [1, 4]),
        (Resources.LockContentions, [0, 100])));

    private static readonly LoadResult Busy = FabricatedResult.Create(cost: FabricatedResult.Cost with { ProcessCpuCores = 1.9 });

    /// <summary>The assertion, the start of its message when it fails, a limit that holds, one that does not.</summary>
    private static readonly (string Name, string Claim, Action<LoadResultAssertions> Holds, Action<LoadResultAssertions> Fails)[] OfRun =
    [
        ("HaveAvailabilityAtLeast", "availability of Shop.Search to be at least 51%, but it was 50%", run => run.HaveAvailabilityAtLeast(50.Percent()), run => run.HaveAvailabilityAtLeast(51.Percent())),
        ("HaveRequestsAtLeast", "number of requests of Shop.Search to be at least 1,003, but it was 1,002", run => run.HaveRequestsAtLeast(1002), run => run.HaveRequestsAtLeast(1003)),
        ("HaveRequestsPerSecondAbove", "request rate of Shop.Search to be above 101/s, but it was 100/s", run => run.HaveRequestsPerSecondAbove(100), run => run.HaveRequestsPerSecondAbove(101)),
        ("HaveRequestsPerSecondAtLeast", "request rate of Shop.Search to be at least 101/s, but it was 100/s", run => run.HaveRequestsPerSecondAtLeast(100.2), run => run.HaveRequestsPerSecondAtLeast(101)),
        ("HaveDroppedRateBelow", "dropped rate of Shop.Search to be below 0.5%, but it was 0.988%", run => run.HaveDroppedRateBelow(1.Percent()), run => run.HaveDroppedRateBelow(0.5.Percent())),
        ("HaveAllocatedBytesPerIterationBelow", "memory allocated per iteration of Shop.Search to be below 1 KB, but it was 2 KB", run => run.HaveAllocatedBytesPerIterationBelow(2049), run => run.HaveAllocatedBytesPerIterationBelow(1024)),
        ("HaveCpuPerIterationBelow", "CPU time per iteration of Shop.Search to be below 300 µs, but it was 310 µs", run => run.HaveCpuPerIterationBelow(311.Microseconds()), run => run.HaveCpuPerIterationBelow(300.Microseconds())),
        ("HaveSqlCommandsPerIterationAtMost", "SQL commands per iteration of Shop.Search to be at most 2, but it was 2.5", run => run.HaveSqlCommandsPerIterationAtMost(2.5), run => run.HaveSqlCommandsPerIterationAtMost(2)),
        ("HaveOutboundCallsPerIterationAtMost", "outbound calls per iteration of Shop.Search to be at most 0, but it was 0.5", run => run.HaveOutboundCallsPerIterationAtMost(0.5), run => run.HaveOutboundCallsPerIterationAtMost(0)),
        ("HaveNoBottlenecks", "number of bottlenecks of Shop.Search to be exactly 0, but it was 1", run => run.HaveNoBottlenecks(), _ => Busy.Should().HaveNoBottlenecks()),
        ("HaveCpuBelow", "cpu of Shop.Search to be below 50%, but it was 60%", _ => Watched.Should().HaveCpuBelow(61.Percent()), _ => Watched.Should().HaveCpuBelow(50.Percent())),
        ("HavePeakCpuBelow", "peak cpu of Shop.Search to be below 70%, but it was 80%", _ => Watched.Should().HavePeakCpuBelow(81.Percent()), _ => Watched.Should().HavePeakCpuBelow(70.Percent())),
        ("HaveMachineCpuBelow", "machine cpu of Shop.Search to be below 40%, but it was 50%", _ => Watched.Should().HaveMachineCpuBelow(51.Percent()), _ => Watched.Should().HaveMachineCpuBelow(40.Percent())),
        ("HavePeakMemoryBelow", "peak memory of Shop.Search to be below 200 MB, but it was 300 MB", _ => Watched.Should().HavePeakMemoryBelow(301.Megabytes()), _ => Watched.Should().HavePeakMemoryBelow(200.Megabytes())),
        ("HaveMemoryGrowthBelow", "memory growth of Shop.Search to be below 40 MB, but it was 50 MB", _ => Watched.Should().HaveMemoryGrowthBelow(51.Megabytes()), _ => Watched.Should().HaveMemoryGrowthBelow(40.Megabytes())),
        ("HaveHeapGrowthBelow", "heap growth of Shop.Search to be below 10 MB, but it was 20 MB", _ => Watched.Should().HaveHeapGrowthBelow(21.Megabytes()), _ => Watched.Should().HaveHeapGrowthBelow(10.Megabytes())),
        ("HaveGen2CollectionsBelow", "gen2 of Shop.Search to be below 5, but it was 5", _ => Watched.Should().HaveGen2CollectionsBelow(6), _ => Watched.Should().HaveGen2CollectionsBelow(5)),
        ("HaveGcPauseShareBelow", "gc pause share of Shop.Search to be below 5%, but it was 10%", _ => Watched.Should().HaveGcPauseShareBelow(11.Percent()), _ => Watched.Should().HaveGcPauseShareBelow(5.Percent())),
        ("HaveThreadGrowthBelow", "threads growth of Shop.Search to be below 5, but it was 5", _ => Watched.Should().HaveThreadGrowthBelow(6), _ => Watched.Should().HaveThreadGrowthBelow(5)),
        ("HaveHandleGrowthBelow", "handles growth of Shop.Search to be below 100, but it was 130", _ => Watched.Should().HaveHandleGrowthBelow(131), _ => Watched.Should().HaveHandleGrowthBelow(100)),
        ("HaveExceptionsAtMost", "exceptions of Shop.Search to be at most 2, but it was 3", _ => Watched.Should().HaveExceptionsAtMost(3), _ => Watched.Should().HaveExceptionsAtMost(2)),
        ("HaveLockContentionsPerIterationAtMost", "lock contentions per iteration of Shop.Search to be at most 0.05, but it was 0.1", _ => Watched.Should().HaveLockContentionsPerIterationAtMost(0.1), _ => Watched.Should().HaveLockContentionsPerIterationAtMost(0.05)),
        ("HaveResourcePeakBelow", "peak threads of Shop.Search to be below 25, but it was 25", _ => Watched.Should().HaveResourcePeakBelow(Resources.Threads, 26), _ => Watched.Should().HaveResourcePeakBelow(Resources.Threads, 25)),
        ("HaveResourceMeanBelow", "mean threads of Shop.Search to be below 22, but it was 22.5", _ => Watched.Should().HaveResourceMeanBelow(Resources.Threads, 23), _ => Watched.Should().HaveResourceMeanBelow(Resources.Threads, 22)),
        ("HaveResourceGrowthBelow", "exceptions of Shop.Search to be below 3, but it was 3", _ => Watched.Should().HaveResourceGrowthBelow(Resources.Exceptions, 4), _ => Watched.Should().HaveResourceGrowthBelow(Resources.Exceptions, 3)),
        ("HaveNoDroppedIterations", "number of dropped iterations of Shop.Search to be exactly 0, but it was 10", _ => FabricatedResult.Create().Should().HaveNoDroppedIterations(), run => run.HaveNoDroppedIterations()),
    ];

    public static TheoryData<string> OfSeries => [.. Cases(Route.Should(), "step \"GET /products\"", serviceFactor: 1).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(OfSeries))]
    public void An_assertion_of_a_run_holds_and_fails_by_its_own_metric(string name)
        => Check(Cases(Run.Should(), "Shop.Search", serviceFactor: 0.5).Single(row => row.Name == name));

    [Theory]
    [MemberData(nameof(OfSeries))]
    public void An_assertion_of_a_step_holds_and_fails_by_its_own_metric(string name)
        => Check(Cases(Route.Should(), "step \"GET /products\"", serviceFactor: 1).Single(row => row.Name == name));

    [Fact]
    public void An_assertion_of_the_run_alone_holds_and_fails_by_its_own_metric()
        => Assert.All(OfRun, row => Check((row.Name, row.Claim, () => row.Holds(Run.Should()), () => row.Fails(Run.Should()))));

    [Fact]
    public void No_assertion_is_left_out_here()
    {
        string[] elsewhere = ["Satisfy", "HaveStep", "BeValid", "HaveNoErrorsOfKind", "MatchBaseline", "EnforceRateLimit", "HaveNoMemoryLeak", "HaveNoLeak", "HaveDriftBelow", "HaveResource",
            "HavePoolWaitBelow", "HaveNoPoolTimeouts", "HaveNoDeadlocks", "HaveNoRepeatedStatements", "HaveNoStatementSlowerThan", "HaveLockWaitsAtMost", "HaveRedisHitRateAbove", "HaveRedisCommandTimeBelow"];
        var all = typeof(LoadResultAssertions).GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.DeclaringType!.Assembly == typeof(LoadResultAssertions).Assembly && !method.IsSpecialName)
            .Select(method => method.Name);

        Assert.Equal(
            all.Except(elsewhere).Order(StringComparer.Ordinal),
            Cases(Route.Should(), "", serviceFactor: 1).Select(row => row.Name).Concat(OfRun.Select(row => row.Name)).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<double> Milliseconds() => Enumerable.Range(1, 1000).Select(i => (double)i);

    private static IEnumerable<(string Name, string Claim, Action Holds, Action Fails)> Cases<TSubject, TAssertions>(SeriesAssertions<TSubject, TAssertions> it, string subject, double serviceFactor)
        where TSubject : SeriesResult
        where TAssertions : SeriesAssertions<TSubject, TAssertions>
    {
        (string, string, Action, Action) Case(string name, string metric, string rest, Func<AndConstraint<TAssertions>> holds, Func<AndConstraint<TAssertions>> fails)
            => (name, $"{metric} of {subject} to be {rest}", () => holds(), () => fails());
        (string, string, Action, Action) Time(string name, string metric, double value, Func<TimeSpan, AndConstraint<TAssertions>> assertion, bool below = true)
            => Case(name, metric, $"{(below ? "below" : "above")} {Figure.Duration(value * 1e6 * (below ? 0.9 : 1.1))}, but it was {Figure.Duration(value * 1e6)}",
                () => assertion((value * (below ? 1.01 : 0.99)).Milliseconds()),
                () => assertion((value * (below ? 0.9 : 1.1)).Milliseconds()));

        yield return Time("HaveP50Below", "P50", 500, limit => it.HaveP50Below(limit));
        yield return Time("HaveP75Below", "P75", 750, limit => it.HaveP75Below(limit));
        yield return Time("HaveP90Below", "P90", 900, limit => it.HaveP90Below(limit));
        yield return Time("HaveP95Below", "P95", 950, limit => it.HaveP95Below(limit));
        yield return Time("HaveP99Below", "P99", 990, limit => it.HaveP99Below(limit));
        yield return ("HaveP999Below", $"P99.9 of {subject} to be below 1 s, but P99.9 needs at least 2,995", () => FabricatedResult.Create(Enumerable.Repeat(5.0, 2995)).Should().HaveP999Below(6.Milliseconds()), () => it.HaveP999Below(1.Seconds()));
        yield return Time("HavePercentileBelow", "P80", 800, limit => it.HavePercentileBelow(80, limit));
        yield return Time("HaveMeanBelow", "mean response time", 500.5, limit => it.HaveMeanBelow(limit));
        yield return Time("HaveMaxBelow", "max response time", 1000, limit => it.HaveMaxBelow(limit));
        yield return Time("HaveMinBelow", "min response time", 1, limit => it.HaveMinBelow(limit));
        yield return Time("HaveMinAbove", "min response time", 1, limit => it.HaveMinAbove(limit), below: false);
        yield return Time("HaveStandardDeviationBelow", "standard deviation response time", 288.7, limit => it.HaveStandardDeviationBelow(limit));
        yield return Time("HaveServiceTimeP50Below", "service time P50", 500 * serviceFactor, limit => it.HaveServiceTimeP50Below(limit));
        yield return Time("HaveServiceTimeP95Below", "service time P95", 950 * serviceFactor, limit => it.HaveServiceTimeP95Below(limit));
        yield return Time("HaveServiceTimeP99Below", "service time P99", 990 * serviceFactor, limit => it.HaveServiceTimeP99Below(limit));
        yield return Time("HaveServiceTimePercentileBelow", "service time P80", 800 * serviceFactor, limit => it.HaveServiceTimePercentileBelow(80, limit));
        yield return Time("HaveServiceTimeMeanBelow", "service time mean", 500.5 * serviceFactor, limit => it.HaveServiceTimeMeanBelow(limit));
        yield return Time("HaveServiceTimeMaxBelow", "service time max", 1000 * serviceFactor, limit => it.HaveServiceTimeMaxBelow(limit));
        yield return ("HaveNoErrors", $"number of errors of {subject} to be exactly 0, but it was 2", () => FabricatedResult.Create().Should().HaveNoErrors(), () => it.HaveNoErrors());
        yield return Case("HaveErrorsAtMost", "number of errors", "at most 1, but it was 2", () => it.HaveErrorsAtMost(2), () => it.HaveErrorsAtMost(1));
        yield return Case("HaveErrorRateBelow", "error rate", "below 0.1%, but it was 0.2%", () => it.HaveErrorRateBelow(0.21.Percent()), () => it.HaveErrorRateBelow(0.1.Percent()));
        yield return Case("HaveErrorRateAtMost", "error rate", "at most 0.1%, but it was 0.2%", () => it.HaveErrorRateAtMost(new Ratio(2 / 1002.0)), () => it.HaveErrorRateAtMost(0.1.Percent()));
        yield return Case("HaveSuccessRateAbove", "success rate", "above 99.9%, but it was 99.8%", () => it.HaveSuccessRateAbove(99.Percent()), () => it.HaveSuccessRateAbove(99.9.Percent()));
        yield return Case("HaveSuccessRateAtLeast", "success rate", "at least 99.9%, but it was 99.8%", () => it.HaveSuccessRateAtLeast(new Ratio(1000 / 1002.0)), () => it.HaveSuccessRateAtLeast(99.9.Percent()));
        yield return Case("HaveThroughputAbove", "throughput", "above 100/s, but it was 100/s", () => it.HaveThroughputAbove(99.9), () => it.HaveThroughputAbove(100));
        yield return Case("HaveThroughputAtLeast", "throughput", "at least 101/s, but it was 100/s", () => it.HaveThroughputAtLeast(100), () => it.HaveThroughputAtLeast(101));
        yield return Case("HaveIterationsAtLeast", "number of successes", "at least 1,001, but it was 1,000", () => it.HaveIterationsAtLeast(1000), () => it.HaveIterationsAtLeast(1001));
        yield return Case("HaveNoStatusCode", "number of 201 responses", "exactly 0, but it was 1,000", () => it.HaveNoStatusCode(503), () => it.HaveNoStatusCode(201));
        yield return Case("HaveStatusCodeCountAtMost", "number of 201 responses", "at most 999, but it was 1,000", () => it.HaveStatusCodeCountAtMost(201, 1000), () => it.HaveStatusCodeCountAtMost(201, 999));
        yield return Case("HaveStatusCodeCountAtLeast", "number of 201 responses", "at least 1,001, but it was 1,000", () => it.HaveStatusCodeCountAtLeast(201, 1000), () => it.HaveStatusCodeCountAtLeast(201, 1001));
        yield return Case("HaveMeanResponseSizeBelow", "mean response size", "below 1 KB, but it was 1.46 KB", () => it.HaveMeanResponseSizeBelow(1500), () => it.HaveMeanResponseSizeBelow(1024));
        yield return Case("HaveBytesReceivedPerSecondAbove", "bytes received per second", "above 1 MB/s, but it was 146 KB/s", () => it.HaveBytesReceivedPerSecondAbove(149_999), () => it.HaveBytesReceivedPerSecondAbove(1 << 20));
        yield return Case("HaveBytesSentPerSecondAbove", "bytes sent per second", "above 0 B/s, but it was 0 B/s", () => it.HaveBytesSentPerSecondAbove(-1), () => it.HaveBytesSentPerSecondAbove(0));
    }

    private static void Check((string Name, string Claim, Action Holds, Action Fails) row)
    {
        row.Holds();
        Assert.StartsWith($"Expected {row.Claim} ", Assert.ThrowsAny<XunitException>(row.Fails).Message, StringComparison.Ordinal);
    }
}
