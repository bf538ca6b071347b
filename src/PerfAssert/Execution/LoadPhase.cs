namespace PerfAssert;

/// <summary>One stretch of load, the warm-up or the measurement: its recorder, its end, and how one iteration is run and recorded.</summary>
internal sealed class LoadPhase(EngineTime time, Func<VirtualUser, ValueTask> iteration, Recorder recorder, CancellationToken token)
{
    /// <summary>Pause after an upkeep that failed: long enough that a service that is down is not hammered by it.</summary>
    private const long UpkeepRetry = EngineTime.Second;

    private Exception? fatal;
    private long dropped;
    private long delayed;
    private volatile bool stopping;

    public EngineTime Time => time;

    /// <summary>What its users' loops belong to.</summary>
    public IExecutor Executor { get; set; } = null!;

    /// <summary>The context that the run was started in.</summary>
    public ExecutionContext? Context { get; } = ExecutionContext.Capture();

    public Recorder Recorder => recorder;

    /// <summary>Cancelled when iterations in flight have to end.</summary>
    public CancellationToken Token => token;

    /// <summary>No further iteration starts.</summary>
    public bool Stopping => stopping;

    public long Dropped => Volatile.Read(ref dropped);

    public long Delayed => Volatile.Read(ref delayed);

    /// <summary>An exception that is about the test and not about one iteration: it ends the run.</summary>
    public Exception? Fatal => Volatile.Read(ref fatal);

    /// <summary>Told when a fatal exception was seen; may be called on any thread.</summary>
    public Action? OnFatal { get; set; }

    /// <summary>Done for a user between two iterations when <see cref="VirtualUser.UpkeepDue"/> has come: its token is renewed unless a test says otherwise.</summary>
    public Func<VirtualUser, ValueTask> Upkeep { get; set; } = user => user.Tokens?.RenewAsync(user) ?? default;

    /// <summary>Text for iterations that are cancelled while in flight; <see langword="null"/> leaves them out of the statistics.</summary>
    public string? Interruption { get; set; }

    public void Stop() => stopping = true;

    public void CountDropped() => Interlocked.Increment(ref dropped);

    public void CountDelayed() => Interlocked.Increment(ref delayed);

    public void RecordStep(string name, StepKind kind, long start, long end, Failure? failure, int statusCode, long bytesSent, long bytesReceived)
        => recorder.RecordStep(name, kind, start, end, failure, statusCode, bytesSent, bytesReceived);

    /// <summary>
    /// Starts one iteration. One that never waits is recorded on return; of any other the rest is handed back, to be awaited and then
    /// told to <see cref="Complete(VirtualUser, Exception?)"/>.
    /// </summary>
    /// <param name="user">Who runs it; <see cref="UserState.LagCounts"/> is set.</param>
    /// <param name="intended">When it should have started.</param>
    /// <param name="start">Now.</param>
    /// <param name="rest">What is left to await.</param>
    /// <returns>Whether anything is left to await.</returns>
    public bool Begin(VirtualUser user, long intended, long start, out ValueTask rest)
    {
        user.State.Intended = intended;
        if (!TryRun(user, start, out rest, out var exception))
            return true;
        Complete(user, exception);
        return false;
    }

    /// <summary>Starts one iteration whose intended start is now; its success without waiting goes into a batch.</summary>
    public bool Begin(VirtualUser user, long now, IterationBatch successes, out ValueTask rest)
    {
        var state = user.State;
        state.Intended = now;
        if (!TryRun(user, now, out rest, out var exception))
            return true;
        if (exception is not null || user.HasMoreToEnd)
        {
            Complete(user, exception);
            return false;
        }

        var end = time.Now;
        state.End = end;
        state.InIteration = false;
        user.Iteration++;
        recorder.Record(successes, end - now);
        return false;
    }

    /// <summary>Records an iteration that has ended. Never throws; allocates nothing unless it failed.</summary>
    public void Complete(VirtualUser user, Exception? exception)
    {
        var end = time.Now;
        var state = user.State;
        state.End = end;
        state.InIteration = false;
        user.Iteration++;
        var failure = user.EndIteration();
        if (exception is not null)
        {
            exception = LoadConfigurationException.In(exception) ?? exception;
            if (EndsRun(exception))
                return;

            if (token.IsCancellationRequested && exception is OperationCanceledException)
            {
                if (Interruption is null)
                    return;
                failure = new Failure("interrupted", Interruption);
            }
            else
            {
                failure ??= FailureClassifier.Classify(exception);
            }
        }

        Record(user, end, failure, state.Lag);
    }

    /// <summary>Runs an iteration as far as it goes without waiting.</summary>
    /// <returns>Whether it has ended.</returns>
    private bool TryRun(VirtualUser user, long start, out ValueTask rest, out Exception? exception)
    {
        var state = user.State;
        state.Started++;
        state.Start = start;
        state.Waits = false;
        state.InIteration = true;
        rest = default;
        exception = null;
        if (RequestMark.IterationsWanted)
            RequestMark.EnterIteration(user);
        try
        {
            var body = iteration(user);
            if (!body.IsCompleted)
            {
                state.Waits = true;
                rest = body;
                return false;
            }

            body.GetAwaiter().GetResult();
            state.Synchronous++;
        }
        catch (Exception thrown)
        {
            exception = thrown;
        }

        return true;
    }

    /// <summary>Records the user's iteration, as such and as the behaviour that it was.</summary>
    public void Record(VirtualUser user, long end, Failure? failure, long lag)
    {
        var state = user.State;
        recorder.RecordIteration(state.Intended, state.Start, end, failure, lag);
        if (user.Behaviour is { } behaviour)
            recorder.RecordBehaviour(behaviour, state.Intended, state.Start, end, failure);
    }

    /// <summary>Runs the upkeep of a user that has no iteration in flight. Never throws: a failure is the next iteration's.</summary>
    public async ValueTask UpkeepAsync(VirtualUser user)
    {
        Exception? exception = null;
        user.Unrecorded = true;
        try
        {
            var upkeep = Upkeep(user);

            // One that ignores its cancellation is left behind.
            if (upkeep.IsCompleted)
                upkeep.GetAwaiter().GetResult();
            else
                await upkeep.AsTask().WaitAsync(token).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            exception = LoadConfigurationException.In(thrown) ?? thrown;
        }

        var failure = user.EndIteration();
        user.Unrecorded = false;

        // One that is due again at once would keep the user from ever starting an iteration.
        var now = time.Now;
        if (user.UpkeepDue <= now)
            user.UpkeepDue = now + UpkeepRetry;
        if (exception is not null && (EndsRun(exception) || token.IsCancellationRequested))
            return;
        if (exception is not null)
            failure = FailureClassifier.Classify(exception);
        if (failure is not null)
            user.Fail(failure);
    }

    /// <summary>Ends the run when the exception is about the test and not about one iteration.</summary>
    private bool EndsRun(Exception exception)
    {
        if (exception is not LoadConfigurationException && !DynamicSkip.IsMeantBy(exception))
            return false;
        Stop();
        if (Interlocked.CompareExchange(ref fatal, exception, null) is null)
            OnFatal?.Invoke();
        return true;
    }
}
