namespace PerfAssert;

/// <content>Named, timed parts of an iteration, and pauses.</content>
public sealed partial class VirtualUser
{
    /// <summary>Times a named part of the iteration. Steps may be nested and may run side by side. An exception counts as the step's failure and goes on to the caller.</summary>
    /// <param name="name">Name of the step's series in the result.</param>
    /// <param name="action">What is timed.</param>
    public async Task StepAsync(string name, Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        CheckName(name);
        name = InGroup(name);
        var start = run.Time.Now;
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            RecordStep(name, StepKind.Step, start, run.Time.Now, FailureClassifier.Classify(exception), 0, 0, 0);
            throw;
        }

        RecordStep(name, StepKind.Step, start, run.Time.Now, null, 0, 0, 0);
    }

    /// <summary>Times a named part of the iteration and hands on its result.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="name">Name of the step's series in the result.</param>
    /// <param name="action">What is timed.</param>
    public async Task<T> StepAsync<T>(string name, Func<Task<T>> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var result = default(T);
        await StepAsync(name, async () => { result = await action().ConfigureAwait(false); }).ConfigureAwait(false);
        return result!;
    }

    /// <summary>Times a named synchronous part of the iteration.</summary>
    /// <param name="name">Name of the step's series in the result.</param>
    /// <param name="action">What is timed.</param>
    public void Step(string name, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        CheckName(name);
        name = InGroup(name);
        var start = run.Time.Now;
        try
        {
            action();
        }
        catch (Exception exception)
        {
            RecordStep(name, StepKind.Step, start, run.Time.Now, FailureClassifier.Classify(exception), 0, 0, 0);
            throw;
        }

        RecordStep(name, StepKind.Step, start, run.Time.Now, null, 0, 0, 0);
    }

    /// <summary>Times a named synchronous part of the iteration and hands on its result.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="name">Name of the step's series in the result.</param>
    /// <param name="action">What is timed.</param>
    public T Step<T>(string name, Func<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var result = default(T);
        Step(name, () => { result = action(); });
        return result!;
    }

    /// <summary>
    /// Adds a time that the test has taken itself to the step of that name, such as the age of a message that came. Thread-safe; also
    /// between iterations.
    /// </summary>
    /// <param name="name">Name of the step's series in the result; best a constant.</param>
    /// <param name="time">How long it took, up to now.</param>
    public void RecordStep(string name, TimeSpan time)
    {
        CheckName(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = Now();
        RecordStep(InGroup(name), StepKind.Step, end - EngineTime.Nanoseconds(time), end, null, 0, 0, 0);
    }

    /// <summary>Waits inside an iteration with the engine's precise timer; the wait is part of the iteration's time.</summary>
    /// <param name="pause">How long.</param>
    public ValueTask PauseAsync(TimeSpan pause)
    {
        var token = CancellationToken;
        token.ThrowIfCancellationRequested();
        if (pause <= TimeSpan.Zero)
            return default;
        var wait = new Signal(run.Time);
        var transaction = CurrentTransaction;
        transaction?.PauseStarts();
        return WaitAsync(wait, wait.WaitUntilAsync(run.Time.Now + EngineTime.Nanoseconds(pause)), transaction, token);

        static async ValueTask WaitAsync(Signal wait, ValueTask until, TransactionTally? transaction, CancellationToken token)
        {
            var registration = token.UnsafeRegister(static state => ((Signal)state!).Hurry(), wait);
            await using (registration.ConfigureAwait(false))
                await until.ConfigureAwait(false);
            transaction?.PauseEnds();
            token.ThrowIfCancellationRequested();
        }
    }
}
