namespace PerfAssert;

/// <summary>The immutable outcome of one load test. The statistics it inherits speak of whole iterations.</summary>
public sealed class LoadResult : SeriesResult
{
    private int errorsJudged;
    private IReadOnlyList<Bottleneck>? bottlenecks;

    /// <summary>The plan that was applied.</summary>
    public required LoadPlan Plan { get; init; }

    /// <summary>When the measurement started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether the load was stopped before its planned end, and why; <see langword="null"/> when it ran to its end.</summary>
    public required string? StoppedEarly { get; init; }

    /// <summary>
    /// Time after which the comparison with the baseline was certain, so that the load ended before its planned end;
    /// <see langword="null"/> when it ran its planned length.
    /// </summary>
    public TimeSpan? DecidedAfter { get; init; }

    /// <summary>Why the load was ended before its planned end, with <see cref="LoadPlan.EndWhenHopeless"/>; <see langword="null"/> when it was not.</summary>
    public GivenUp? GivenUp { get; init; }

    /// <summary>Named steps and requests by route, in the order of their first use.</summary>
    public required StepCollection Steps { get; init; }

    /// <summary>Iterations started in the measured part.</summary>
    public required long Started { get; init; }

    /// <summary>Iterations that were due while no user was free, and were not started (open model).</summary>
    public required long Dropped { get; init; }

    /// <summary>Iterations that waited for a free user, their response time counting (open model).</summary>
    public required long Delayed { get; init; }

    /// <summary>HTTP requests that ended, successful or not.</summary>
    public required long Requests { get; init; }

    /// <summary>The most users active at once.</summary>
    public required int PeakUsers { get; init; }

    /// <summary>The run, second by second.</summary>
    public required IReadOnlyList<TimeSlice> TimeLine { get; init; }

    /// <summary>What measuring cost, and how exactly the load was applied.</summary>
    public required GeneratorCost Cost { get; init; }

    /// <summary>
    /// SQL commands that the code under load executed per iteration, failed ones included: through Entity Framework Core, Npgsql (8 and
    /// later), Microsoft.Data.SqlClient or System.Data.SqlClient. <see langword="null"/> where the code under load runs in another
    /// process, where none of these was in use, or without iterations.
    /// </summary>
    public double? SqlCommandsPerIteration { get; init; }

    /// <summary>
    /// HTTP requests that the code under load sent with an <see cref="System.Net.Http.HttpClient"/> per iteration, without those of
    /// <see cref="VirtualUser.Http"/>. <see langword="null"/> where the code under load runs in another process, where no such client
    /// was in use, or without iterations.
    /// </summary>
    public double? OutboundCallsPerIteration { get; init; }

    /// <summary>What the monitors read during the run: CPU, memory, threads, connections.</summary>
    public ResourceCollection Resources { get; init; } = ResourceCollection.Empty;

    /// <summary>The databases that the code under load used, as far as somebody tells of them.</summary>
    public IReadOnlyList<DatabaseReport> Databases { get; init; } = [];

    /// <summary>The Redis servers that a monitor asked.</summary>
    public IReadOnlyList<RedisReport> Redis { get; init; } = [];

    /// <summary>Whether the process leaks; <see langword="null"/> where nobody asked.</summary>
    public LeakReport? Leaks { get; init; }

    /// <summary>What likely slowed the run down, the gravest first; empty without evidence.</summary>
    public IReadOnlyList<Bottleneck> Bottlenecks => bottlenecks ??= BottleneckFinder.Find(this);

    /// <summary>Whether the measurement can be trusted.</summary>
    public required RunValidity Validity { get; init; }

    /// <summary>Where it was measured.</summary>
    public required EnvironmentInfo Environment { get; init; }

    /// <summary>The declared expectations and what became of them.</summary>
    public required IReadOnlyList<Evaluation> Evaluations { get; init; }

    /// <summary>Folder with the reports of this run; <see langword="null"/> when none were written.</summary>
    public required string? ReportFolder { get; init; }

    /// <summary>HTTP requests per second of the measured part.</summary>
    public double RequestsPerSecond => MeasuredDuration > TimeSpan.Zero ? Requests / MeasuredDuration.TotalSeconds : 0;

    /// <summary>The gravest of the validity and the declared expectations.</summary>
    public Verdict Verdict => !Validity.IsValid
        ? Verdict.InvalidRun
        : Evaluations.Count == 0 ? Verdict.Passed : Evaluations.Max(evaluation => evaluation.Verdict);

    /// <summary>Whether a declared or fluent expectation has spoken of errors, so that failed iterations are not an accident unseen.</summary>
    internal bool ErrorsJudged => Volatile.Read(ref errorsJudged) == 1;

    /// <summary>The measured time in blocks, for comparisons.</summary>
    internal BlockSet Blocks { get; init; } = BlockSet.Empty;

    /// <summary>The test that the result belongs to; <see langword="null"/> outside an adapter.</summary>
    internal TestIdentity? Test { get; init; }

    /// <summary>Hears what is found out about the result later; <see langword="null"/> for a result that no session made.</summary>
    internal LoadSession? Session { get; init; }

    internal void MarkErrorsJudged() => Volatile.Write(ref errorsJudged, 1);
}
