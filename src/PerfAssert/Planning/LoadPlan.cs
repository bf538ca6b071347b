namespace PerfAssert;

/// <summary>What load to apply: validated, immutable, and part of the result. Made from settings by <see cref="LoadPlanValidator"/>.</summary>
public sealed record LoadPlan
{
    /// <summary>Time that iterations in flight are given to finish when the load ends: 10 s, as long as most requests' own time-outs.</summary>
    public static readonly TimeSpan DefaultGracefulStop = TimeSpan.FromSeconds(10);

    /// <summary>Time after which a request of <see cref="VirtualUser.Http"/> counts as failed: 30 s.</summary>
    public static readonly TimeSpan DefaultRequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Seed of all randomness of a run when none is given.</summary>
    public const int DefaultSeed = 20_251_101;

    /// <summary>Name of the load test, as the reports show it.</summary>
    public required string Name { get; init; }

    /// <summary>The closed or the open model, with its stages.</summary>
    public required Workload Workload { get; init; }

    /// <summary>Load before the measurement that is not counted.</summary>
    public WarmUp WarmUp { get; init; } = WarmUp.Auto;

    /// <summary>A user's pause between two iterations (closed model).</summary>
    public ThinkTime ThinkTime { get; init; } = ThinkTime.None;

    /// <summary>Fixed period from start to start of a user's iterations (closed model); <see langword="null"/> for none.</summary>
    public TimeSpan? Pacing { get; init; }

    /// <summary>Time that iterations in flight are given when the load ends; then they are cancelled and count as failed.</summary>
    public TimeSpan GracefulStop { get; init; } = DefaultGracefulStop;

    /// <summary>Time after which one request of <see cref="VirtualUser.Http"/> is given up and counts as failed.</summary>
    public TimeSpan RequestTimeout { get; init; } = DefaultRequestTimeout;

    /// <summary>Seed of think times, arrivals and the users' <see cref="VirtualUser.Random"/>.</summary>
    public int Seed { get; init; } = DefaultSeed;

    /// <summary>Only behaviours with one of these tags run; empty for all.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Behaviours with one of these tags do not run.</summary>
    public IReadOnlyList<string> ExcludedTags { get; init; } = [];

    /// <summary>Weights of the behaviours by name, instead of their own; behaviours that are not named do not run. Empty: their own.</summary>
    public IReadOnlyDictionary<string, double> Actions { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// The classes of users and their behaviours, in the order of <see cref="VirtualUser"/>s' classes; set when a run with behaviours
    /// starts. One class without a name when the test has behaviours only; empty when it has one iteration for all.
    /// </summary>
    public IReadOnlyList<UserShare> Mix { get; init; } = [];

    /// <summary>
    /// Whether failed iterations are acceptable although no expectation speaks of errors. By default any failed iteration
    /// fails the test unless an expectation sets another limit.
    /// </summary>
    public bool AllowErrors { get; init; }

    /// <summary>Whether a Debug build may be measured; by default it makes the run invalid.</summary>
    public bool AllowDebugBuild { get; init; }

    /// <summary>
    /// Whether the load ends as soon as a declared expectation can no longer hold, however good the rest were. Off by default: a run to its end
    /// shows how bad it is.
    /// </summary>
    public bool EndWhenHopeless { get; init; }

    /// <summary>
    /// Whether the process is checked for leaks when the load has been measured: by bursts of the same load, with a full collection after each. Off by
    /// default, as it takes some seconds; on where an expectation speaks of leaks.
    /// </summary>
    public bool LeakCheck { get; init; }

    /// <summary>Time between two samples of resources on the time line: 1 s, as long as a slice.</summary>
    public static readonly TimeSpan DefaultMonitorInterval = TimeSpan.FromSeconds(1);

    /// <summary>The kernel counts CPU time in steps of 10 ms: more often, shares of it would be made of steps.</summary>
    internal static readonly TimeSpan ShortestMonitorInterval = TimeSpan.FromMilliseconds(100);

    internal static readonly TimeSpan LongestMonitorInterval = TimeSpan.FromMinutes(1);

    /// <summary>Time between two samples of resources.</summary>
    public TimeSpan MonitorInterval { get; init; } = DefaultMonitorInterval;

    /// <summary>The declared expectations, judged when the run has ended.</summary>
    public IReadOnlyList<Expectation> Expectations { get; init; } = [];

    /// <summary>The settings whose values were given from outside the test, by a settings file or environment variables.</summary>
    public IReadOnlyList<SettingOverride> Overrides { get; init; } = [];
}
