using System.Diagnostics;

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

    /// <summary>Receives one line of text every few seconds during a long run, and nothing else.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Receives the summary block when a run has ended.</summary>
    public Action<string>? Summary { get; init; }

    /// <summary>Stable name for folders and baselines: <c>Class.Method</c>, with the row of a theory.</summary>
    public string? Key { get; init; }

    /// <summary>Further reporters of the user's.</summary>
    public IReadOnlyList<IReporter> Reporters { get; init; } = [];

    /// <summary>
    /// Whether failed iterations that no expectation speaks of are judged with the result. Off where the test's own code judges after the
    /// run, and may speak of errors then.
    /// </summary>
    public bool JudgesUnexpectedErrors { get; init; }

    /// <summary>
    /// Makes what looks at a run while it goes on and says when enough has been seen (see <see cref="LoadEngine.EndWhen"/>);
    /// <see langword="null"/> to run every plan to its end.
    /// </summary>
    public Func<LoadPlan, EnvironmentInfo, Func<BlockSet, bool>?>? Looks { get; init; }

    /// <summary>Every result so far.</summary>
    public IReadOnlyList<LoadResult> Results => results;

    /// <summary>Applies the load, judges the expectations, writes the reports. Does not throw for a failed expectation.</summary>
    public Task<LoadResult> RunAsync(LoadRun run, Scenario scenario)
    {
        var plan = run.Plan;
        if (Environment.GetEnvironmentVariable(AllowDebugVariable) is "1" or "true")
            plan = plan with { AllowDebugBuild = true };
        RefuseDebugBuild(plan, scenario, run.Target);

        // Off the test framework's synchronization context: it would throttle the users.
        return Task.Run(() => RunOnPoolAsync(plan, scenario, run.Target, run.CancellationToken));
    }

    private async Task<LoadResult> RunOnPoolAsync(LoadPlan plan, Scenario scenario, ILoadTarget? target, CancellationToken stop)
    {
        using var turns = TurnClient.FromEnvironment(Key ?? plan.Name);

        // Processes that take turns run at once by design: whoever gives the turns holds the machine for them.
        using var machine = turns is null ? await MachineLock.Shared.AcquireAsync(plan.Name, line => Progress?.Invoke(line), stop).ConfigureAwait(false) : null;
        if (target is not null)
            await target.StartAsync(plan.Workload.UserCount, stop).ConfigureAwait(false);
        var environment = EnvironmentProbe.Describe(target?.Transport ?? "code", scenario.Code, target?.Application);
        var reporters = ReporterSet.CreateDefault(Key ?? plan.Name, TimeProvider.System.GetUtcNow(), Reporters);
        var progress = new ProgressFeed(plan, Progress, ProgressEvery);

        PhaseOutcome outcome;
        using (var time = new SystemEngineTime())
        {
            var engine = new LoadEngine(time, plan, scenario, target, stop)
            {
                Turns = turns,
                EndWhen = Looks?.Invoke(plan, environment),
                OnMeasure = startedAt => time.PostAside(() => reporters.Start(plan, environment, startedAt)),
                OnSlice = slice =>
                {
                    reporters.Slice(slice);
                    progress.Slice(slice);
                },
            };
            progress.WarmUp();
            outcome = await engine.RunAsync().ConfigureAwait(false);
        }

        var validity = RunValidityRules.Judge(plan, outcome, environment, target?.Application is not null, Debugger.IsAttached);
        var result = ResultBuilder.Build(
            plan, outcome, environment, validity, reporters.Folder, measured => ExpectationEvaluator.EvaluateAll(plan, measured, includeImplicit: JudgesUnexpectedErrors));
        lock (results)
            results.Add(result);
        reporters.Complete(result);
        Summary?.Invoke(string.Join('\n', [.. reporters.Warnings, ConsoleBlock.Render(result)]));
        return result;
    }

    private static void RefuseDebugBuild(LoadPlan plan, Scenario scenario, ILoadTarget? target)
    {
        if (plan.AllowDebugBuild)
            return;
        var debug = new[] { scenario.Code, target?.Application }.FirstOrDefault(assembly => assembly is not null && EnvironmentProbe.IsDebug(assembly));
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
}
