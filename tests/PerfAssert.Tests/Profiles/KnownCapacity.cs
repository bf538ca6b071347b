using PerfAssert.Tests.Execution;

namespace PerfAssert.Tests.Profiles;

/// <summary>So many places, each of which serves one iteration after the other in a fixed time, first come, first served: a semaphore of known capacity.</summary>
internal sealed class KnownCapacity
{
    private readonly VirtualTime time;
    private readonly PriorityQueue<int, long> places = new();
    private readonly long service;

    public KnownCapacity(VirtualTime time, int places, TimeSpan service)
    {
        this.time = time;
        this.service = EngineTime.Nanoseconds(service);
        for (var place = 0; place < places; place++)
            this.places.Enqueue(place, 0);
    }

    public ValueTask ServeAsync(VirtualUser user)
    {
        _ = places.TryPeek(out var place, out var free);
        var end = Math.Max(free, time.Now) + service;
        places.DequeueEnqueue(place, end);
        return user.PauseAsync(EngineTime.Span(end - time.Now));
    }
}
