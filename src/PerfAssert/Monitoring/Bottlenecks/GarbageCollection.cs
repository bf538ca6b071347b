namespace PerfAssert;

/// <summary>The garbage collector takes the time.</summary>
internal static class GarbageCollection
{
    /// <summary>Pauses above this share of the time move the tail: at 5 % P95 itself stands in a pause.</summary>
    private const double ManyPauses = 0.05;

    public static Bottleneck? Find(LoadResult result)
    {
        var share = result.Cost.GcPause / result.MeasuredDuration;

        // Where others use the cores, a collection waits for them and pauses the longer for it.
        return share < ManyPauses / Math.Max(0.1, 1 - Evidence.ForeignCpu(result))
            ? null
            : new(
                BottleneckKind.GarbageCollection,
                $"The garbage collector paused the process for {Figure.Duration(result.Cost.GcPause)}, {Figure.Percent(share)} of the run; {Figure.Bytes(result.Cost.AllocatedBytesPerIteration)} were allocated per iteration.",
                "Allocate less per request, and keep less alive while requests run; for a service with several cores try server GC (<ServerGarbageCollector>true).");
    }
}
