namespace PerfAssert;

/// <summary>Something that waits for a point in time. Reused over and over, so that waiting allocates nothing.</summary>
internal abstract class TimerNode
{
    /// <summary>When it is due; owned by the timer.</summary>
    internal long Due { get; set; }

    /// <summary>Place in the timer's heap, or -1; owned by the timer.</summary>
    internal int HeapIndex { get; set; } = -1;

    /// <summary>Called on the timer's thread: must be short and must not throw.</summary>
    /// <param name="now">Engine time.</param>
    public abstract void Fire(long now);
}
