using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>Open model: the idle users of one kind, and the arrivals that wait for one of them.</summary>
/// <param name="capacity">Users of all kinds.</param>
internal sealed class UserPool(int capacity)
{
    public IdleUsers Idle { get; } = new(capacity);

    /// <summary>Intended starts.</summary>
    public ConcurrentQueue<long> Waiting { get; } = new();
}
