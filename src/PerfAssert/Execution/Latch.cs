using System.Threading.Tasks.Sources;

namespace PerfAssert;

/// <summary>Opens once; one awaiter continues on the thread pool. (A TaskCompletionSource would leave virtual time.)</summary>
internal sealed class Latch(EngineTime time) : IValueTaskSource, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<bool> core;
    private int opened;

    public void Open()
    {
        if (Interlocked.Exchange(ref opened, 1) == 0)
            time.Post(this);
    }

    public ValueTask WaitAsync() => new(this, core.Version);

    void IThreadPoolWorkItem.Execute() => core.SetResult(true);

    void IValueTaskSource.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => core.OnCompleted(continuation, state, token, flags);
}
