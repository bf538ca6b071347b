using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Monitoring;

/// <summary>Each recipe on figures that show it, and on figures that nearly do.</summary>
public class BottleneckTests
{
    private static readonly GeneratorCost Idle = FabricatedResult.Cost with { ProcessCpuCores = 0.3, ForeignCpu = 0.02 };

    [Fact]
    public void A_healthy_run_has_none()
        => Assert.Empty(FabricatedResult.Create(cost: Idle).Bottlenecks);

    [Fact]
    public void A_run_without_iterations_has_none()
        => Assert.Empty(FabricatedResult.Create([], cost: Idle with { ProcessCpuCores = 2 }).Bottlenecks);

    [Fact]
    public void Cores_are_busy_when_the_process_has_them()
    {
        var found = Single(FabricatedResult.Create(cost: Idle with { ProcessCpuCores = 1.8 }), BottleneckKind.Cpu);

        Assert.Equal(
            "The cores are busy: this process used 1.8 of 2; an iteration takes 310 µs of CPU, load generator included, so 2 cores cannot do more than 6,452/s.",
            found.Evidence);
    }

    [Fact]
    public void Cores_are_busy_when_the_process_has_all_that_others_leave()
        => Assert.Contains("this process used 1 of 2, others 0.96;", Single(FabricatedResult.Create(cost: Idle with { ProcessCpuCores = 1, ForeignCpu = 0.48 }), BottleneckKind.Cpu).Evidence, StringComparison.Ordinal);

    [Theory]
    [InlineData(0.4, 0.78)] // others have the cores
    [InlineData(1.6, 0.02)] // four fifths
    public void Cores_that_others_use_or_that_are_free_are_no_bottleneck(double own, double others)
        => Assert.Empty(FabricatedResult.Create(cost: Idle with { ProcessCpuCores = own, ForeignCpu = others }).Bottlenecks);

    [Fact]
    public void Threads_that_wait_for_locks_are_named_with_their_share_of_the_time()
    {
        // 1,000 iterations of 250 ms in the mean.
        var found = Single(Run(Total(Resources.LockContentions, 4000), Total(Resources.LockWait, 125e9)), BottleneckKind.LockContention);

        Assert.Empty(Run(Total(Resources.LockContentions, 20), Total(Resources.LockWait, 125e9)).Bottlenecks);
        Assert.Equal("Threads waited 125 ms per iteration for locks, 50% of its time (4,000 waits, 4 per iteration).", found.Evidence);
    }

    [Fact]
    public void Short_waits_for_locks_are_no_bottleneck()
        => Assert.Empty(Run(Total(Resources.LockContentions, 4000), Total(Resources.LockWait, 12e9)).Bottlenecks);

    [Fact]
    public void Pool_threads_that_are_busy_without_using_cores_are_blocked()
    {
        var found = Single(Run(Level(Resources.BusyPoolThreads, 12), Level(Resources.PoolThreads, 20)), BottleneckKind.ThreadPoolStarvation);

        Assert.Equal("Pool threads are blocked: 12 were busy in the mean, 12 at the peak, with 0.3 cores in use, the pool has 20 for 50 users.", found.Evidence);
    }

    [Fact]
    public void Work_that_waits_for_threads_which_had_to_be_added_shows_blocked_ones()
    {
        var cost = Idle with { PoolDelayP95 = TimeSpan.FromMilliseconds(400) };
        var found = Single(FabricatedResult.Create(cost: cost, resources: new ResourceCollection([Total(Resources.PoolStarvation, 30)])), BottleneckKind.ThreadPoolStarvation);

        Assert.Equal("Pool threads are blocked: work waited 400 ms for one (P95), and 30 had to be added.", found.Evidence);
    }

    [Theory]
    [InlineData(3, 0.3)] // a few
    [InlineData(12, 3.1)] // they compute, on a machine with more cores
    public void Few_busy_threads_and_computing_ones_are_not_blocked(int busy, double cores)
        => Assert.DoesNotContain(
            FabricatedResult.Create(cost: Idle with { ProcessCpuCores = cores }, resources: new ResourceCollection([Level(Resources.BusyPoolThreads, busy)])).Bottlenecks,
            found => found.Kind == BottleneckKind.ThreadPoolStarvation);

    [Fact]
    public void Busy_threads_may_wait_for_cores_where_others_use_them()
        => Assert.DoesNotContain(
            FabricatedResult.Create(cost: Idle with { ForeignCpu = 0.85 }, resources: new ResourceCollection([Level(Resources.BusyPoolThreads, 12)])).Bottlenecks,
            found => found.Kind == BottleneckKind.ThreadPoolStarvation);

    [Fact]
    public void Threads_added_without_work_that_waits_are_no_starvation()
        => Assert.Empty(Run(Total(Resources.PoolStarvation, 30)).Bottlenecks);

    [Fact]
    public void Full_collections_of_large_objects_are_told_from_ordinary_ones()
    {
        Assert.StartsWith(
            "40 of 50 garbage collections were full ones (4/s), with up to 30 MB of large objects;",
            Single(Run(Total(Resources.Gen0, 50), Total(Resources.Gen2, 40), Level(Resources.LargeObjects, 30 << 20)), BottleneckKind.LargeObjects).Evidence,
            StringComparison.Ordinal);
        Assert.Single(Run(Total(Resources.Gen0, 2), Total(Resources.Gen2, 1), Level(Resources.LargeObjects, 30 << 20), Total(Resources.Allocated, 1e9)).Bottlenecks);
        Assert.Empty(Run(Total(Resources.Gen0, 2), Total(Resources.Gen2, 1), Level(Resources.LargeObjects, 30 << 20), Total(Resources.Allocated, 1e8)).Bottlenecks);
        Assert.Empty(Run(Total(Resources.Gen0, 500), Total(Resources.Gen2, 40), Level(Resources.LargeObjects, 30 << 20)).Bottlenecks);
    }

    [Fact]
    public void Callers_that_give_up_waiting_for_a_connection_are_counted()
    {
        var pool = new ConnectionPoolReport { Name = "shop", MaxSize = 10, PeakInUse = 10, MeanInUse = 9.8, PeakWaiters = 40, Timeouts = 7 };

        Assert.Equal(
            "The connection pool shop is exhausted: 10 of 10 connections were in use at the peak, 9.8 in the mean, up to 40 callers waited for one, 7 gave up.",
            Single(Run(new DatabaseReport { Name = "PostgreSQL", Pools = [pool] }), BottleneckKind.ConnectionPool).Evidence);
        Assert.Empty(Run(new DatabaseReport { Name = "PostgreSQL", Pools = [pool with { Timeouts = 0, PeakWaiters = 4 }] }).Bottlenecks);
    }

    [Fact]
    public void A_long_wait_for_a_connection_of_a_full_pool_is_named_and_a_short_one_is_not()
    {
        var pool = new ConnectionPoolReport { Name = "shop", MaxSize = 10, PeakInUse = 10, MeanInUse = 9, PeakWaiters = 4, Wait = Waits(100) };

        Assert.Contains("for 100 ms in the mean", Single(Run(new DatabaseReport { Name = "PostgreSQL", Pools = [pool] }), BottleneckKind.ConnectionPool).Evidence, StringComparison.Ordinal);
        Assert.Empty(Run(new DatabaseReport { Name = "PostgreSQL", Pools = [pool with { Wait = Waits(10) }] }).Bottlenecks);

        static LatencySummary Waits(int milliseconds)
        {
            var histogram = new LatencyHistogram();
            histogram.Record(milliseconds * 1_000_000L, 1000);
            return new LatencySummary(histogram);
        }
    }

    [Fact]
    public void Deadlocks_are_counted()
        => Assert.StartsWith(
            "PostgreSQL ended 3 transactions because of deadlocks",
            Single(Run(new DatabaseReport { Name = "PostgreSQL", Deadlocks = 3 }), BottleneckKind.DatabaseLocks).Evidence,
            StringComparison.Ordinal);

    [Fact]
    public void Locks_that_were_not_to_be_had_are_counted()
        => Assert.StartsWith(
            "12 commands of SQLite failed because a lock was not to be had in time",
            Single(Run(new DatabaseReport { Name = "SQLite", LockFailures = 12 }), BottleneckKind.DatabaseLocks).Evidence,
            StringComparison.Ordinal);

    [Fact]
    public void Repeated_inserts_are_no_bottleneck()
        => Assert.Empty(Run(new DatabaseReport { Name = "SQLite", Repeated = [new("INSERT INTO lines VALUES ($1)", "POST /orders", 20, 25, 900) { IsWrite = true }] }).Bottlenecks);

    [Fact]
    public void A_repeated_statement_is_named_with_its_route()
        => Assert.Equal(
            "GET /orders sends the same statement 20 times in the mean, up to 25 times (N+1): SELECT * FROM lines WHERE order_id = $1.",
            Single(
                Run(new DatabaseReport { Name = "SQLite", Repeated = [new("SELECT * FROM lines WHERE order_id = $1", "GET /orders", 20, 25, 900)] }),
                BottleneckKind.RepeatedStatement).Evidence);

    [Theory]
    [InlineData(150, true)] // 60 % of the time
    [InlineData(80, false)] // 32 %
    [InlineData(10, false)] // fast
    public void A_slow_statement_that_takes_most_of_the_time_is_named(int milliseconds, bool named)
    {
        var statement = new StatementSummary("SELECT * FROM products WHERE name LIKE $1", 1000, TimeSpan.FromMilliseconds(milliseconds * 1000L), TimeSpan.FromSeconds(1));
        var run = Run(new DatabaseReport { Name = "PostgreSQL", Statements = [statement] });

        Assert.Equal(named, run.Bottlenecks.Any(found => found.Kind == BottleneckKind.SlowStatement));
    }

    [Fact]
    public void Unexpected_refusals_are_a_rate_limit_and_expected_ones_are_not()
    {
        var refused = FabricatedResult.Step("GET /limited", StepKind.Request, Enumerable.Repeat(1.0, 500), status: 429);
        ErrorSummary[] errors = [new("status 429", 500, TimeSpan.Zero, TimeSpan.FromSeconds(9), [])];

        Assert.StartsWith(
            "The service refused 500 of 500 requests (100%) with 429, most of them GET /limited",
            Single(FabricatedResult.Create(cost: Idle, steps: [refused], errors: errors), BottleneckKind.RateLimit).Evidence,
            StringComparison.Ordinal);
        Assert.Empty(FabricatedResult.Create(cost: Idle, steps: [refused]).Bottlenecks);
    }

    [Fact]
    public void A_leak_is_named_with_what_grew()
        => Assert.Equal(
            "The process keeps growing over 2,000 iterations: heap by 1.02 KB per iteration. What grew most: System.Byte[] (+2,003, 2.1 MB).",
            Single(
                FabricatedResult.Create(cost: Idle, leaks: new LeakReport
                {
                    Iterations = 2000,
                    Trends = [new(Resources.Heap, 1044, 1000, 1080, 2.1e6, GrowthShape.Linear, true), new(Resources.Threads, 0, 0, 0, 0, GrowthShape.None, false)],
                    Types = [new("System.Byte[]", 2003, 2_202_000)],
                }),
                BottleneckKind.Leak).Evidence);

    [Fact]
    public void Throughput_that_does_not_follow_the_users_is_a_serial_section()
    {
        var slices = Enumerable.Range(0, 10).Select(second => FabricatedResult.Slice(second, 100, 20) with { ActiveUsers = 2 + (2 * second), CpuCores = 0.1 });

        Assert.StartsWith(
            "Throughput stays at 100/s with 18 users where",
            Single(FabricatedResult.Create(cost: Idle, timeLine: [.. slices]), BottleneckKind.SerialSection).Evidence,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50, 0.1, 0.1)] // it follows
    [InlineData(0, 1.2, 0.1)] // the cores are busy
    [InlineData(0, 0.1, 0.9)] // others have the cores
    public void Throughput_that_follows_or_that_the_cores_hold_back_is_none(int moreEachSecond, double cores, double others)
    {
        var slices = Enumerable.Range(0, 10).Select(second =>
            FabricatedResult.Slice(second, 100 + (moreEachSecond * second), 20) with { ActiveUsers = 2 + (2 * second), CpuCores = cores, ForeignCpu = others });

        Assert.Empty(FabricatedResult.Create(cost: Idle, timeLine: [.. slices]).Bottlenecks);
    }

    [Theory]
    [InlineData(0.2, 250)]
    [InlineData(0.05, 400)]
    public void Some_requests_that_take_many_times_longer_all_the_time_are_a_slow_path(double share, double extra)
    {
        var random = new Random(7);
        double[] times = [.. Enumerable.Range(0, 2000).Select(_ => 2 + (3 * random.NextDouble()) + (random.NextDouble() < share ? extra : 0))];
        var found = Single(Slow(times, extra), BottleneckKind.SlowPath);

        Assert.Contains(" of GET /search take ", found.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_smooth_tail_is_no_slow_path()
    {
        // Lognormal with a P99 of ten medians, and a Pareto tail.
        var random = new Random(7);
        double[] lognormal = [.. Enumerable.Range(0, 5000).Select(_ => 10 * Math.Exp(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
        double[] pareto = [.. Enumerable.Range(0, 5000).Select(_ => 5 / Math.Pow(1 - random.NextDouble(), 0.8))];

        Assert.Empty(Slow(lognormal, 200).Bottlenecks);
        Assert.Empty(Slow(pareto, 200).Bottlenecks);
    }

    [Fact]
    public void Slow_requests_of_a_few_seconds_are_a_stall_and_no_slow_path()
    {
        double[] times = [.. Enumerable.Range(0, 2000).Select(index => index % 10 == 0 ? 300.0 : 3)];
        var slices = Enumerable.Range(0, 10).Select(second => FabricatedResult.Slice(second, 200, second < 2 ? 300 : 3));

        Assert.Empty(FabricatedResult.Create(times, cost: Idle, steps: [FabricatedResult.Step("GET /search", StepKind.Request, times)], timeLine: [.. slices]).Bottlenecks);
    }

    [Fact]
    public void A_guess_is_left_out_beside_something_known()
    {
        double[] times = [.. Enumerable.Range(0, 2000).Select(index => index % 10 == 0 ? 300.0 : 3)];
        var run = Slow(times, 300, new DatabaseReport { Name = "PostgreSQL", Deadlocks = 1 });

        Assert.Equal(BottleneckKind.DatabaseLocks, Assert.Single(run.Bottlenecks).Kind);
    }

    private static Bottleneck Single(LoadResult result, BottleneckKind kind)
    {
        var found = Assert.Single(result.Bottlenecks);
        Assert.Equal(kind, found.Kind);
        return found;
    }

    private static LoadResult Slow(double[] times, double slowest, params DatabaseReport[] databases) => FabricatedResult.Create(
        times,
        cost: Idle,
        steps: [FabricatedResult.Step("GET /search", StepKind.Request, times)],
        timeLine: [.. Enumerable.Range(0, 10).Select(second => FabricatedResult.Slice(second, 200, slowest))],
        databases: databases);

    private static LoadResult Run(params ResourceSeries[] resources) => FabricatedResult.Create(cost: Idle, resources: new ResourceCollection(resources));

    private static LoadResult Run(DatabaseReport database) => FabricatedResult.Create(cost: Idle, databases: [database]);

    private static ResourceSeries Total(Resource resource, double growth) => new(resource, [new(TimeSpan.Zero, 0), new(TimeSpan.FromSeconds(10), growth)]);

    private static ResourceSeries Level(Resource resource, double value) => new(resource, [new(TimeSpan.Zero, value), new(TimeSpan.FromSeconds(10), value)]);
}
