using System.Runtime.InteropServices;

namespace PerfAssert;

/// <summary>One core's share of the counts, taken by a try-lock that is all but never contended.</summary>
[StructLayout(LayoutKind.Sequential)]
internal sealed class RecorderShard
{
    // Keep two shards' locks off the same cache line.
#pragma warning disable CS0169, IDE0051, CA1823 // padding
    private readonly long padding0, padding1, padding2, padding3, padding4, padding5, padding6, padding7;
#pragma warning restore CS0169, IDE0051, CA1823
    private int held;
    private SliceData current = new();
    private SliceData spare = new();

    public bool TryEnter() => Volatile.Read(ref held) == 0 && Interlocked.CompareExchange(ref held, 1, 0) == 0;

    public void Exit() => Volatile.Write(ref held, 0);

    /// <summary>The counts; only between <see cref="TryEnter"/> and <see cref="Exit"/>.</summary>
    public SliceData Current => current;

    /// <summary>Moves the counts into <paramref name="target"/> and starts anew. Called by one thread at a time.</summary>
    public void DrainInto(SliceData target)
    {
        var spin = default(SpinWait);
        while (!TryEnter())
            spin.SpinOnce();
        (current, spare) = (spare, current);
        Exit();

        target.Add(spare);
        spare.Clear();
    }
}
