namespace PerfAssert;

/// <summary>Applies a plan to a scenario: set-up, warm-up, measurement, tear-down.</summary>
internal sealed class LoadEngine
{
    private readonly EngineTime time;
    private readonly LoadPlan plan;
    private readonly Scenario scenario;
    private readonly bool inProcess;
    private readonly RunContext run;
    private readonly ILoadTarget? target;
    private readonly List<VirtualUser> users = [];
    private readonly CancellationToken stop;

    /// <param name="time">Clock, timer and threads.</param>
    /// <param name="plan">What load to apply.</param>
    /// <param name="scenario">What one iteration does.</param>
    /// <param name="target">What <see cref="VirtualUser.Http"/> speaks to; it has been started.</param>
    /// <param name="stop">Stops the load.</param>
    public LoadEngine(EngineTime time, LoadPlan plan, Scenario scenario, ILoadTarget? target, CancellationToken stop)
    {
        this.time = time;
        this.plan = plan;
        this.scenario = scenario;
        inProcess = target is null || target.Application is not null;
        this.target = target;
        this.stop = stop;
        var count = plan.Workload.UserCount;
        var shares = plan.Mix;
        var kinds = shares.Count == 0 ? null : UserShare.Spread(shares, count, oneEach: plan.Workload is OpenWorkload);
        run = new RunContext(time, plan, target)
        {
            IdleToken = stop,
            ThinkTimes = kinds is null ? [plan.ThinkTime] : [.. shares.Select(share => share.ThinkTime ?? plan.ThinkTime)],
        };
        for (var id = 1; id <= count; id++)
            users.Add(new VirtualUser(id, run) { Kind = kinds?[id - 1] ?? 0 });
    }

    /// <summary>Told when the measurement starts.</summary>
    public Action<DateTimeOffset>? OnMeasure { get; init; }

    /// <summary>Told of each slice of the measurement, aside from the load; see <see cref="TimeLine.OnSlice"/>.</summary>
    public Action<TimeSlice, LatencyHistogram>? OnSlice { get; init; }

    /// <summary>
    /// Given the blocks so far after 16, 28, 40 and so on of a quarter of a second, aside from the load; <see langword="true"/> ends the
    /// load as its planned end does.
    /// </summary>
    public Func<BlockSet, bool>? EndWhen { get; init; }

    /// <summary>See <see cref="PhaseRun.GiveUpWhen"/>; not asked in turns, each of which is measured in full.</summary>
    public Func<TimeLine, long, GivenUp?>? GiveUpWhen { get; init; }

    /// <summary>Who says when the load runs; <see langword="null"/> to run it once as planned.</summary>
    public ITurns? Turns { get; init; }

    /// <summary>What watches the run; <see langword="null"/> where time is not real.</summary>
    public MonitorSession? Monitors { get; init; }

    /// <summary>Reads the points of the leak check off the process that the code under load runs in, where it is not this one.</summary>
    public Func<LeakPoint?>? ReadLeakPoint { get; init; }

    /// <summary>Told of the SQL commands of the code under load; <see langword="null"/> where only their number matters.</summary>
    public DatabaseClients? Clients { get; init; }

    /// <summary>Blocks that are kept apart before neighbours are merged.</summary>
    public int BlockCapacity { get; init; } = BlockLog.Capacity;

    /// <exception cref="OperationCanceledException">Stopped before the measurement started.</exception>
    public async Task<PhaseOutcome> RunAsync()
    {
        PoolThreads.Prepare();
        using var calls = inProcess ? new CallCounters(Clients) : null;
        using var waits = target is null ? null : new ConnectionWaits();
        PhaseOutcome? outcome = null;
        var problems = new List<string>();
        try
        {
            if (scenario.BeforeRun is { } beforeRun)
                await beforeRun(stop).ConfigureAwait(false);
            if (Monitors is not null)
                await Monitors.StartAsync(stop).ConfigureAwait(false);
            if (scenario.BeforeUser is { } beforeUser)
                await ForEachUserAsync(user => SetUpAsync(user, beforeUser)).ConfigureAwait(false);

            var (warmUp, settled) = await WarmUpAsync().ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();

            outcome = await MeasureAsync(warmUp, settled, calls, waits).ConfigureAwait(false);
            if (plan.LeakCheck && Turns is null && outcome is { StoppedEarly: null, GivenUp: null })
                outcome = outcome with { Leaks = await CheckLeaksAsync(outcome).ConfigureAwait(false) };
        }
        finally
        {
            await TearDownAsync(problems).ConfigureAwait(false);
            outcome?.TearDownProblems.AddRange(problems);
        }

        return outcome;
    }

    private async Task<(TimeSpan Length, bool Settled)> WarmUpAsync()
    {
        if (plan.WarmUp.Duration == TimeSpan.Zero)
            return (TimeSpan.Zero, true);

        var length = plan.WarmUp.Duration ?? SteadyDetector.Longest + SteadyDetector.ChunkLength;
        var detector = plan.WarmUp.Duration is null ? new SteadyDetector() : null;
        var origin = time.Now;
        var recorder = new Recorder(origin, startsAreScheduled: false);
        using var run = new PhaseRun(time, plan, WarmUpWorkload.Of(plan.Workload, length), scenario, users, recorder, origin)
        {
            Settled = detector,
        };
        await run.RunAsync(stop).ConfigureAwait(false);
        run.ThrowIfFatal();
        stop.ThrowIfCancellationRequested();

        if (run.Abandoned > 0)
            throw StillBusy(run.Abandoned, "the warm-up");

        if (!plan.AllowErrors)
            RefusedConnections.ThrowIfNothingElse(recorder);
        return (EngineTime.Span(time.Now - origin), detector?.HasSettled ?? true);
    }

    private async Task<PhaseOutcome> MeasureAsync(TimeSpan warmUp, bool settled, CallCounters? calls, ConnectionWaits? waits)
    {
        var heapBefore = time.MeasureHeap();
        var speedBefore = time.ProbeSpeed();
        if (Monitors is not null && Turns is null)
            await Monitors.ResumeAsync(stop).ConfigureAwait(false);
        var origin = time.Now;
        var startedAt = time.UtcNow;
        var scheduled = plan.Workload is OpenWorkload || (plan.Workload is ClosedWorkload closed && ClosedExecutor.StartsAreScheduled(closed, plan));
        var recorder = new Recorder(origin, scheduled);
        var line = new TimeLine(time, recorder, origin, calls, Turns is null ? BlockLog.ByLength(BlockCapacity) : BlockLog.ByTurn()) { OnSlice = OnSlice };
        var machineBefore = time.ReadMachine();
        var waitsBefore = waits?.Read() ?? default;
        OnMeasure?.Invoke(startedAt);
        var outcome = Turns is null
            ? await ApplyAsync(plan.Workload, recorder, line, origin, () => line.Blocks(speedBefore, inProcess)).ConfigureAwait(false)
            : await TakeTurnsAsync(Turns, recorder, line).ConfigureAwait(false);
        if (Monitors is not null && Turns is null)
            await Monitors.PauseAsync(stop).ConfigureAwait(false);
        var machine = MachineConditions.Between(machineBefore, time.ReadMachine(), Environment.ProcessorCount);
        var waited = waits?.Read() ?? default;
        var retained = stop.IsCancellationRequested || !inProcess ? null : time.MeasureHeap() - heapBefore;
        return outcome with
        {
            StartedAt = startedAt,
            WarmUp = warmUp,
            WarmUpSettled = settled,
            Machine = machine,
            ConnectionWaits = (waited.Requests - waitsBefore.Requests, waited.Time - waitsBefore.Time),
            RateLimits = run.RateLimits,
            Blocks = line.Blocks(Shorter(speedBefore, time.ProbeSpeed()), inProcess) with { RetainedBytes = retained },
            Watched = Monitors is null ? Watched.Nothing : await Monitors.FinishAsync(stop).ConfigureAwait(false),
        };
    }

    private async Task<PhaseOutcome> TakeTurnsAsync(ITurns turns, Recorder recorder, TimeLine line)
    {
        PhaseOutcome? all = null;
        TimeSpan? measured = null;
        while (await turns.NextAsync(measured, stop).ConfigureAwait(false) is { } length)
        {
            if (Monitors is not null)
                await Monitors.ResumeAsync(stop).ConfigureAwait(false);
            recorder.Open();
            line.StartTurn();
            var turn = await ApplyAsync(TurnWorkload.Of(plan.Workload, length), recorder, line, time.Now, blocks: null).ConfigureAwait(false);
            if (Monitors is not null)
                await Monitors.PauseAsync(stop).ConfigureAwait(false);
            measured = turn.Window;
            all = turn.WithEarlier(all);

            if (turn.Abandoned > 0)
                throw StillBusy(turn.Abandoned, "a turn");

            if (stop.IsCancellationRequested)
                break;
        }

        return all ?? throw new LoadSetUpException("The comparison in turns ended before this test had its first turn, so nothing was measured. The one who gives the turns says why.");
    }

    /// <summary>Applies a workload from its first iteration to its last.</summary>
    private async Task<PhaseOutcome> ApplyAsync(Workload workload, Recorder recorder, TimeLine line, long origin, Func<BlockSet>? blocks)
    {
        var pool = new PoolProbe(time);
        pool.Start();
        using var run = new PhaseRun(time, plan, workload, scenario, users, recorder, origin)
        {
            TimeLine = line,
            EndWhen = EndWhen is null || blocks is null ? null : () => EndWhen(blocks()),
            GiveUpWhen = Turns is null ? GiveUpWhen : null,
            IsTurn = Turns is not null,
            Interruption = $"not finished {Figure.Duration(plan.GracefulStop)} after the end of the load (GracefulStop)",
        };
        await run.RunAsync(stop).ConfigureAwait(false);
        var delays = pool.Stop();
        run.ThrowIfFatal();
        return run.Outcome(delays, stop.IsCancellationRequested);
    }

    private async Task<LeakReport> CheckLeaksAsync(PhaseOutcome outcome)
    {
        var read = ReadLeakPoint ?? (inProcess ? time.ReadLeakPoint : null);
        if (read is null)
            return LeakReport.Without("the code under load runs in another process, which cannot be checked for leaks: run it in this one, as a PerfWebApplication<Program>");

        // Their users are still busy: bursts with them would mix two iterations of one user.
        if (outcome.Abandoned > 0)
            return LeakReport.Without("iterations of the load ignored their cancellation and were left behind; hand user.CancellationToken to what they await");
        run.RateLimits.Close();
        return await new LeakPhase(time, plan, scenario, users, stop) { Read = read, ProcessId = Environment.ProcessId }.RunAsync(outcome, inProcess).ConfigureAwait(false);
    }

    /// <summary>Users who are still busy cannot go on: what is measured would mix two iterations of one user.</summary>
    private LoadSetUpException StillBusy(int iterations, string part) => new(
        $"{iterations} iterations of {part} had not ended {Figure.Duration(plan.GracefulStop)} after it and ignored their cancellation. "
        + (PoolThreads.Starvation() is { } starvation
            ? starvation
            : "Hand user.CancellationToken to what the iteration awaits, or make GracefulStop longer."));

    private static TimeSpan? Shorter(TimeSpan? one, TimeSpan? other) => one < other ? one : other;

    private static async Task SetUpAsync(VirtualUser user, Func<VirtualUser, Task> beforeUser)
    {
        try
        {
            await beforeUser(user).ConfigureAwait(false);
        }
        catch (Exception exception) when (LoadConfigurationException.In(exception) is { } mistake && mistake != exception)
        {
            throw new LoadConfigurationException(mistake.Errors);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or LoadConfigurationException)
            && !DynamicSkip.IsMeantBy(exception))
        {
            throw new LoadSetUpException($"The set-up of user {user.Id} failed: {exception.Message}", exception);
        }

        if (user.EndIteration() is { } failure)
            throw new LoadSetUpException($"The set-up of user {user.Id} failed: {failure.Message}");
    }

    private async Task TearDownAsync(List<string> problems)
    {
        // A tear-down must not be cut short by the cancellation that brought it about, nor hold up the end for long.
        using var limit = new CancellationTokenSource(stop.IsCancellationRequested ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(30));
        run.IdleToken = limit.Token;
        await ForEachUserAsync(async user =>
        {
            user.Phase = null;
            if (scenario.AfterUser is { } afterUser && !user.State.InIteration)
                await CollectAsync($"The tear-down of user {user.Id}", () => afterUser(user)).ConfigureAwait(false);
            await CollectAsync($"Disposing user {user.Id}", () => user.DisposeAsync(abort: stop.IsCancellationRequested).AsTask()).ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (scenario.AfterRun is { } afterRun)
            await CollectAsync("The tear-down of the run", () => afterRun(limit.Token)).ConfigureAwait(false);

        async Task CollectAsync(string what, Func<Task> action)
        {
            try
            {
                var task = action();
                if (!task.IsCompleted)
                    await task.WaitAsync(limit.Token).ConfigureAwait(false);
                else
                    await task.ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                lock (problems)
                    problems.Add($"{what} failed: {exception.Message}");
            }
        }
    }

    /// <summary>A few users at a time, so that logging in is no load test of its own.</summary>
    private async Task ForEachUserAsync(Func<VirtualUser, Task> action)
    {
        var next = -1;
        var workers = Enumerable.Range(0, Math.Min(users.Count, Environment.ProcessorCount * 4)).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var index && index < users.Count)
                await action(users[index]).ConfigureAwait(false);
        });
        await Task.WhenAll(workers).ConfigureAwait(false);
    }
}
