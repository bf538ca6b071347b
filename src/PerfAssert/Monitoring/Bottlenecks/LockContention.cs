namespace PerfAssert;

/// <summary>Threads of the process wait for locks.</summary>
internal static class LockContention
{
    /// <summary>From this share of the iterations' time on: 15 %. Locks of frameworks and of this engine take less than a hundredth of it.</summary>
    private const double WaitShare = 0.15;

    /// <summary>A shorter wait per iteration is a few threads meeting by chance.</summary>
    private static readonly TimeSpan WaitWorthKnowing = TimeSpan.FromMilliseconds(0.5);

    /// <summary>Fewer waits are chance, however long one was: a thread that held a lock may have waited for a core.</summary>
    private const int FewestWaits = 30;

    /// <summary>See <see cref="FewestWaits"/>, per iteration.</summary>
    private const double FewestPerIteration = 0.1;

    /// <summary>Where the time of the waits is not known, this many of them per iteration say the same.</summary>
    private const double ManyContentions = 0.5;

    public static Bottleneck? Find(LoadResult result)
    {
        if (result.Resources[Resources.LockContentions] is not { Growth: > 0 } contentions)
            return null;
        var perIteration = contentions.Growth / result.Count;
        if (contentions.Growth < FewestWaits || perIteration < FewestPerIteration)
            return null;
        string seen;
        if (result.Resources[Resources.LockWait] is { } waits)
        {
            var wait = EngineTime.Span((long)waits.Growth);
            var share = Evidence.ShareOfIterations(result, wait);
            if (share < WaitShare || wait / result.Count < WaitWorthKnowing)
                return null;
            seen = $"Threads waited {Figure.Duration(wait / result.Count)} per iteration for locks, {Figure.Percent(Math.Min(1, share))} of its time";
        }
        else if (perIteration >= ManyContentions && Evidence.Cpu(result) + Evidence.ForeignCpu(result) < BusyCores.Busy)
        {
            seen = "Threads waited for locks while cores were free";
        }
        else
        {
            return null;
        }

        return new(
            BottleneckKind.LockContention,
            $"{seen} ({Figure.Count((long)contentions.Growth)} waits, {Figure.Number(perIteration)} per iteration).",
            "Do less while holding the lock, above all nothing that waits; split it (a lock for each key), or use a concurrent collection or an immutable snapshot.");
    }
}
