namespace PerfAssert;

/// <summary>Runs one phase from its first iteration to its last: the planned end, the graceful stop, cancellation, and the slices meanwhile.</summary>
internal sealed class PhaseRun : IDisposable
{
    /// <summary>After an interruption, iterations that ignore it are left behind after this time: the load stops within a second.</summary>
    private const long AbandonAfter = 800 * EngineTime.Millisecond;

    /// <summary>Blocks after which it is first asked whether enough has been seen: four seconds, the least that a comparison rests on.</summary>
    private const int FirstLook = 16;

    /// <summary>Blocks between two looks: each look is another chance to be wrong, so there are few.</summary>
    private const int BetweenLooks = 12;

    /// <summary>Above this share of iterations that never wait, the users' code holds its threads and each user needs one.</summary>
    private const double BlockingShare = 0.9;

    private readonly EngineTime time;
    private readonly LoadPlan plan;
    private readonly Workload workload;
    private readonly IReadOnlyList<VirtualUser> users;
    private readonly Recorder recorder;
    private readonly long origin;
    private readonly CancellationTokenSource interrupt = new();
    private readonly LoadPhase phase;
    private readonly IExecutor executor;
    private readonly Latch closed;
    private readonly object gate = new();
    private CallbackTimer? grace;
    private CallbackTimer? abandon;
    private long windowEnd;
    private int nextLook = FirstLook;
    private bool decided;
    private int slicesLookedAt;
    private GivenUp? givenUp;
    private int abandoned;
    private bool ending;
    private long startedInChunks;
    private TimeSpan cpuBefore;
    private long methodsBefore;

    public PhaseRun(EngineTime time, LoadPlan plan, Workload workload, Scenario scenario, IReadOnlyList<VirtualUser> users, Recorder recorder, long origin)
    {
        this.time = time;
        this.plan = plan;
        this.workload = workload;
        this.users = users;
        this.recorder = recorder;
        this.origin = origin;
        closed = new Latch(time);
        phase = new LoadPhase(time, scenario.Iteration, recorder, interrupt.Token);
        if (scenario.Upkeep is { } upkeep)
            phase.Upkeep = upkeep;
        foreach (var user in users)
        {
            user.State.Reset();
            user.Phase = phase;
        }

        executor = workload switch
        {
            ClosedWorkload closedWorkload => new ClosedExecutor(phase, closedWorkload, plan, users, origin),
            OpenWorkload openWorkload => new OpenExecutor(phase, openWorkload, plan, users, origin),
            _ => throw new ArgumentOutOfRangeException(nameof(workload), workload, "An unknown kind of workload."),
        };
        phase.Executor = executor;
    }

    /// <summary>Ends the phase as soon as it has settled.</summary>
    public SteadyDetector? Settled { get; init; }

    /// <summary>Where slices are kept; <see langword="null"/> for a phase that is not measured.</summary>
    public TimeLine? TimeLine { get; init; }

    /// <summary>Asked now and then, aside from the load, whether enough has been seen; <see langword="true"/> ends the load as its planned end does.</summary>
    public Func<bool>? EndWhen { get; init; }

    /// <summary>
    /// Asked after each slice, aside from the load, with the iterations dropped so far, whether an expectation can no longer hold; one that
    /// cannot ends the load as its planned end does.
    /// </summary>
    public Func<TimeLine, long, GivenUp?>? GiveUpWhen { get; init; }

    /// <summary>Whether the phase is one of several turns: it counts as a whole, with the last iterations of the graceful stop.</summary>
    public bool IsTurn { get; init; }

    /// <summary>See <see cref="LoadPhase.Interruption"/>.</summary>
    public string? Interruption { get; init; }

    /// <summary>Iterations that ignored their cancellation and were left behind.</summary>
    public int Abandoned => abandoned;

    /// <param name="stop">Stops the load at once.</param>
    public async Task RunAsync(CancellationToken stop)
    {
        phase.Interruption = Interruption;
        phase.OnFatal = () => time.PostAside(Interrupt);
        using var registration = stop.UnsafeRegister(
            _ =>
            {
                phase.Interruption = null;
                time.PostAside(Interrupt);
            },
            null);
        var chunk = EngineTime.Nanoseconds(SteadyDetector.ChunkLength);
        cpuBefore = ProcessProbe.Read(time.Now, memory: false).Cpu;
        methodsBefore = System.Runtime.JitInfo.GetCompiledMethodCount();
        var watch = new CallbackTimer(time, () => time.PostAside(Watch), chunk).StartAt(origin + chunk);
        var cuts = TimeLine is null ? null
            : new CallbackTimer(time, () => time.PostAside(() => Cut(final: false)), TimeLine.PieceLength).StartAt(origin + TimeLine.PieceLength);
        var end = workload.Duration is { } duration
            ? new CallbackTimer(time, EndWindow).StartAt(origin + EngineTime.Nanoseconds(duration))
            : null;

        await executor.RunAsync().ConfigureAwait(false);

        end?.Stop();
        cuts?.Stop();
        watch.Stop();
        lock (gate)
        {
            ending = true;
            grace?.Stop();
            abandon?.Stop();
        }

        if (windowEnd == 0)
            windowEnd = time.Now;
        recorder.Close();
        time.PostAside(() =>
        {
            Cut(final: true);
            if (IsTurn)
                TimeLine?.EndTurn();
            else if (TimeLine is { SucceededInWindow: null })
                TimeLine.EndWindow();
            closed.Open();
        });
        await closed.WaitAsync().ConfigureAwait(false);
    }

    public void Dispose() => interrupt.Dispose();

    public void ThrowIfFatal()
    {
        if (phase.Fatal is { } fatal)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fatal);
    }

    public PhaseOutcome Outcome(LatencyHistogram poolDelays, bool stopped)
    {
        var line = TimeLine!;
        var window = IsTurn ? line.TurnLength : EngineTime.Span(windowEnd - origin);
        var asked = executor.AskedUserTime(windowEnd);
        return new PhaseOutcome
        {
            Totals = line.Totals,
            Names = recorder.Names,
            SucceededInWindow = line.SucceededInWindow!,
            Window = window,
            Elapsed = EngineTime.Span(time.Now - origin),
            TimeLine = line.Slices,
            Calls = line.Calls,
            Before = line.First,
            After = line.Last,
            PoolDelays = poolDelays,
            Started = users.Sum(user => user.State.Started),
            Dropped = phase.Dropped,
            Delayed = phase.Delayed,
            Due = executor is OpenExecutor open ? open.Arrived : 0,
            PeakUsers = executor.PeakUsers,
            AskedUserTime = asked,
            ConcurrencyShare = asked > 0 ? Math.Clamp(1 - (users.Sum(user => (double)user.State.WaitedForThread) / asked), 0, 1) : 1,
            Abandoned = abandoned,
            DecidedAfter = decided && window < workload.Duration ? window : null,
            GivenUp = workload.Duration is { } length && window >= length ? null : givenUp is null ? null : givenUp with { After = window },
            StoppedEarly = stopped
                ? $"cancelled after {Figure.Duration(window)}" + (workload.Duration is { } planned ? $" of {Figure.Duration(planned)}" : "")
                : null,
        };
    }

    /// <summary>The planned end: nothing starts any more, and what is in flight gets the graceful stop.</summary>
    private void EndWindow()
    {
        if (!TryMarkWindowEnd())
            return;
        executor.Stop();
        lock (gate)
        {
            if (!ending)
                grace = new CallbackTimer(time, () => time.PostAside(Interrupt)).StartAt(time.Now + EngineTime.Nanoseconds(plan.GracefulStop));
        }
    }

    private bool TryMarkWindowEnd()
    {
        lock (gate)
        {
            if (windowEnd != 0)
                return false;
            windowEnd = time.Now;
        }

        if (TimeLine is not null && !IsTurn)
        {
            time.PostAside(() =>
            {
                Cut(final: true);
                TimeLine.EndWindow();
            });
        }

        return true;
    }

    private void Interrupt()
    {
        TryMarkWindowEnd();
        executor.Stop();
        lock (gate)
        {
            if (ending || abandon is not null)
                return;
            abandon = new CallbackTimer(time, Abandon).StartAt(time.Now + AbandonAfter);
        }

        time.RunApart(Cancel);
    }

    private void Cancel()
    {
        try
        {
            interrupt.Cancel();
        }
        catch (Exception exception) when (exception is AggregateException or ObjectDisposedException)
        {
            // A callback of the test's code threw, or the last iteration ended just now: the load ends all the same.
        }
    }

    private void Abandon()
    {
        var now = time.Now;
        foreach (var user in users)
        {
            if (!user.State.InIteration)
                continue;
            abandoned++;
            if (phase.Interruption is { } text)
                phase.Record(user, now, new Failure("interrupted", text + "; it ignored its cancellation"), -1);
        }

        executor.Abandon();
    }

    private void Cut(bool final)
    {
        TimeLine?.Cut(executor.ActiveUsers, phase.Dropped, final);
        if (final)
            return;
        Look();
        LookForHope();
    }

    /// <summary>Ends the load when whoever judges it has seen enough.</summary>
    private void Look()
    {
        if (EndWhen is null || TimeLine!.Pieces < nextLook || windowEnd != 0)
            return;
        while (nextLook <= TimeLine.Pieces)
            nextLook += BetweenLooks;
        try
        {
            if (!EndWhen())
                return;
        }
        catch (Exception)
        {
            // Whoever cannot judge now will say why when the run has ended; the run goes on.
            nextLook = int.MaxValue;
            return;
        }

        decided = true;
        EndWindow();
    }

    /// <summary>Ends the load when an expectation of it can no longer hold.</summary>
    private void LookForHope()
    {
        if (GiveUpWhen is null || TimeLine!.Slices.Count <= slicesLookedAt || windowEnd != 0)
            return;
        slicesLookedAt = TimeLine.Slices.Count;
        try
        {
            givenUp = GiveUpWhen(TimeLine, phase.Dropped);
        }
        catch (Exception)
        {
            // Whoever cannot judge the run so far judges it when it has ended.
            slicesLookedAt = int.MaxValue;
        }

        if (givenUp is not null)
            EndWindow();
    }

    private void Watch()
    {
        long started = 0, synchronous = 0;
        int inIteration = 0, holdingThread = 0;
        foreach (var user in users)
        {
            var state = user.State;
            started += state.Started;
            synchronous += state.Synchronous;
            if (!state.InIteration)
                continue;
            inIteration++;
            if (!state.Waits)
                holdingThread++;
        }

        // Only code that never waits may have more threads: more for an application in this process would hide its own blocking.
        if (holdingThread > Environment.ProcessorCount && executor.ActiveUsers > inIteration && synchronous >= (started - inIteration) * BlockingShare)
            PoolThreads.PrepareForBlockingCode(users.Count);

        if (Settled is null)
            return;
        var cpu = ProcessProbe.Read(time.Now, memory: false).Cpu;
        var methods = System.Runtime.JitInfo.GetCompiledMethodCount();
        if (Settled.Add(started - startedInChunks, cpu - cpuBefore, (int)(methods - methodsBefore)))
            executor.Stop();
        (startedInChunks, cpuBefore, methodsBefore) = (started, cpu, methods);
    }
}
