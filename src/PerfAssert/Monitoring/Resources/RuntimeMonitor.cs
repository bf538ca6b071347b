using System.Diagnostics;

namespace PerfAssert;

/// <summary>Reads the .NET runtime of this process.</summary>
internal sealed class RuntimeMonitor : IMonitor
{
    /// <summary>Work that waits this long for a thread of the pool waits for threads that are blocked: the pool gives a busy core new work at once.</summary>
    private static readonly TimeSpan Starved = TimeSpan.FromMilliseconds(250);

    private const int LargeObjectHeap = 3;

    private readonly PoolWait poolWait = new();
    private ThrownExceptions? exceptions;
    private LockWaits? lockWaits;
    private long waitsAtStart;
    private long lastWaits;
    private long lastSample;
    private int collections = -1;
    private long largeObjects;
    private int assemblies;
    private int assembliesLoaded;
    private int assembliesCounted = -1;
    private int busyThreads;
    private long added;

    public string Name => "the .NET runtime of this process";

    public void Start()
    {
        exceptions = new ThrownExceptions();
        var waits = new LockWaits();
        if (waits.Listen())
            lockWaits = waits;
        else
            waits.Dispose();
        waitsAtStart = lastWaits = Monitor.LockContentionCount;
        lastSample = Stopwatch.GetTimestamp();
        AppDomain.CurrentDomain.AssemblyLoad += AssemblyLoaded;
    }

    public void Sample(ResourceSamples samples)
    {
        ReadMemory(samples);
        ReadPool(samples);
        ReadLocks(samples);
        samples.Add(Resources.Exceptions, exceptions!.Count);
        samples.Add(Resources.Timers, Timer.ActiveCount);
        samples.Add(Resources.Assemblies, assemblies);
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.AssemblyLoad -= AssemblyLoaded;
        lockWaits?.Dispose();
        exceptions?.Dispose();
    }

    private void ReadMemory(ResourceSamples samples)
    {
        // Assemblies go by a collection, if they go. Both are only looked at when they can have changed, as both allocate.
        var gen0 = GC.CollectionCount(0);
        var loaded = Volatile.Read(ref assembliesLoaded);
        if (gen0 != collections || loaded != assembliesCounted)
            assemblies = AppDomain.CurrentDomain.GetAssemblies().Length;
        if (gen0 != collections)
            largeObjects = GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo[LargeObjectHeap].SizeAfterBytes;
        (collections, assembliesCounted) = (gen0, loaded);

        samples.Add(Resources.Heap, GC.GetTotalMemory(forceFullCollection: false));
        samples.Add(Resources.LargeObjects, largeObjects);
        samples.Add(Resources.Allocated, ProcessProbe.AllocatedBytes());
        samples.Add(Resources.Gen0, gen0);
        samples.Add(Resources.Gen1, GC.CollectionCount(1));
        samples.Add(Resources.Gen2, GC.CollectionCount(2));
        samples.Add(Resources.GcPause, EngineTime.Nanoseconds(GC.GetTotalPauseDuration()));
    }

    private void ReadPool(ResourceSamples samples)
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        var busy = most - free;

        // Busy ones: idle threads of earlier work are not used before the pool has raised its own target.
        if (busy > busyThreads && poolWait.Wait >= Starved)
            added += busy - busyThreads;
        busyThreads = busy;
        poolWait.Post();
        samples.Add(Resources.PoolThreads, ThreadPool.ThreadCount);
        samples.Add(Resources.BusyPoolThreads, busy);
        samples.Add(Resources.PoolQueue, ThreadPool.PendingWorkItemCount);
        samples.Add(Resources.PoolStarvation, added);
    }

    private void ReadLocks(ResourceSamples samples)
    {
        var now = Stopwatch.GetTimestamp();
        var waits = Monitor.LockContentionCount;
        samples.Add(Resources.LockContentions, waits);
        if (lockWaits is not null)
        {
            samples.Add(Resources.LockWait, lockWaits.Total(waits - waitsAtStart));
            lockWaits.Limit((waits - lastWaits) / Stopwatch.GetElapsedTime(lastSample, now).TotalSeconds);
        }

        (lastWaits, lastSample) = (waits, now);
    }

    private void AssemblyLoaded(object? sender, AssemblyLoadEventArgs arguments) => Interlocked.Increment(ref assembliesLoaded);
}
