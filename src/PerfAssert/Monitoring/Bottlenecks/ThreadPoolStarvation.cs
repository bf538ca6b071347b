namespace PerfAssert;

/// <summary>Pool threads are blocked, so that work waits for a thread while cores are free: synchronous waiting for asynchronous work.</summary>
internal static class ThreadPoolStarvation
{
    /// <summary>The runtime says so itself when it adds a thread for this reason; a few times happen when an application starts.</summary>
    private const int ManyThreadsAdded = 5;

    /// <summary>Threads beyond those a load test starts with, and beyond those the pool tries out by itself.</summary>
    private const int UsualThreads = 16;

    /// <summary>A work item of a healthy pool waits a fraction of a millisecond, on a busy machine some.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromMilliseconds(20);

    public static Bottleneck? Find(LoadResult result)
    {
        // The total counts from before the warm-up: in it the pool may have grown to its size already.
        if (result.Resources[Resources.PoolStarvation] is not { } starvation || starvation.Final < ManyThreadsAdded)
            return null;
        if (Evidence.Cpu(result) >= BusyCores.Busy)
            return null;
        var threads = result.Resources[Resources.PoolThreads];
        var waits = result.Cost.PoolDelayP95 >= LongWait;
        var holds = threads is not null && threads.Mean >= UsualThreads + (2 * result.Environment.Cores);
        if (!waits && !holds)
            return null;
        List<string> seen = [$"the runtime added {Figure.Count((long)starvation.Final)} threads because others were blocked"];
        if (threads is not null)
            seen.Add($"{Figure.Number(threads.Mean)} pool threads in the mean, {Figure.Number(threads.Peak)} at the peak, for {Figure.Count(result.PeakUsers)} users");
        if (waits)
            seen.Add($"work waited {Figure.Duration(result.Cost.PoolDelayP95)} for a thread (P95)");
        seen.Add($"with {Figure.Percent(Evidence.Cpu(result))} of the cores in use");
        return new(
            BottleneckKind.ThreadPoolStarvation,
            $"Pool threads are blocked: {string.Join(", ", seen)}.",
            "Await instead of blocking: no .Result, .Wait() or GetAwaiter().GetResult() on the way of a request, no Thread.Sleep, asynchronous database and HTTP calls.");
    }
}
