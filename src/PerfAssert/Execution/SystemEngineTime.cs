using System.Collections.Concurrent;
using System.Diagnostics;

namespace PerfAssert;

/// <summary>
/// Real time. One thread sleeps precisely until the next timer is due: .NET's own timers have a grain of 4 to 15 ms, which would
/// blur arrivals, pacing and think time. Dispose when the run has ended.
/// </summary>
internal sealed class SystemEngineTime : EngineTime, IDisposable
{
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    /// <summary>
    /// Shortest sleep: 260 µs. Each wake-up is two context switches, of this thread and of the one that starts what is due: some 40 µs
    /// of CPU on a virtual machine. So starts are 0.2 ms late in the middle, and waiting for them takes 15 % of a core at any rate.
    /// </summary>
    private const long ShortestSleep = 260 * Microsecond;

    private readonly object gate = new();
    private readonly TimerHeap heap = new();
    private readonly PreciseWaiter waiter = PreciseWaiter.Create();
    private readonly BlockingCollection<Action> asideWork = [];
    private readonly StartThread starts = new();
    private readonly Thread timerThread;
    private readonly Thread asideThread;
    private long sleepingUntil;
    private volatile bool disposed;

    public SystemEngineTime()
    {
        timerThread = new Thread(RunTimer) { IsBackground = true, Name = "PerfAssert timer", Priority = ThreadPriority.Highest };
        asideThread = new Thread(RunAside) { IsBackground = true, Name = "PerfAssert reports" };
        timerThread.Start();
        asideThread.Start();
    }

    /// <summary>Timers that wait to be due.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return heap.Count;
        }
    }

    public override long Now => Stopwatch.Frequency == Second
        ? Stopwatch.GetTimestamp()
        : (long)(Stopwatch.GetTimestamp() * NanosecondsPerTick);

    public override DateTimeOffset UtcNow => TimeProvider.System.GetUtcNow();

    public override void Schedule(TimerNode node, long due)
    {
        bool wake;
        lock (gate)
        {
            heap.Add(node, due);
            wake = due < sleepingUntil;
        }

        if (wake)
            waiter.Wake();
    }

    public override bool Cancel(TimerNode node)
    {
        lock (gate)
            return heap.Remove(node);
    }

    public override void Post(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);

    public override void Start(IThreadPoolWorkItem item)
    {
        if (Environment.CurrentManagedThreadId == timerThread.ManagedThreadId)
            starts.Add(item);
        else
            Post(item);
    }

    public override void PostAside(Action work)
    {
        if (!asideWork.IsAddingCompleted)
            asideWork.Add(work);
    }

    public override void RunApart(Action work)
        => new Thread(() => work()) { IsBackground = true, Name = "PerfAssert interruption" }.Start();

    public override MachineReading? ReadMachine() => MachineProbe.Real.Read(Now);

    public override TimeSpan? ProbeSpeed() => SpeedProbe.Run();

    /// <inheritdoc />
    public override long? MeasureHeap()
    {
        // What waits for its finalizer is freed by a second collection; a finalizer that hangs is not waited for.
        GC.Collect();
        Finalizers.Run();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    /// <inheritdoc />
    public override IProcessDiagnostics? Diagnostics => ProcessDiagnostics.Instance;

    /// <inheritdoc />
    public override LeakPoint? ReadLeakPoint() => LeakProbe.Read();

    public void Dispose()
    {
        disposed = true;
        waiter.Wake();
        asideWork.CompleteAdding();
        timerThread.Join();
        asideThread.Join();
        starts.Dispose();
        waiter.Dispose();
        asideWork.Dispose();
    }

    private void RunTimer()
    {
        while (!disposed)
        {
            var now = Now;
            var node = NextDue(now, out var next);
            if (node is not null)
            {
                node.Fire(now);
                continue;
            }

            starts.Release();
            waiter.Wait(starts.HasBacklog ? ShortestSleep : Math.Max(ShortestSleep, next - now));
            starts.Relieve();
        }
    }

    private TimerNode? NextDue(long now, out long next)
    {
        lock (gate)
        {
            var first = heap.First;
            if (first is not null && first.Due <= now)
            {
                heap.Remove(first);
                sleepingUntil = next = 0;
                return first;
            }

            sleepingUntil = next = first?.Due ?? now + (60 * Second);
            return null;
        }
    }

    private void RunAside()
    {
        foreach (var work in asideWork.GetConsumingEnumerable())
            work();
    }
}
