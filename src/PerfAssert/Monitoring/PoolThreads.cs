namespace PerfAssert;

/// <summary>
/// Keeps the thread pool from starving the load: a test host blocks some of its few threads, and the pool adds new ones only slowly.
/// </summary>
internal static class PoolThreads
{
    /// <summary>
    /// Threads beyond one per core: a test host holds a few of them blocked. Not more, or an application in this process that blocks
    /// its threads (sync-over-async) would look healthier under the test than it is in production.
    /// </summary>
    private const int Reserve = 6;

    /// <summary>Beyond this, threads cost more than they bring.</summary>
    private const int MostForBlockingCode = 512;

    /// <summary>Fewer work items wait for a moment in any busy process.</summary>
    private const int FewestWaiting = 50;

    /// <summary>Raises the minimum for any load.</summary>
    public static void Prepare() => Raise(Environment.ProcessorCount + Reserve);

    /// <summary>Raises the minimum for users whose own code was seen to hold a thread for whole iterations.</summary>
    /// <param name="users">How many.</param>
    public static void PrepareForBlockingCode(int users) => Raise(Math.Min(users, MostForBlockingCode) + Environment.ProcessorCount + Reserve);

    /// <summary>What the pool looks like when work waits for blocked threads; <see langword="null"/> when it does not.</summary>
    public static string? Starvation()
    {
        var (waiting, threads) = (ThreadPool.PendingWorkItemCount, ThreadPool.ThreadCount);
        return waiting < FewestWaiting || waiting < threads
            ? null
            : $"{Figure.Count(waiting)} work items wait for one of {Figure.Count(threads)} threads of the pool: something blocks them, as .Result, .Wait() and Thread.Sleep do "
              + "on the way of a request. Await instead, or load less to measure how far it goes.";
    }

    private static void Raise(int wanted)
    {
        ThreadPool.GetMinThreads(out var workers, out var completion);
        if (workers < wanted)
            ThreadPool.SetMinThreads(wanted, completion);
    }
}
