namespace PerfAssert.Tests.Fabricated;

/// <summary>Results with known figures, for tests of everything that only reads a result.</summary>
internal static class FabricatedResult
{
    /// <summary>A result whose response times are the given milliseconds and whose service times are half of them.</summary>
    public static LoadResult Create(
        IEnumerable<double>? milliseconds = null,
        IEnumerable<double>? failedMilliseconds = null,
        IReadOnlyList<StepResult>? steps = null,
        IReadOnlyList<ErrorSummary>? errors = null,
        RunValidity? validity = null,
        LoadPlan? plan = null,
        IReadOnlyList<TimeSlice>? timeLine = null,
        long dropped = 0,
        long delayed = 0,
        string? stoppedEarly = null,
        string? reportFolder = null,
        DateTimeOffset? startedAt = null,
        BlockSet? blocks = null,
        TestIdentity? test = null,
        LoadSession? session = null,
        GeneratorCost? cost = null,
        ResourceCollection? resources = null,
        IReadOnlyList<DatabaseReport>? databases = null,
        IReadOnlyList<RedisReport>? redis = null,
        LeakReport? leaks = null,
        Func<LoadResult, IReadOnlyList<Evaluation>>? judge = null)
    {
        double[] succeeded = [.. milliseconds ?? Enumerable.Range(1, 1000).Select(i => (double)i)];
        double[] failed = [.. failedMilliseconds ?? []];
        plan ??= Plan("Shop.Search");
        var duration = plan.Workload.Duration ?? TimeSpan.FromSeconds(10);
        LoadResult Build(IReadOnlyList<Evaluation> evaluations) => new()
        {
            Name = plan.Name,
            Plan = plan,
            StartedAt = startedAt ?? new DateTimeOffset(2026, 11, 21, 13, 30, 59, TimeSpan.Zero),
            StoppedEarly = stoppedEarly,
            ResponseTime = Summary(succeeded),
            ServiceTime = Summary(succeeded.Select(ms => ms / 2)),
            FailedTime = Summary(failed),
            Throughput = succeeded.Length / duration.TotalSeconds,
            MeasuredDuration = duration,
            Errors = errors ?? (failed.Length == 0 ? [] : [new ErrorSummary("status 503", failed.Length, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(9.25), ["GET /products answered 503 Service Unavailable"])]),
            StatusCodes = steps?.SelectMany(step => step.StatusCodes).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)) ?? [],
            BytesSent = steps?.Sum(step => step.BytesSent) ?? 0,
            BytesReceived = steps?.Sum(step => step.BytesReceived) ?? 0,
            Steps = new StepCollection(steps ?? []),
            Started = succeeded.Length + failed.Length,
            Dropped = dropped,
            Delayed = delayed,
            Requests = steps?.Where(step => step.Kind == StepKind.Request).Sum(step => step.Count) ?? 0,
            PeakUsers = plan.Workload.UserCount,
            TimeLine = timeLine ?? [],
            Cost = cost ?? Cost,
            Resources = resources ?? ResourceCollection.Empty,
            Databases = databases ?? [],
            Redis = redis ?? [],
            Leaks = leaks,
            SqlCommandsPerIteration = 2.5,
            OutboundCallsPerIteration = 0.5,
            Validity = validity ?? RunValidity.Clean,
            Environment = new EnvironmentInfo
            {
                MachineName = "build-7",
                OperatingSystem = "Debian GNU/Linux 12",
                Architecture = "X64",
                ProcessorModel = "Example CPU @ 2.50GHz",
                Cores = 2,
                MemoryBytes = 8L << 30,
                Runtime = ".NET 10.0.0",
                GarbageCollector = "Workstation, concurrent",
                Build = "Release",
                Transport = "Kestrel (loopback)",
                TieredPgo = true,
                Jit = "tiered PGO",
                VectorBits = 256,
            },
            Evaluations = evaluations,
            ReportFolder = reportFolder,
            Blocks = blocks ?? BlockSet.Empty,
            Test = test,
            Session = session,
        };

        var result = Build([]);
        return judge is null ? result : Build(judge(result));
    }

    public static GeneratorCost Cost { get; } = new(
        TimeSpan.FromMicroseconds(80), TimeSpan.FromMicroseconds(120), TimeSpan.FromMicroseconds(250), 1.25, 0.031,
        TimeSpan.FromMilliseconds(12), TimeSpan.FromMicroseconds(40), TimeSpan.FromSeconds(2.5), 2048, TimeSpan.FromMicroseconds(310));

    public static LoadPlan Plan(string name, Workload? workload = null) => new()
    {
        Name = name,
        Workload = workload ?? new ClosedWorkload { Users = 50, Stages = [Stage.Hold(50, TimeSpan.FromSeconds(10))] },
    };

    public static StepResult Step(string name, StepKind kind, IEnumerable<double> milliseconds, IEnumerable<double>? failedMilliseconds = null, int status = 200)
    {
        double[] succeeded = [.. milliseconds];
        double[] failed = [.. failedMilliseconds ?? []];
        return new StepResult
        {
            Name = name,
            Kind = kind,
            ResponseTime = Summary(succeeded),
            ServiceTime = Summary(succeeded),
            FailedTime = Summary(failed),
            Throughput = succeeded.Length / 10.0,
            MeasuredDuration = TimeSpan.FromSeconds(10),
            Errors = failed.Length == 0 ? [] : [new ErrorSummary("timeout", failed.Length, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), ["no answer within 30 s"])],
            StatusCodes = kind == StepKind.Request ? new Dictionary<int, long> { [status] = succeeded.Length } : [],
            BytesSent = 0,
            BytesReceived = kind == StepKind.Request ? 1500L * succeeded.Length : 0,
        };
    }

    public static TimeSlice Slice(int second, long succeeded, double p95Milliseconds, long failed = 0) => new()
    {
        Start = TimeSpan.FromSeconds(second),
        Length = TimeSpan.FromSeconds(1),
        Succeeded = succeeded,
        Failed = failed,
        Dropped = 0,
        Requests = succeeded + failed,
        BytesReceived = 1500 * succeeded,
        ActiveUsers = 50,
        P50 = TimeSpan.FromMilliseconds(p95Milliseconds / 3),
        P95 = TimeSpan.FromMilliseconds(p95Milliseconds),
        P99 = TimeSpan.FromMilliseconds(p95Milliseconds * 1.5),
        Max = TimeSpan.FromMilliseconds(p95Milliseconds * 2),
        CpuCores = 1.5,
        ForeignCpu = 0.04,
        GcPause = TimeSpan.FromMilliseconds(3),
        AllocatedBytes = 10_000_000,
        WorkingSet = 150_000_000,
    };

    private static LatencySummary Summary(IEnumerable<double> milliseconds)
    {
        var histogram = new LatencyHistogram();
        foreach (var ms in milliseconds)
            histogram.Record((long)Math.Round(ms * 1e6));
        return new LatencySummary(histogram);
    }
}
