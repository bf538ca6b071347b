using System.Threading.Tasks.Sources;

namespace PerfAssert;

/// <summary>
/// One awaiter's means of being continued, later or elsewhere: by the timer, or at once on a fresh turn of the thread pool. Reused
/// over and over, so that a user's think times and yields allocate nothing. One wait at a time.
/// </summary>
internal sealed class Signal(EngineTime time) : TimerNode, IValueTaskSource, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<bool> core;

    /// <summary>Continues on the thread pool, behind the work that is already queued.</summary>
    public ValueTask YieldAsync()
    {
        core.Reset();
        time.Post(this);
        return new ValueTask(this, core.Version);
    }

    /// <summary>Continues on the thread pool at or soon after an engine time.</summary>
    public ValueTask WaitUntilAsync(long due)
    {
        core.Reset();
        time.Schedule(this, due);
        return new ValueTask(this, core.Version);
    }

    /// <summary>Continues when <see cref="Set"/> is called, once for each wait; it may be called before the result is awaited.</summary>
    public ValueTask PrepareWait()
    {
        core.Reset();
        return new ValueTask(this, core.Version);
    }

    /// <summary>Ends a wait for the timer early; nothing happens when it is over already.</summary>
    public void Hurry()
    {
        if (time.Cancel(this))
            time.Post(this);
    }

    /// <summary>Ends a wait begun by <see cref="PrepareWait"/>.</summary>
    public void Set() => time.Start(this);

    public override void Fire(long now) => time.Start(this);

    void IThreadPoolWorkItem.Execute() => core.SetResult(true);

    void IValueTaskSource.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => core.OnCompleted(continuation, state, token, flags);
}
