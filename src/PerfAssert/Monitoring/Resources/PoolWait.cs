using System.Diagnostics;

namespace PerfAssert;

/// <summary>A work item that tells how long it waits for a thread of the pool.</summary>
internal sealed class PoolWait : IThreadPoolWorkItem
{
    private long posted;
    private long waited;
    private bool waiting;

    /// <summary>Its wait, over or not.</summary>
    public TimeSpan Wait => Volatile.Read(ref waiting) ? Stopwatch.GetElapsedTime(Volatile.Read(ref posted)) : TimeSpan.FromTicks(Volatile.Read(ref waited));

    /// <summary>Lets it wait anew, unless it still does.</summary>
    public void Post()
    {
        if (Volatile.Read(ref waiting))
            return;
        Volatile.Write(ref posted, Stopwatch.GetTimestamp());
        Volatile.Write(ref waiting, true);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref waited, Stopwatch.GetElapsedTime(posted).Ticks);
        Volatile.Write(ref waiting, false);
    }
}
