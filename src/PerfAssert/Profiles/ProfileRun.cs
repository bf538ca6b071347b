using System.Globalization;

namespace PerfAssert;

/// <summary>Runs a profile: the machine, the target and the reports for all of its runs together, whatever of it could be measured.</summary>
internal sealed class ProfileRun
{
    private readonly LoadRun run;
    private readonly Func<(LoadPlan Plan, Scenario Scenario)> compose;
    private readonly ProfilePart part;
    private readonly List<string> warnings = [];
    private readonly DateTimeOffset startedAt = TimeProvider.System.GetUtcNow();
    private readonly string? folder;
    private int runs;
    private bool isMeasured;

    private ProfileRun(LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose, ProfilePart part)
    {
        this.run = run;
        this.compose = compose;
        this.part = part;
        folder = ReportFolder.Create(run.Session.KeyOf(run.Plan), startedAt, out var warning, claim: ProfileFiles.TableName);
        if (warning is not null)
            warnings.Add(warning);
    }

    /// <summary>Asks the question of a profile.</summary>
    /// <param name="run">Says the plan, the target, and what is done around the load.</param>
    /// <param name="compose">Makes the scenario, anew for each run: what it keeps, such as tokens, is one run's.</param>
    /// <param name="part">How the single runs are treated.</param>
    /// <param name="measure">Makes the measurement from the plan with all of its behaviours.</param>
    public static Task<TResult> RunAsync<TResult>(
        LoadRun run, Func<(LoadPlan Plan, Scenario Scenario)> compose, ProfilePart part, Func<LoadPlan, ProfileMeasurement<TResult>> measure)
        where TResult : ProfileResult
    {
        var (plan, scenario) = compose();
        LoadSession.RefuseDebugBuild(plan, scenario.Code, run.Target?.Application);

        // Off the test framework's synchronization context: it would throttle the users.
        return Task.Run(() => new ProfileRun(run, compose, part).RunOnPoolAsync(measure(plan), plan, scenario));
    }

    private async Task<TResult> RunOnPoolAsync<TResult>(ProfileMeasurement<TResult> measurement, LoadPlan plan, Scenario scenario)
        where TResult : ProfileResult
    {
        var stop = run.CancellationToken;
        using var machine = await MachineLock.Shared.AcquireAsync(plan.Name, run.Session.TellProgress, stop).ConfigureAwait(false);
        string? stopped = null;
        try
        {
            foreach (var dependency in run.Dependencies)
                await dependency.StartAsync(stop).ConfigureAwait(false);
            if (run.Target is { } target)
                await target.StartAsync(plan.Workload.UserCount, stop).ConfigureAwait(false);
            await PreflightCheck.MakeAllAsync(run.Preflights, run.Target, plan.RequestTimeout, stop).ConfigureAwait(false);
            if (scenario.BeforeRun is { } beforeRun)
                await beforeRun(stop).ConfigureAwait(false);
            await measurement.RunAsync((step, name) => ApplyAsync(step, name, measurement.Stopped)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && isMeasured)
        {
            stopped = $"cancelled after {Figure.Duration(TimeProvider.System.GetUtcNow() - startedAt)}, in run {runs.ToString(CultureInfo.InvariantCulture)}";
        }
        finally
        {
            await TearDownAsync(scenario, stop).ConfigureAwait(false);
        }

        var inProcess = run.Target is null || run.Target.Application is not null;
        var result = measurement.Result(new ProfileContext(plan.Name, plan, startedAt, inProcess, stopped, folder));
        run.Session.Add(result);
        warnings.AddRange(ProfileFiles.Write(result));
        run.Session.TellSummary(string.Join('\n', [.. warnings.Distinct(), ProfileConsole.Render(result)]));
        return result;
    }

    /// <exception cref="OperationCanceledException">The run was stopped; what it measured is in its own reports.</exception>
    private async Task<LoadResult> ApplyAsync(LoadPlan plan, string name, Action<LoadResult> tellStopped)
    {
        run.CancellationToken.ThrowIfCancellationRequested();
        runs++;
        run.Session.TellProgress($"{run.Plan.Name}: run {runs.ToString(CultureInfo.InvariantCulture)}, {name}");
        var (_, scenario) = compose();
        var single = new Scenario(scenario.Iteration) { Code = scenario.Code, BeforeUser = scenario.BeforeUser, AfterUser = scenario.AfterUser, Upkeep = scenario.Upkeep };
        var result = await run.Session
            .RunAsync(run.With(_ => plan), single, part with { Folder = MakeFolder(name), Warn = warnings.Add }).ConfigureAwait(false);
        isMeasured |= result.Count > 0;
        if (result.StoppedEarly is null)
            return result;
        tellStopped(result);
        throw new OperationCanceledException(result.StoppedEarly);
    }

    private string? MakeFolder(string name)
    {
        if (folder is null)
            return null;
        try
        {
            return Directory.CreateDirectory(Path.Combine(folder, ProfileFiles.RunsFolder, ReportFolder.SafeName(string.Create(CultureInfo.InvariantCulture, $"{runs:00}_{name}")))).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            warnings.Add($"PerfAssert wrote no reports of {name}: {exception.Message}");
            return null;
        }
    }

    private async Task TearDownAsync(Scenario scenario, CancellationToken stop)
    {
        if (scenario.AfterRun is not { } afterRun)
            return;

        // As the engine does it: not cut short by the cancellation that brought it about, nor holding up the end for long.
        using var limit = new CancellationTokenSource(stop.IsCancellationRequested ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(30));
        try
        {
            await afterRun(limit.Token).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            warnings.Add($"The tear-down of the run failed: {exception.Message}");
        }
    }
}
