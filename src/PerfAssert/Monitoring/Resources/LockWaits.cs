using System.Diagnostics.Tracing;

namespace PerfAssert;

/// <summary>
/// Adds up how long threads of this process waited for locks, from the runtime's event <c>ContentionStop</c>. Where nobody waits it costs
/// nothing but being there (but for some 10 MB of native memory and 30 ms for the first one of a process); a wait costs
/// some microseconds on a thread of the runtime's own. Under more waits than <see cref="MostPerSecond"/> it stops listening, and the waits
/// from there on count with the mean of those before.
/// </summary>
internal sealed class LockWaits : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Contention = (EventKeywords)0x4000;
    private const int ContentionStop = 91;

    /// <summary>At some 5 µs each, 1 % of a core.</summary>
    private const double MostPerSecond = 2000;

    private EventSource? runtime;
    private long counted;
    private long nanoseconds;
    private long allocatedBefore;
    private int thread;
    private bool listening;

    /// <summary>Time that threads waited since this began to listen.</summary>
    /// <param name="waits">How often they did since.</param>
    public double Total(long waits)
    {
        var known = Volatile.Read(ref counted);
        double time = Volatile.Read(ref nanoseconds);
        return known == 0 || waits <= known || listening ? time : time / known * waits;
    }

    /// <summary>Begins to listen; <see langword="false"/> where the runtime tells nothing.</summary>
    public bool Listen()
    {
        if (runtime is null)
            return false;
        EnableEvents(runtime, EventLevel.Informational, Contention);
        return listening = true;
    }

    /// <summary>Stops listening when there is too much to hear.</summary>
    public void Limit(double perSecond)
    {
        if (!listening || perSecond < MostPerSecond)
            return;
        DisableEvents(runtime!);
        listening = false;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
            runtime = eventSource;
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // Two of them are never told of at once: the runtime has one thread for it, at a time.
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        if (thread == Environment.CurrentManagedThreadId)
            MonitorCost.Add(allocated - allocatedBefore);
        (thread, allocatedBefore) = (Environment.CurrentManagedThreadId, allocated);
        if (eventData.EventId != ContentionStop || eventData.Payload is not [_, _, double time, ..])
            return;
        Volatile.Write(ref nanoseconds, nanoseconds + (long)time);
        Volatile.Write(ref counted, counted + 1);
    }
}
