namespace PerfAssert.Tests.Execution;

/// <summary>
/// Engine time that passes only when nothing is left to do, on the test's own thread: an hour of load takes milliseconds and always
/// gives the same result. Also a <see cref="TimeProvider"/>, for bodies that wait with the framework's own means.
/// </summary>
internal sealed class VirtualTime : EngineTime
{
    private readonly TimerHeap heap = new();
    private readonly Queue<IThreadPoolWorkItem> posted = new();
    private readonly Queue<Action> aside = new();
    private const long Limit = 100L * 3600 * Second;
    private long now = Second;

    public VirtualTime() => Provider = new Clock(this);

    public override long Now => now;

    public override DateTimeOffset UtcNow => new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public TimeProvider Provider { get; }

    /// <summary>Nanoseconds that a clock reading takes: gives iterations that do nothing a length.</summary>
    public void Advance(TimeSpan span) => now += Nanoseconds(span);

    public override void Schedule(TimerNode node, long due) => heap.Add(node, due);

    public override bool Cancel(TimerNode node) => heap.Remove(node);

    public override void Post(IThreadPoolWorkItem item) => posted.Enqueue(item);

    public override void PostAside(Action work) => aside.Enqueue(work);

    public override void RunApart(Action work) => aside.Enqueue(work);

    /// <summary>Runs to the end of what is started.</summary>
    public T Run<T>(Func<Task<T>> start)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var task = start();
            while (!task.IsCompleted)
                Turn();
            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private void Turn()
    {
        if (aside.TryDequeue(out var work))
        {
            work();
        }
        else if (posted.TryDequeue(out var item))
        {
            item.Execute();
        }
        else if (heap.First is { } next && now < Limit)
        {
            now = Math.Max(now, next.Due);
            heap.Remove(next);
            next.Fire(now);
        }
        else
        {
            throw new InvalidOperationException("Nothing is left to do, or 100 hours have passed, and the run has not ended: somebody waits outside of virtual time.");
        }
    }

    private sealed class Clock(VirtualTime time) : TimeProvider
    {
        public override long TimestampFrequency => Second;

        public override long GetTimestamp() => time.now;

        public override DateTimeOffset GetUtcNow() => time.UtcNow;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(time, callback, state);
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : TimerNode, ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Cancel(this);
            if (dueTime >= TimeSpan.Zero)
                time.Schedule(this, time.now + Nanoseconds(dueTime));
            return true;
        }

        public void Dispose() => time.Cancel(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        public override void Fire(long at) => callback(state);
    }
}
