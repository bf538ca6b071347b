namespace PerfAssert;

/// <content>Groups and transactions.</content>
public sealed partial class VirtualUser
{
    /// <summary>Whether the user has ever entered a group or transaction; until then nobody looks for one.</summary>
    private volatile bool entersScopes;

    /// <summary>
    /// The transaction that the code is in, when it is in one. What a request or pause was begun in has to be told of its end, which may
    /// come elsewhere.
    /// </summary>
    internal TransactionTally? CurrentTransaction => entersScopes ? StepScope.Current?.Transaction : null;

    /// <summary>
    /// Puts a name before those of the steps, requests and transactions inside: <c>checkout / GET /orders</c>. Groups may be nested and
    /// may run side by side. A group is not timed by itself: see <see cref="TransactionAsync(string, Func{Task}, bool)"/>.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="action">What belongs to the group.</param>
    public async Task GroupAsync(string name, Func<Task> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        CheckName(name);

        // Set back for the caller by the platform, as whatever flows in an asynchronous method is.
        Enter(StepScope.InGroup(name));
        await action().ConfigureAwait(false);
    }

    /// <summary>Puts a name before those of the steps, requests and transactions inside, and hands on the result.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="action">What belongs to the group.</param>
    public async Task<T> GroupAsync<T>(string name, Func<Task<T>> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        CheckName(name);
        Enter(StepScope.InGroup(name));
        return await action().ConfigureAwait(false);
    }

    /// <summary>Puts a name before those of the synchronous steps inside.</summary>
    /// <param name="name">The name.</param>
    /// <param name="action">What belongs to the group.</param>
    public void Group(string name, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        CheckName(name);
        var around = StepScope.Current;
        Enter(StepScope.InGroup(name));
        try
        {
            action();
        }
        finally
        {
            StepScope.Current = around;
        }
    }

    /// <summary>Puts a name before those of the synchronous steps inside, and hands on the result.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="action">What belongs to the group.</param>
    public T Group<T>(string name, Func<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var result = default(T);
        Group(name, () => { result = action(); });
        return result!;
    }

    /// <summary>
    /// Times several steps that succeed or fail as one. It fails when its code throws, and also when a request inside failed or
    /// <see cref="Fail(string)"/> was called without an exception. Transactions may be nested, hold groups, and have branches side by side.
    /// </summary>
    /// <param name="name">Name of its series in the result.</param>
    /// <param name="action">What belongs to it.</param>
    /// <param name="includePauses">
    /// Whether the time counts in which the user did nothing but wait in <see cref="PauseAsync"/>. By default it does not: it is the
    /// user's own time, and no faster application makes it shorter.
    /// </param>
    public async Task TransactionAsync(string name, Func<Task> action, bool includePauses = false)
    {
        ArgumentNullException.ThrowIfNull(action);
        CheckName(name);
        name = InGroup(name);
        var tally = new TransactionTally(run.Time, CurrentTransaction);
        Enter(StepScope.InTransaction(tally));
        var start = run.Time.Now;
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            EndTransaction(name, start, tally, includePauses, exception);
            throw;
        }

        EndTransaction(name, start, tally, includePauses, null);
    }

    /// <summary>Times several steps that succeed or fail as one, and hands on their result.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="name">Name of its series in the result.</param>
    /// <param name="action">What belongs to it.</param>
    /// <param name="includePauses">Whether the time counts in which the user did nothing but wait in <see cref="PauseAsync"/>.</param>
    public async Task<T> TransactionAsync<T>(string name, Func<Task<T>> action, bool includePauses = false)
    {
        ArgumentNullException.ThrowIfNull(action);
        var result = default(T);
        await TransactionAsync(name, async () => { result = await action().ConfigureAwait(false); }, includePauses).ConfigureAwait(false);
        return result!;
    }

    /// <summary>Times several synchronous steps that succeed or fail as one.</summary>
    /// <param name="name">Name of its series in the result.</param>
    /// <param name="action">What belongs to it.</param>
    public void Transaction(string name, Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        CheckName(name);
        name = InGroup(name);
        var around = StepScope.Current;
        var tally = new TransactionTally(run.Time, CurrentTransaction);
        Enter(StepScope.InTransaction(tally));
        var start = run.Time.Now;
        try
        {
            action();
        }
        catch (Exception exception)
        {
            EndTransaction(name, start, tally, includePauses: true, exception);
            throw;
        }
        finally
        {
            StepScope.Current = around;
        }

        EndTransaction(name, start, tally, includePauses: true, null);
    }

    /// <summary>Times several synchronous steps that succeed or fail as one, and hands on their result.</summary>
    /// <typeparam name="T">Type of the result.</typeparam>
    /// <param name="name">Name of its series in the result.</param>
    /// <param name="action">What belongs to it.</param>
    public T Transaction<T>(string name, Func<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var result = default(T);
        Transaction(name, () => { result = action(); });
        return result!;
    }

    /// <summary>The name of a step or request that begins here, with the groups around it.</summary>
    internal string InGroup(string name) => entersScopes && StepScope.Current?.Names is { } names ? names.Of(name) : name;

    private void Enter(StepScope scope)
    {
        entersScopes = true;
        StepScope.Current = scope;
    }

    private void EndTransaction(string name, long start, TransactionTally tally, bool includePauses, Exception? exception)
    {
        var failure = exception is null ? tally.Failure : FailureClassifier.Classify(exception);
        RecordStep(name, StepKind.Transaction, includePauses ? start : start + tally.Paused, run.Time.Now, failure, 0, 0, 0);
    }
}
