using System.Diagnostics.CodeAnalysis;

namespace PerfAssert;

/// <summary>A load test that is configured and not yet run; what a test method receives. Each method returns a new one.</summary>
public sealed class LoadRun
{
    /// <summary>Creates a run of a plan, for use without a test framework's adapter.</summary>
    /// <param name="plan">What load to apply.</param>
    /// <param name="cancellationToken">Stops the load.</param>
    public LoadRun(LoadPlan plan, CancellationToken cancellationToken = default)
        : this(plan, new LoadSession(), cancellationToken)
    {
    }

    /// <summary>Creates a run of settings, for use without a test framework's adapter.</summary>
    /// <param name="settings">What load to apply.</param>
    /// <param name="cancellationToken">Stops the load.</param>
    /// <exception cref="LoadConfigurationException">The settings have mistakes; the exception lists them all.</exception>
    public LoadRun(LoadSettings settings, CancellationToken cancellationToken = default)
        : this(LoadPlanValidator.CreatePlan(settings), cancellationToken)
    {
    }

    internal LoadRun(LoadPlan plan, LoadSession session, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan;
        Session = session;
        CancellationToken = cancellationToken;
    }

    /// <summary>What load will be applied.</summary>
    public LoadPlan Plan { get; private init; }

    /// <summary>Stops the load: the test's time-out or the runner's stop.</summary>
    public CancellationToken CancellationToken { get; private init; }

    internal LoadSession Session { get; }

    internal ILoadTarget? Target { get; private init; }

    internal Func<CancellationToken, Task>? BeforeRunAction { get; private init; }

    internal Func<CancellationToken, Task>? AfterRunAction { get; private init; }

    internal Func<VirtualUser, Task>? BeforeUserAction { get; private init; }

    internal Func<VirtualUser, Task>? AfterUserAction { get; private init; }

    /// <summary>Further monitors of the run; it disposes of them.</summary>
    internal IReadOnlyList<Func<IMonitor>> Monitors { get; private init; } = [];

    /// <summary>Servers that the code under load needs, beside those of the target.</summary>
    internal IReadOnlyList<ILoadDependency> Dependencies { get; private init; } = [];

    /// <summary>The process that the code under load runs in, where it is not this one; <see langword="null"/> when nobody said.</summary>
    internal int? WatchedProcess { get; private init; }

    /// <summary>What has to hold before any load, in the order in which it is checked.</summary>
    internal IReadOnlyList<PreflightCheck> Preflights { get; private init; } = [];

    /// <summary>Makes what keeps the users' tokens during one run.</summary>
    internal Func<TokenKeeper>? Tokens { get; private init; }

    /// <summary>What the test's attribute asks beside the result of one load; <see langword="null"/> for an ordinary load test.</summary>
    internal Profile? Profile { get; private init; }

    /// <summary>Aims the users' HTTP clients at a target.</summary>
    /// <param name="target">An in-process application or a base URL.</param>
    public LoadRun Against(ILoadTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Copy(target: target);
    }

    /// <summary>Aims the users' HTTP clients at a running service.</summary>
    /// <param name="baseUrl">Such as <c>https://shop.example/api/</c>.</param>
    [SuppressMessage("Design", "CA1054:URI-like parameters should not be strings", Justification = "There is a Uri overload.")]
    public LoadRun Against(string baseUrl) => Against(new HttpTarget(baseUrl));

    /// <summary>Aims the users' HTTP clients at a running service.</summary>
    /// <param name="baseUrl">Absolute, http or https.</param>
    public LoadRun Against(Uri baseUrl) => Against(new HttpTarget(baseUrl));

    /// <summary>Gives the run another name, for several runs in one test.</summary>
    /// <param name="name">As the reports shall show it.</param>
    public LoadRun Named(string name) => Copy(plan: Plan with { Name = name });

    /// <summary>Changes the plan.</summary>
    /// <param name="change">From the configured plan to the wanted one.</param>
    public LoadRun With(Func<LoadPlan, LoadPlan> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Copy(plan: change(Plan));
    }

    /// <summary>
    /// Applies the load of a scenario instead: its workload, warm-up, think time, pacing and actions. What the test says beside its load
    /// stays where the scenario does not say it. The run takes the scenario's name, so that a test can run several.
    /// </summary>
    /// <param name="scenario">Such as <c>LoadScenarios.Read("scenarios.json")["black_friday"]</c>.</param>
    /// <exception cref="LoadConfigurationException">The scenario has mistakes; the exception lists them all.</exception>
    public LoadRun WithScenario(LoadSettings scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var plan = Session.PlanScenario(scenario);
        return Copy(plan: Plan with
        {
            Name = scenario.Name == new LoadSettings().Name ? Plan.Name : scenario.Name,
            Workload = plan.Workload,
            WarmUp = plan.WarmUp,
            ThinkTime = plan.ThinkTime,
            Pacing = plan.Pacing,
            Actions = plan.Actions,
            GracefulStop = scenario.GracefulStop is null ? Plan.GracefulStop : plan.GracefulStop,
            RequestTimeout = scenario.RequestTimeout is null ? Plan.RequestTimeout : plan.RequestTimeout,
            Seed = scenario.Seed is null ? Plan.Seed : plan.Seed,
            Tags = scenario.Tags is null ? Plan.Tags : plan.Tags,
            ExcludedTags = scenario.ExcludeTags is null ? Plan.ExcludedTags : plan.ExcludedTags,
            Overrides = plan.Overrides,
        });
    }

    /// <summary>Applies the load of a scenario of the test's <c>ScenarioFile</c>, or of the settings file.</summary>
    /// <param name="name">Name of the scenario.</param>
    /// <exception cref="LoadConfigurationException">There is no such scenario, or it has mistakes; the exception lists them all.</exception>
    /// <inheritdoc cref="WithScenario(LoadSettings)" path="/summary" />
    public LoadRun WithScenario(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return WithScenario(Session.Scenarios()[name]);
    }

    /// <summary>
    /// Adds a check of what the load takes for granted: a test user, seeded data. It is made before any load, once the target answers. All
    /// checks are made, and those that fail are told in one message.
    /// </summary>
    /// <param name="what">What has to hold, such as <c>the test user is there</c>.</param>
    /// <param name="check">An exception says that it does not. The client's base address is the target's; an error status is for the check to see.</param>
    /// <param name="remedy">What to do then, such as <c>Run: dotnet run --project tools/Seed</c>; <see langword="null"/> for what the failure itself says.</param>
    public LoadRun Preflight(string what, Func<HttpClient, CancellationToken, Task> check, string? remedy = null)
    {
        ArgumentNullException.ThrowIfNull(check);
        return Copy(preflights: [.. Preflights, new PreflightCheck(what, (http, cancellation) => check(http(), cancellation), remedy)]);
    }

    /// <summary>The same for what is not asked over HTTP, such as a database.</summary>
    /// <inheritdoc cref="Preflight(string, Func{HttpClient, CancellationToken, Task}, string?)" path="/param"/>
    public LoadRun Preflight(string what, Func<CancellationToken, Task> check, string? remedy = null)
    {
        ArgumentNullException.ThrowIfNull(check);
        return Copy(preflights: [.. Preflights, new PreflightCheck(what, (_, cancellation) => check(cancellation), remedy)]);
    }

    /// <summary>Checks before any load that GET requests to some addresses are answered with success.</summary>
    /// <param name="paths">Relative to the target's base address, such as <c>/health</c>.</param>
    /// <exception cref="ArgumentException">There is none, or an empty one.</exception>
    public LoadRun RequireReachable(params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Length == 0)
            throw new ArgumentException("Name at least one address, such as /health.", nameof(paths));
        var run = this;
        foreach (var path in paths)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(path, nameof(paths));
            run = run.Preflight($"GET {path} answers", async (http, cancellation) =>
            {
                using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
                answer.EnsureSuccessStatusCode();
            });
        }

        return run;
    }

    /// <summary>Adds work before any user starts, outside the measured time.</summary>
    /// <param name="action">A failure here ends the test.</param>
    public LoadRun BeforeRun(Func<CancellationToken, Task> action) => Copy(beforeRun: action);

    /// <summary>Adds work after the last user has ended, whatever happened.</summary>
    /// <param name="action">Clean-up.</param>
    public LoadRun AfterRun(Func<CancellationToken, Task> action) => Copy(afterRun: action);

    /// <summary>Adds work for each user before its first iteration, outside the measured time, such as a log-in.</summary>
    /// <param name="action">A failure here ends the test.</param>
    public LoadRun BeforeUser(Func<VirtualUser, Task> action) => Copy(beforeUser: action);

    /// <summary>Adds work for each user after its last iteration, whatever happened.</summary>
    /// <param name="action">Clean-up.</param>
    public LoadRun AfterUser(Func<VirtualUser, Task> action) => Copy(afterUser: action);

    /// <summary>
    /// Gives each user a token: it logs in before everything else of its set-up, the token is put on every request of
    /// <see cref="VirtualUser.Http"/>, and the log-in is repeated between two iterations when the token is about to expire. No log-in is in the
    /// measured times. A first log-in that fails ends the test, a later one makes iterations fail, of the kind <c>token</c>.
    /// </summary>
    /// <param name="logIn">Gets a token, with requests of <see cref="VirtualUser.Http"/> or otherwise.</param>
    /// <param name="options">Whether all users share one token, and so on; <see langword="null"/> for the defaults.</param>
    /// <exception cref="LoadConfigurationException">An option is wrong.</exception>
    public LoadRun WithToken(Func<VirtualUser, CancellationToken, Task<AccessToken>> logIn, TokenOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(logIn);
        options ??= new TokenOptions();
        if (TokenKeeper.Mistake(options) is { } mistake)
            throw new LoadConfigurationException([mistake]);
        return Copy(tokens: () => new TokenKeeper(logIn, options));
    }

    /// <summary>Watches something more while the load runs; see <see cref="LoadResult.Resources"/>.</summary>
    /// <param name="monitor">Makes the monitor; the run disposes of it.</param>
    public LoadRun Watching(Func<IMonitor> monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        return Copy(monitors: [.. Monitors, monitor]);
    }

    /// <summary>
    /// Says that the code under load needs a server, such as a database: it is started before the load where nobody has started it, watched
    /// while the load runs, and named in the result. An application that has it by <c>Uses(…)</c> says so itself.
    /// </summary>
    /// <param name="dependency">Its owner disposes of it.</param>
    public LoadRun Using(ILoadDependency dependency)
    {
        ArgumentNullException.ThrowIfNull(dependency);
        return Dependencies.Contains(dependency)
            ? this
            : Copy(dependencies: [.. Dependencies, dependency], monitors: [.. Monitors, .. dependency.Monitors]);
    }

    /// <summary>
    /// Watches another process, the one that the service under load runs in. Of a .NET process its runtime is watched too, where the package
    /// PerfAssert.Diagnostics is referenced.
    /// </summary>
    /// <param name="processId">Its id.</param>
    public LoadRun Watching(int processId) => Copy(watchedProcess: processId);

    /// <summary>
    /// Checks the process for leaks when the load has been measured, by some 2,000 more iterations in bursts with a full collection after each;
    /// see <see cref="LoadResult.Leaks"/>.
    /// </summary>
    public LoadRun CheckLeaks() => Copy(plan: Plan with { LeakCheck = true });

    /// <summary>Applies the load.</summary>
    /// <param name="iteration">What one user does in one iteration.</param>
    /// <exception cref="LoadConfigurationException">The load cannot be applied as configured.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled before anything was measured.</exception>
    public Task<LoadResult> RunAsync(Func<VirtualUser, Task> iteration)
    {
        ArgumentNullException.ThrowIfNull(iteration);
        return RunAsync(new Scenario(user => new ValueTask(iteration(user))) { Code = iteration.Method.Module.Assembly });
    }

    /// <summary>Applies the load with a synchronous iteration.</summary>
    /// <param name="iteration">What one user does in one iteration.</param>
    /// <inheritdoc cref="RunAsync(Func{VirtualUser, Task})" path="/exception" />
    public Task<LoadResult> RunAsync(Action<VirtualUser> iteration)
    {
        ArgumentNullException.ThrowIfNull(iteration);
        return RunAsync(new Scenario(user =>
        {
            iteration(user);
            return default;
        }) { Code = iteration.Method.Module.Assembly });
    }

    /// <summary>Applies the load: each iteration is one of the behaviours, drawn by weight from the user's seeded random numbers.</summary>
    /// <param name="behaviours">At least one. Each has a series of its own in the result.</param>
    /// <inheritdoc cref="RunAsync(Func{VirtualUser, Task})" path="/exception" />
    public Task<LoadResult> RunAsync(params Behaviour[] behaviours)
    {
        ArgumentNullException.ThrowIfNull(behaviours);
        return RunAsync(AsClass(behaviours), named: false);
    }

    /// <summary>Applies the load with users of several classes.</summary>
    /// <param name="classes">At least one. Each of their behaviours has a series of its own in the result, named <c>shopper: browse</c> when there are several classes.</param>
    /// <inheritdoc cref="RunAsync(Func{VirtualUser, Task})" path="/exception" />
    public Task<LoadResult> RunAsync(params UserClass[] classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return RunAsync(classes, named: true);
    }

    /// <summary>Applies the load.</summary>
    /// <param name="scenario">What one iteration does; its own set-up and tear-down are used where this run adds none.</param>
    /// <inheritdoc cref="RunAsync(Func{VirtualUser, Task})" path="/exception" />
    public Task<LoadResult> RunAsync(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var (plan, composed) = Compose(scenario);
        return Session.RunAsync(Copy(plan: plan), composed);
    }

    private Task<LoadResult> RunAsync(IReadOnlyList<UserClass> classes, bool named)
    {
        var (plan, composed) = Compose(classes, named);
        return Session.RunAsync(Copy(plan: plan), composed);
    }

    /// <summary>The run of a test that asks more than the result of one load.</summary>
    internal LoadRun Asking(Profile profile) => Copy(profile: profile);

    /// <summary>What is applied when a scenario is run: the scenario with what this run adds around it.</summary>
    /// <exception cref="LoadConfigurationException">The scenario does not fit the plan.</exception>
    internal (LoadPlan Plan, Scenario Scenario) Compose(Scenario scenario)
    {
        if (Plan.Actions.Count > 0)
        {
            throw new LoadConfigurationException([new ConfigurationError(
                $"Actions: {string.Join(", ", Plan.Actions.Keys.Select(name => $"\"{name}\""))}",
                "weighs behaviours, and this test has one iteration for all",
                "Write load.RunAsync(new Behaviour(\"browse\", …), …), or leave the actions out.")]);
        }

        return (Plan, new Scenario(scenario.Iteration)
        {
            Code = scenario.Code,
            BeforeRun = BeforeRunAction ?? scenario.BeforeRun,
            AfterRun = AfterRunAction ?? scenario.AfterRun,
            BeforeUser = Both(LogIn(), BeforeUserAction ?? scenario.BeforeUser),
            AfterUser = AfterUserAction ?? scenario.AfterUser,
        });
    }

    /// <summary>What is applied when classes of users are run.</summary>
    /// <exception cref="LoadConfigurationException">The classes have mistakes, or do not fit the plan.</exception>
    internal (LoadPlan Plan, Scenario Scenario) Compose(IReadOnlyList<UserClass> classes, bool named)
    {
        var (plan, scenario) = BehaviourMix.Apply(Plan, classes, named);
        return (plan, new Scenario(scenario.Iteration)
        {
            Code = scenario.Code,
            BeforeRun = BeforeRunAction,
            AfterRun = AfterRunAction,
            BeforeUser = Both(LogIn(), Both(BeforeUserAction, scenario.BeforeUser)),
            AfterUser = Both(scenario.AfterUser, AfterUserAction),
        });
    }

    /// <summary>Behaviours of users who are all alike.</summary>
    internal static IReadOnlyList<UserClass> AsClass(IReadOnlyList<Behaviour> behaviours) => behaviours.Count == 0 ? [] : [new UserClass("", [.. behaviours])];

    private Func<VirtualUser, Task>? LogIn() => Tokens is null ? null : Tokens().LogInAsync;

    private static Func<VirtualUser, Task>? Both(Func<VirtualUser, Task>? first, Func<VirtualUser, Task>? second)
    {
        return first is null ? second : second is null ? first : RunBothAsync;

        async Task RunBothAsync(VirtualUser user)
        {
            await first(user).ConfigureAwait(false);
            await second(user).ConfigureAwait(false);
        }
    }

    private LoadRun Copy(
        LoadPlan? plan = null,
        ILoadTarget? target = null,
        Func<CancellationToken, Task>? beforeRun = null,
        Func<CancellationToken, Task>? afterRun = null,
        Func<VirtualUser, Task>? beforeUser = null,
        Func<VirtualUser, Task>? afterUser = null,
        Func<TokenKeeper>? tokens = null,
        IReadOnlyList<PreflightCheck>? preflights = null,
        IReadOnlyList<Func<IMonitor>>? monitors = null,
        int? watchedProcess = null,
        IReadOnlyList<ILoadDependency>? dependencies = null,
        Profile? profile = null)
        => new(plan ?? Plan, Session, CancellationToken)
        {
            Target = target ?? Target,
            BeforeRunAction = beforeRun ?? BeforeRunAction,
            AfterRunAction = afterRun ?? AfterRunAction,
            BeforeUserAction = beforeUser ?? BeforeUserAction,
            AfterUserAction = afterUser ?? AfterUserAction,
            Tokens = tokens ?? Tokens,
            Preflights = preflights ?? Preflights,
            Monitors = monitors ?? Monitors,
            WatchedProcess = watchedProcess ?? WatchedProcess,
            Dependencies = dependencies ?? Dependencies,
            Profile = profile ?? Profile,
        };
}
