using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace PerfAssert;

/// <summary>
/// The surroundings of the runs of one test: who is told about progress, where reports go, and what came out. An adapter
/// makes one per test; a run without an adapter makes its own.
/// </summary>
internal sealed class LoadSession
{
    /// <summary>Allows Debug builds to be measured, as <see cref="LoadPlan.AllowDebugBuild"/> does.</summary>
    public const string AllowDebugVariable = "PERFASSERT_ALLOW_DEBUG";

    /// <summary>A progress line this often keeps a log readable.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(5);

    private readonly List<LoadResult> results = [];
    private readonly List<ProfileResult> profiles = [];
    private readonly Dictionary<string, int> runs = [];
    private CancellationToken stop;
    private int confirming;

    /// <summary>Receives one line of text every few seconds during a long run, and nothing else.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Receives the summary block when a run has ended.</summary>
    public Action<string>? Summary { get; init; }

    /// <summary>Stable name for folders and baselines: <c>Class.Method</c>, with the row of a theory.</summary>
    public string? Key { get; init; }

    /// <summary>The test that the runs belong to; <see langword="null"/> outside an adapter.</summary>
    public TestIdentity? Test { get; init; }

    /// <summary>Name of a run that has none of its own; a run with another name has a baseline of its own.</summary>
    public string? TestName { get; init; }

    /// <summary>The stop of the last run, which ends what is done with its result too.</summary>
    public CancellationToken Stop => stop;

    /// <summary>Whether a regression is being confirmed in a fresh process right now.</summary>
    public bool IsConfirming => Volatile.Read(ref confirming) > 0;

    /// <summary>Reads the environment variables of comparisons; this process's own unless a test says otherwise.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Whether a debugger is attached; asked when a run has ended.</summary>
    public Func<bool> IsDebugged { get; init; } = () => Debugger.IsAttached;

    /// <summary>Runs a result's test again, to confirm a regression; in a fresh process unless a test says otherwise.</summary>
    public Func<LoadResult, CancellationToken, Task<FreshRun>> RunAgain { get; init; } = FreshProcess.MeasureAsync;

    /// <summary>The plan of a scenario that the test's body chooses; an adapter adds what stands outside the test.</summary>
    public Func<LoadSettings, LoadPlan> PlanScenario { get; init; } = LoadPlanValidator.CreatePlan;

    /// <summary>The scenarios that the test's body may choose from by name.</summary>
    public Func<LoadScenarios> Scenarios { get; init; } =
        () => OutsideSettings.Of(AppContext.BaseDirectory, null, Environment.GetEnvironmentVariable).Scenarios(null);

    /// <summary>Further reporters of the user's.</summary>
    public IReadOnlyList<IReporter> Reporters { get; init; } = [];

    /// <summary>
    /// Whether failed iterations that no expectation speaks of are judged with the result. Off where the test's own code judges after the
    /// run, and may speak of errors then.
    /// </summary>
    public bool JudgesUnexpectedErrors { get; init; }

    /// <summary>Whether a run ends before its planned length as soon as the comparison with its baseline is certain.</summary>
    public bool EndWhenCertain { get; init; }

    /// <summary>Whether load was applied that has no result of this kind, such as a search for a limit.</summary>
    public bool Searched { get; set; }

    /// <summary>Every result so far.</summary>
    public IReadOnlyList<LoadResult> Results => results;

    /// <summary>Every answer of a profile so far.</summary>
    public IReadOnlyList<ProfileResult> Profiles => profiles;

    /// <summary>Keeps the answer of a profile.</summary>
    public void Add(ProfileResult profile)
    {
        lock (profiles)
            profiles.Add(profile);
    }

    /// <summary>Applies the load, judges the expectations, writes the reports. Does not throw for a failed expectation.</summary>
    /// <param name="run">The plan, the target, and what stops the load.</param>
    /// <param name="scenario">What one iteration does.</param>
    /// <param name="part">How it is treated as a run of a profile; <see langword="null"/> for a run of its own.</param>
    public Task<LoadResult> RunAsync(LoadRun run, Scenario scenario, ProfilePart? part = null)
    {
        if (part is null && run.Profile is { } profile)
        {
            throw new LoadConfigurationException([new ConfigurationError(
                $"load.RunAsync in a {profile.Attribute}", "applies one load, and this test asks for more", $"Write {profile.Call}(async user => …), or use [LoadFact].")]);
        }

        var plan = run.Plan;
        if (DebugIsAllowed)
            plan = plan with { AllowDebugBuild = true };
        RefuseDebugBuild(plan, scenario.Code, run.Target?.Application);
        _ = BaselineEnvironment.Read(Variable);
        RunMonitors.Check(run);

        // Off the test framework's synchronization context: it would throttle the users.
        return Task.Run(() => RunOnPoolAsync(run, plan, scenario, part));
    }

    /// <summary>Tells who watches the test that something takes its time.</summary>
    public void TellProgress(string line) => Progress?.Invoke(line);

    /// <summary>Adds to the test's output.</summary>
    public void TellSummary(string text) => Summary?.Invoke(text);

    /// <summary>Begins a confirmation; disposing of it ends it, unless the test was stopped meanwhile: that is to be told.</summary>
    public IDisposable Confirm() => new Confirming(this);

    private async Task<LoadResult> RunOnPoolAsync(LoadRun run, LoadPlan plan, Scenario scenario, ProfilePart? part)
    {
        var target = run.Target;
        stop = run.CancellationToken;
        var key = part is null ? KeyOf(plan) : "";
        using var turns = part is not null ? null : TurnClient.FromEnvironment(key);

        // Processes that take turns run at once by design: whoever gives the turns holds the machine for them.
        using var machine = turns is null ? await MachineLock.Shared.AcquireAsync(plan.Name, line => Progress?.Invoke(line), stop).ConfigureAwait(false) : null;
        foreach (var dependency in run.Dependencies)
            await dependency.StartAsync(stop).ConfigureAwait(false);
        if (target is not null)
            await target.StartAsync(plan.Workload.UserCount, stop).ConfigureAwait(false);

        // Of a profile once, before its first run: what a run has left behind is its own finding.
        if (part is null)
            await PreflightCheck.MakeAllAsync(run.Preflights, target, plan.RequestTimeout, stop).ConfigureAwait(false);
        var environment = EnvironmentProbe.Describe(target?.Transport ?? EnvironmentInfo.Code, scenario.Code, target?.Application) with
        {
            Dependencies = [.. run.Dependencies.Concat(target?.Dependencies ?? []).Distinct().Select(dependency => dependency.Description)],
        };
        var reporters = part is null ? ReporterSet.CreateDefault(key, TimeProvider.System.GetUtcNow(), Reporters) : ReporterSet.CreateForPart(part.Folder, Reporters);
        var progress = new ProgressFeed(plan, Progress, ProgressEvery);

        PhaseOutcome outcome;
        using (var time = new SystemEngineTime())
        {
            // Of code in this process only; of another process its servers and its meters have to be asked.
            using var clients = target is null || target.Application is not null ? new DatabaseClients(target as IRequestSource) : null;
            var monitors = new MonitorSession(RunMonitors.Of(run, clients), plan);
            await using var end = monitors.ConfigureAwait(false);
            var engine = new LoadEngine(time, plan, scenario, target, stop)
            {
                Turns = turns,
                Monitors = monitors,
                Clients = clients,
                BlockCapacity = part?.BlockCapacity ?? BlockLog.Capacity,
                EndWhen = part is null ? LooksAtBaseline(key, plan, environment) : null,
                GiveUpWhen = LooksForHope(plan),
                OnMeasure = startedAt => time.PostAside(() => reporters.Start(plan, environment, startedAt)),
                OnSlice = (slice, response) =>
                {
                    reporters.Slice(slice, response);
                    progress.Slice(slice);
                },
            };
            progress.WarmUp();
            outcome = await engine.RunAsync().ConfigureAwait(false);
        }

        var validity = RunValidityRules.Judge(plan, outcome, environment, target?.Application is not null, IsDebugged(), mayOverload: part?.MayOverload == true);
        var result = ResultBuilder.Build(
            plan, outcome, environment, validity, reporters.Folder, measured => ExpectationEvaluator.EvaluateAll(plan, measured, includeImplicit: part?.JudgesUnexpectedErrors ?? JudgesUnexpectedErrors),
            Test is null || part is not null ? null : Test with { Key = key }, this);
        if (part is not null)
        {
            reporters.Complete(result);
            foreach (var warning in reporters.Warnings)
                part.Warn(warning);
            return result;
        }

        lock (results)
            results.Add(result);
        reporters.Complete(result);
        List<string> warnings = [.. reporters.Warnings, .. KeepMeasurement(result)];
        Summary?.Invoke(string.Join('\n', [.. warnings, ConsoleBlock.Render(result)]));
        return result;
    }

    /// <summary>A stable name for folders and baselines: of the test, of a named run within it, of a repetition of the same.</summary>
    public string KeyOf(LoadPlan plan)
    {
        var key = Key ?? Test?.Key ?? plan.Name;
        if (TestName is not null && plan.Name != TestName)
            key += "." + plan.Name;
        lock (runs)
        {
            var run = runs[key] = runs.GetValueOrDefault(key) + 1;
            return run == 1 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}.{run}");
        }
    }

    /// <summary>Only who judges may end a run: what is measured for others, or to be accepted, is measured in full.</summary>
    private Func<BlockSet, bool>? LooksAtBaseline(string key, LoadPlan plan, EnvironmentInfo measuredOn)
    {
        var environment = BaselineEnvironment.Read(Variable);
        return Test is not null && environment.Mode == BaselineMode.Compare && (EndWhenCertain || environment.EndWhenCertain)
            && CertainEnd.Of(Test with { Key = key }, plan, measuredOn, Variable) is { } end
            ? end.Look
            : null;
    }

    /// <summary>As <see cref="LooksAtBaseline"/>: only a run that is judged here may end early.</summary>
    private Func<TimeLine, long, GivenUp?>? LooksForHope(LoadPlan plan)
    {
        var environment = BaselineEnvironment.Read(Variable);
        return environment.Mode == BaselineMode.Compare && (plan.EndWhenHopeless || environment.EndWhenHopeless) && HopelessEnd.Of(plan) is { } end
            ? end.Look
            : null;
    }

    /// <summary>Hands the measurement over to other processes.</summary>
    private static IEnumerable<string> KeepMeasurement(LoadResult result)
    {
        if (result.ReportFolder is not { } folder)
            return [];
        try
        {
            MeasurementMaker.Of(result, result.Test?.SourceFile ?? "", out _).Write(folder);
            return [];
        }
        catch (BaselineFileException exception)
        {
            return [exception.Message];
        }
    }

    /// <exception cref="LoadConfigurationException">Some of the code is a Debug build, and nobody allowed it.</exception>
    public static void RefuseDebugBuild(LoadPlan plan, params Assembly?[] code)
    {
        if (plan.AllowDebugBuild || DebugIsAllowed)
            return;
        var debug = code.FirstOrDefault(assembly => assembly is not null && EnvironmentProbe.IsDebug(assembly));
        if (debug is null)
            return;
        throw new LoadConfigurationException(
        [
            new ConfigurationError(
                $"{debug.GetName().Name}.dll",
                "is a Debug build, whose times say nothing about the code",
                $"Run: dotnet test -c Release. To run it all the same, set AllowDebugBuild = true or {AllowDebugVariable}=1; the result will say so."),
        ]);
    }

    private static bool DebugIsAllowed => Environment.GetEnvironmentVariable(AllowDebugVariable) is "1" or "true";

    private sealed class Confirming : IDisposable
    {
        private readonly LoadSession session;

        public Confirming(LoadSession session)
        {
            this.session = session;
            Interlocked.Increment(ref session.confirming);
        }

        public void Dispose()
        {
            if (!session.stop.IsCancellationRequested)
                Interlocked.Decrement(ref session.confirming);
        }
    }
}
