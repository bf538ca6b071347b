using Xunit;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// What <see cref="LoadFactAttribute"/> and <see cref="LoadTheoryAttribute"/> share: the load to apply and the methods around it.
/// A property that is not written keeps its default; mistakes show as one failing test that lists them all.
/// <see cref="FactAttribute.Timeout"/> (milliseconds) cancels the load; the trait <c>Category=Load</c> is added.
/// </summary>
[TraitDiscoverer(AdapterTypes.TraitDiscoverer, AdapterTypes.Assembly)]
public abstract class LoadAttribute : FactAttribute, ITraitAttribute
{
    // An attribute's property cannot be nullable, yet "not written" has to differ from "written as 0", which is a mistake.
    private int? users;
    private long? iterations;
    private long? iterationsPerUser;
    private int? maxUsers;
    private ArrivalPattern? arrivals;
    private int? seed;

    private protected LoadAttribute(string sourceFile) => SourceFile = sourceFile;

    /// <summary>Source file of the test as the compiler knew it.</summary>
    internal string SourceFile { get; }

    /// <inheritdoc cref="LoadSettings.Preset" />
    public LoadPreset Preset { get; set; }

    /// <summary>
    /// Name of a scenario whose load is applied; what the attribute writes takes the place of its values, one at a time. It stands in
    /// <see cref="ScenarioFile"/>, or in the section <c>scenarios</c> of the settings file.
    /// </summary>
    public string? Scenario { get; set; }

    /// <summary>The file of <see cref="Scenario"/>, looked for beside the test assembly and in the folders above it, such as <c>scenarios.json</c>.</summary>
    public string? ScenarioFile { get; set; }

    /// <inheritdoc cref="LoadSettings.Users" />
    public int Users { get => users ?? 0; set => users = value; }

    /// <inheritdoc cref="LoadSettings.Duration" />
    public string? Duration { get; set; }

    /// <inheritdoc cref="LoadSettings.WarmUp" />
    public string? WarmUp { get; set; }

    /// <inheritdoc cref="LoadSettings.Iterations" />
    public long Iterations { get => iterations ?? 0; set => iterations = value; }

    /// <inheritdoc cref="LoadSettings.IterationsPerUser" />
    public long IterationsPerUser { get => iterationsPerUser ?? 0; set => iterationsPerUser = value; }

    /// <inheritdoc cref="LoadSettings.ArrivalRate" />
    public string? ArrivalRate { get; set; }

    /// <inheritdoc cref="LoadSettings.MaxUsers" />
    public int MaxUsers { get => maxUsers ?? 0; set => maxUsers = value; }

    /// <inheritdoc cref="LoadSettings.Arrivals" />
    public ArrivalPattern Arrivals { get => arrivals ?? ArrivalPattern.Constant; set => arrivals = value; }

    /// <inheritdoc cref="LoadSettings.MaxStartDelay" />
    public string? MaxStartDelay { get; set; }

    /// <inheritdoc cref="LoadSettings.Stages" />
    public string? Stages { get; set; }

    /// <inheritdoc cref="LoadSettings.RampUp" />
    public string? RampUp { get; set; }

    /// <inheritdoc cref="LoadSettings.RampDown" />
    public string? RampDown { get; set; }

    /// <inheritdoc cref="LoadSettings.ThinkTime" />
    public string? ThinkTime { get; set; }

    /// <inheritdoc cref="LoadSettings.Pacing" />
    public string? Pacing { get; set; }

    /// <inheritdoc cref="LoadSettings.RateLimit" />
    public string? RateLimit { get; set; }

    /// <inheritdoc cref="LoadSettings.GracefulStop" />
    public string? GracefulStop { get; set; }

    /// <inheritdoc cref="LoadSettings.RequestTimeout" />
    public string? RequestTimeout { get; set; }

    /// <inheritdoc cref="LoadSettings.MonitorInterval" />
    public string? MonitorInterval { get; set; }

    /// <inheritdoc cref="LoadSettings.Seed" />
    public int Seed { get => seed ?? LoadPlan.DefaultSeed; set => seed = value; }

    /// <inheritdoc cref="LoadSettings.Tags" />
    public string? Tags { get; set; }

    /// <inheritdoc cref="LoadSettings.ExcludeTags" />
    public string? ExcludeTags { get; set; }

    /// <inheritdoc cref="LoadSettings.AllowErrors" />
    public bool AllowErrors { get; set; }

    /// <inheritdoc cref="LoadSettings.AllowDebugBuild" />
    public bool AllowDebugBuild { get; set; }

    /// <inheritdoc cref="LoadSettings.EndWhenHopeless" />
    public bool EndWhenHopeless { get; set; }

    /// <inheritdoc cref="LoadSettings.LeakCheck" />
    public bool LeakCheck { get; set; }

    /// <summary>
    /// Address of a running service that <see cref="VirtualUser.Http"/> calls, such as <c>https://shop.example/api/</c>. Without it the
    /// target is the first constructor argument (a fixture), or the test class itself, that is an <see cref="ILoadTarget"/>.
    /// </summary>
    public string? BaseUrl { get; set; }

    /// <summary>
    /// HTTP version of the requests to <see cref="BaseUrl"/>: <c>1.1</c>, the default, or <c>2.0</c>, negotiated with an https address and
    /// spoken at once with an http address. A fixture has a property of its own for it.
    /// </summary>
    public string? HttpVersion { get; set; }

    /// <summary>
    /// Name of a method of the test class that receives the <see cref="LoadResult"/> when the load has ended:
    /// <c>Assert = nameof(Check)</c> with <c>void Check(LoadResult result)</c>. It may return a task.
    /// </summary>
    public string? Assert { get; set; }

    /// <summary>
    /// Whether all virtual users share the one instance of the test class. By default each user has an instance of its own, created
    /// and initialised outside the measured time, so that its fields are the user's state and need no locks.
    /// </summary>
    public bool SharedInstance { get; set; }

    /// <summary>Name of a method run for each user before its first iteration, outside the measured time: <c>Task LogIn(VirtualUser user)</c>.</summary>
    public string? BeforeUser { get; set; }

    /// <summary>Name of a method run for each user after its last iteration, whatever happened: <c>Task LogOut(VirtualUser user)</c>.</summary>
    public string? AfterUser { get; set; }

    /// <summary>Name of a method run once before any user starts: <c>Task Seed(CancellationToken cancellationToken)</c>.</summary>
    public string? BeforeRun { get; set; }

    /// <summary>Name of a method run once after the last user has ended, whatever happened: <c>Task Clean(CancellationToken cancellationToken)</c>.</summary>
    public string? AfterRun { get; set; }

    /// <summary>The result that the test's <see cref="Assert"/> method receives.</summary>
    internal virtual Type Answer => typeof(LoadResult);

    /// <summary>Name of the method that fills the store; <see langword="null"/> where there is none.</summary>
    internal virtual string? FillMethod => null;

    /// <summary>What the attribute asks beside the result of one load, and the settings of the load at its highest.</summary>
    /// <param name="written">As <see cref="ToSettings"/> gave them.</param>
    /// <param name="reader">Told what is wrong.</param>
    internal virtual (Profile? Profile, LoadSettings Load) ReadProfile(LoadSettings written, SettingsReader reader) => (null, written);

    internal LoadSettings ToSettings(string name, IReadOnlyList<ExpectationSettings> expectations) => new()
    {
        Name = name,
        Preset = Preset,
        Users = users,
        Duration = Duration,
        WarmUp = WarmUp,
        Iterations = iterations,
        IterationsPerUser = iterationsPerUser,
        ArrivalRate = ArrivalRate,
        MaxUsers = maxUsers,
        Arrivals = arrivals,
        MaxStartDelay = MaxStartDelay,
        Stages = Stages,
        RampUp = RampUp,
        RampDown = RampDown,
        ThinkTime = ThinkTime,
        Pacing = Pacing,
        RateLimit = RateLimit,
        GracefulStop = GracefulStop,
        RequestTimeout = RequestTimeout,
        MonitorInterval = MonitorInterval,
        Seed = seed,
        Tags = Tags,
        ExcludeTags = ExcludeTags,
        AllowErrors = AllowErrors,
        AllowDebugBuild = AllowDebugBuild,
        EndWhenHopeless = EndWhenHopeless,
        LeakCheck = LeakCheck,
        Expectations = expectations,
    };
}
