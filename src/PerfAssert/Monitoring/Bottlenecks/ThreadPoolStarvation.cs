namespace PerfAssert;

/// <summary>Pool threads are blocked, so that work waits for a thread while cores are free: synchronous waiting for asynchronous work.</summary>
internal static class ThreadPoolStarvation
{
    /// <summary>Threads that were added while work waited; a few are added when an application starts.</summary>
    private const int ManyThreadsAdded = 5;

    /// <summary>A work item of a healthy pool waits a fraction of a millisecond, on a busy machine some.</summary>
    private static readonly TimeSpan LongWait = TimeSpan.FromMilliseconds(20);

    /// <summary>Busy threads for each core of the machine, beyond two of the framework's own, that a service which does not block has not.</summary>
    private const int ManyForEachCore = 3;

    /// <summary>Busy threads for each core that the process uses: threads that compute use one each, and some wait for one.</summary>
    private const int ManyForEachUsed = 4;

    public static Bottleneck? Find(LoadResult result)
    {
        // Code that a test itself runs may block as it likes; and where the cores are in use, by whomever, busy threads wait for one.
        if (result.Environment.Transport == EnvironmentInfo.Code || Evidence.Cpu(result) + Evidence.ForeignCpu(result) >= BusyCores.Full)
            return null;
        var busy = result.Resources[Resources.BusyPoolThreads];
        var isHeld = busy is not null && busy.Mean >= (ManyForEachCore * result.Environment.Cores) + 2 && busy.Mean >= ManyForEachUsed * result.Cost.ProcessCpuCores;

        // The total counts from before the warm-up: in it the pool may have grown to its size already.
        var added = result.Resources[Resources.PoolStarvation]?.Final ?? 0;
        var waits = added >= ManyThreadsAdded && result.Cost.PoolDelayP95 >= LongWait;
        if (!isHeld && !waits)
            return null;
        List<string> seen = [];
        if (busy is not null)
            seen.Add($"{Figure.Number(busy.Mean)} were busy in the mean, {Figure.Number(busy.Peak)} at the peak, with {Figure.Number(result.Cost.ProcessCpuCores)} cores in use");
        if (result.Resources[Resources.PoolThreads] is { } threads)
            seen.Add($"the pool has {Figure.Number(threads.Peak)} for {Figure.Count(result.PeakUsers)} users");
        if (waits)
            seen.Add($"work waited {Figure.Duration(result.Cost.PoolDelayP95)} for one (P95), and {Figure.Count((long)added)} had to be added");
        return new(
            BottleneckKind.ThreadPoolStarvation,
            $"Pool threads are blocked: {string.Join(", ", seen)}.",
            "Await instead of blocking: no .Result, .Wait() or GetAwaiter().GetResult() on the way of a request, no Thread.Sleep, asynchronous database and HTTP calls.");
    }
}
