namespace PerfAssert;

/// <summary>
/// The engine's only access to time and threads, so that a run can be tested in virtual time. Times are nanoseconds on a monotonic clock.
/// </summary>
internal abstract class EngineTime
{
    public const long Microsecond = 1_000;
    public const long Millisecond = 1_000_000;
    public const long Second = 1_000_000_000;

    /// <summary>The clock.</summary>
    public abstract long Now { get; }

    /// <summary>The wall clock, for reports only.</summary>
    public abstract DateTimeOffset UtcNow { get; }

    /// <summary>Lets <see cref="TimerNode.Fire"/> be called at or soon after <paramref name="due"/>. The node must not be waiting already.</summary>
    public abstract void Schedule(TimerNode node, long due);

    /// <summary>Takes a waiting node back; <see langword="false"/> when it has fired or was not waiting.</summary>
    public abstract bool Cancel(TimerNode node);

    /// <summary>Runs work on the thread pool, in order of posting.</summary>
    public abstract void Post(IThreadPoolWorkItem item);

    /// <summary>Runs what a timer node has let go, soon. Like <see cref="Post"/>, and cheaper from <see cref="TimerNode.Fire"/>.</summary>
    public virtual void Start(IThreadPoolWorkItem item) => Post(item);

    /// <summary>Runs work one at a time on a thread of its own, so that neither a busy pool nor the work disturbs the load.</summary>
    public abstract void PostAside(Action work);

    /// <summary>Runs work that may call back into the test's code, and so may take long, on a thread of its own.</summary>
    public abstract void RunApart(Action work);

    /// <summary>Measures the machine's speed on the calling thread, in some 3 ms; <see langword="null"/> where time is not real.</summary>
    public virtual TimeSpan? ProbeSpeed() => null;

    /// <summary>What the machine has withheld from its processes so far; <see langword="null"/> where time is not real.</summary>
    public virtual MachineReading? ReadMachine() => null;

    /// <summary>
    /// Managed memory in use after a full collection, which also keeps what set-up and warm-up left behind from being collected in the
    /// middle of a measurement; <see langword="null"/> in virtual time.
    /// </summary>
    public virtual long? MeasureHeap() => null;

    /// <summary>What this process holds, after a full collection; <see langword="null"/> in virtual time. Nothing may be in flight.</summary>
    public virtual LeakPoint? ReadLeakPoint() => null;

    /// <summary>What looks into processes, which takes real time; <see langword="null"/> in virtual time and without the package for it.</summary>
    public virtual IProcessDiagnostics? Diagnostics => null;

    public static long Nanoseconds(TimeSpan span) => span.Ticks * 100;

    public static TimeSpan Span(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / 100);
}
