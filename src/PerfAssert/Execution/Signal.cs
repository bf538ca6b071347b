using System.Threading.Tasks.Sources;

namespace PerfAssert;

/// <summary>
/// One awaiter's means of being continued by the timer. Can be used again when a wait is over; one wait at a time.
/// </summary>
internal sealed class Signal(EngineTime time) : TimerNode, IValueTaskSource, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<bool> core;

    /// <summary>Continues on the thread pool at or soon after an engine time.</summary>
    public ValueTask WaitUntilAsync(long due)
    {
        core.Reset();
        time.Schedule(this, due);
        return new ValueTask(this, core.Version);
    }

    /// <summary>Ends a wait for the timer early; nothing happens when it is over already.</summary>
    public void Hurry()
    {
        if (time.Cancel(this))
            time.Post(this);
    }

    public override void Fire(long now) => time.Start(this);

    void IThreadPoolWorkItem.Execute() => core.SetResult(true);

    void IValueTaskSource.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => core.OnCompleted(continuation, state, token, flags);
}
