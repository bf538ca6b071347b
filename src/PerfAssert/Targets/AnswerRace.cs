using System.Threading.Tasks.Sources;

namespace PerfAssert;

/// <summary>
/// A wait for an answer that ends with the request's deadline even where the handler below ignores cancellation, as TestServer does
/// while the application has not answered. Reused from request to request; one that ended by the deadline is not, since its answer may
/// still come.
/// </summary>
internal sealed class AnswerRace : IValueTaskSource, IThreadPoolWorkItem
{
    private readonly Action end;
    private ManualResetValueTaskSourceCore<bool> core;
    private CancellationTokenRegistration deadline;
    private int over;

    public AnswerRace() => end = () =>
    {
        if (Interlocked.Exchange(ref over, 1) == 0)
            core.SetResult(true);
    };

    /// <summary>Waits for the answer or the deadline, whichever is first; call <see cref="Close"/> afterwards.</summary>
    public ValueTask WaitAsync(Task answer, CancellationToken token)
    {
        core.Reset();
        Volatile.Write(ref over, 0);
        var wait = new ValueTask(this, core.Version);
        answer.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(end);

        // Not on the thread that cancels: the test's code that goes on here would hold up every other user's end.
        deadline = token.UnsafeRegister(static race => ThreadPool.UnsafeQueueUserWorkItem((AnswerRace)race!, preferLocal: false), this);
        return wait;
    }

    /// <summary>Lets go of the deadline; <see langword="false"/> when it has struck: then the race cannot be used again.</summary>
    public bool Close() => deadline.Unregister();

    void IThreadPoolWorkItem.Execute() => end();

    void IValueTaskSource.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => core.OnCompleted(continuation, state, token, flags);
}
