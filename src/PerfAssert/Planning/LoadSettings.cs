namespace PerfAssert;

/// <summary>
/// A load plan as a user writes it, in an attribute today and in settings files: plain text and numbers, nothing checked
/// yet. <see cref="LoadPlanValidator"/> makes a <see cref="LoadPlan"/> of it or lists every mistake at once.
/// A <see langword="null"/> means "not written".
/// </summary>
public sealed record LoadSettings
{
    /// <summary>Name of the load test.</summary>
    public string Name { get; init; } = "load test";

    /// <summary>A load by its purpose; what is written beside it takes the place of its values, one at a time.</summary>
    public LoadPreset Preset { get; init; }

    /// <summary>Closed model: number of users. With <see cref="Stages"/> of users, their levels say it.</summary>
    public int? Users { get; init; }

    /// <summary>Length of the measured part, such as <c>60s</c>.</summary>
    public string? Duration { get; init; }

    /// <summary>Closed model: total number of iterations. With a <see cref="Duration"/> too, whichever ends first.</summary>
    public long? Iterations { get; init; }

    /// <summary>Closed model: iterations of each user.</summary>
    public long? IterationsPerUser { get; init; }

    /// <summary>Open model: starts per second, such as <c>200/s</c>.</summary>
    public string? ArrivalRate { get; init; }

    /// <summary>Open model: the most iterations in flight; by default <see cref="OpenWorkload.DefaultMaxUsers"/>.</summary>
    public int? MaxUsers { get; init; }

    /// <summary>Open model: evenly spaced or random starts.</summary>
    public ArrivalPattern? Arrivals { get; init; }

    /// <summary>Open model: how long a due iteration waits for a free user before it is dropped, such as <c>1s</c>.</summary>
    public string? MaxStartDelay { get; init; }

    /// <summary>Stages of users (<c>0→50 in 10s, 50 for 60s, →0 in 5s</c>) or of rates (<c>0/s→200/s in 10s, 200/s for 60s</c>).</summary>
    public string? Stages { get; init; }

    /// <summary>Time to go linearly from 0 to the level, before <see cref="Duration"/>.</summary>
    public string? RampUp { get; init; }

    /// <summary>Time to go linearly from the level to 0, after <see cref="Duration"/>.</summary>
    public string? RampDown { get; init; }

    /// <summary>
    /// <c>auto</c>, <c>none</c>, or a length such as <c>5s</c>. By default <c>auto</c>, and <c>none</c> when the load is limited by
    /// <see cref="Iterations"/> or <see cref="IterationsPerUser"/>: who asks for ten iterations wants ten.
    /// </summary>
    public string? WarmUp { get; init; }

    /// <summary>Think time: <c>1s</c>, <c>1s..3s</c>, <c>normal(1s, 200ms)</c> or <c>exponential(1s)</c>.</summary>
    public string? ThinkTime { get; init; }

    /// <summary>Period from start to start of a user's iterations, such as <c>1s</c>.</summary>
    public string? Pacing { get; init; }

    /// <summary>Closed model: at most this many starts per second over all users, such as <c>100/s</c>.</summary>
    public string? RateLimit { get; init; }

    /// <summary>Time that iterations in flight are given at the end, such as <c>10s</c>.</summary>
    public string? GracefulStop { get; init; }

    /// <summary>Time after which a request is given up, such as <c>30s</c>.</summary>
    public string? RequestTimeout { get; init; }

    /// <summary>Time between two samples of resources, such as <c>500ms</c>; from 100 ms to a minute.</summary>
    public string? MonitorInterval { get; init; }

    /// <summary>Seed of all randomness.</summary>
    public int? Seed { get; init; }

    /// <summary>Only behaviours with one of these tags run, such as <c>read, health</c>.</summary>
    public string? Tags { get; init; }

    /// <summary>Behaviours with one of these tags do not run, such as <c>upload</c>.</summary>
    public string? ExcludeTags { get; init; }

    /// <summary>Weights of the behaviours by name, instead of their own; behaviours that are not named do not run. Empty: their own.</summary>
    public IReadOnlyDictionary<string, double> Actions { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether failed iterations are acceptable although no expectation speaks of errors.</summary>
    public bool AllowErrors { get; init; }

    /// <summary>Whether a Debug build may be measured.</summary>
    public bool AllowDebugBuild { get; init; }

    /// <summary>
    /// Whether the load ends as soon as a declared expectation can no longer hold, however good the rest were. The environment variable
    /// <c>PERFASSERT_END_WHEN_HOPELESS=1</c> does it for all tests.
    /// </summary>
    public bool EndWhenHopeless { get; init; }

    /// <summary>
    /// Whether the process is checked for leaks when the load has been measured, by some 2,000 more iterations in bursts; see
    /// <see cref="LoadResult.Leaks"/>. An expectation of leaks turns it on too.
    /// </summary>
    public bool LeakCheck { get; init; }

    /// <summary>The declared expectations, as text.</summary>
    public IReadOnlyList<ExpectationSettings> Expectations { get; init; } = [];

    /// <summary>
    /// The settings with what <c>perfassert.json</c> and the <c>PERFASSERT_</c> variables say of a test of this <see cref="Name"/>. The xUnit
    /// adapter does so by itself; a <see cref="LoadRun"/> made in code does not, unless it is given these.
    /// </summary>
    /// <exception cref="LoadConfigurationException">The settings, the file or a variable has mistakes; the exception lists them all.</exception>
    public LoadSettings WithOverrides()
    {
        var outside = OutsideSettings.Of(AppContext.BaseDirectory, null, Environment.GetEnvironmentVariable);
        var errors = new LoadPlanning(outside, [Name]).Resolve(this, null, out var resolved);
        return errors.Count == 0 ? resolved : throw new LoadConfigurationException(errors);
    }

    /// <summary>Where values come from that the test does not say itself, by setting.</summary>
    internal IReadOnlyDictionary<string, SettingOrigin> Origins { get; init; } = new Dictionary<string, SettingOrigin>();

    /// <summary>What was given from outside the test.</summary>
    internal IReadOnlyList<SettingOverride> Overrides { get; init; } = [];

}
