using System.Diagnostics;

namespace PerfAssert;

/// <summary>Makes shares of the cores from CPU times read one after the other.</summary>
/// <param name="cores">How many make 100 %.</param>
internal sealed class CpuShare(int cores)
{
    /// <summary>The kernel counts the CPU time of other processes in steps of 10 ms: a share of less time would be made of steps.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    private long since;
    private TimeSpan before;

    /// <summary>The share since the reading before; NaN for the first one, and for one that comes too soon after another, which then counts with the next.</summary>
    /// <param name="cpu">CPU time so far.</param>
    /// <param name="now">Timestamp of the reading, of <see cref="Stopwatch"/>.</param>
    public double Next(TimeSpan cpu, long now)
    {
        var elapsed = Stopwatch.GetElapsedTime(since, now);
        if (since != 0 && elapsed < Shortest)
            return double.NaN;

        // A kernel that adds a step late can seem to have spent more than there is.
        var share = since == 0 ? double.NaN : Math.Clamp((cpu - before) / (elapsed * cores), 0, 1);
        (since, before) = (now, cpu);
        return share;
    }
}
