namespace PerfAssert;

/// <summary>Lets pending finalizers run, within limits: one that hangs is waited for once, and by one thread.</summary>
internal static class Finalizers
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    private static Task running = Task.CompletedTask;

    /// <summary>Waits until those that are pending have run, for a quarter of a second at most.</summary>
    public static void Run()
    {
        // A wait that never ended would cost a thread each time; the one that is left behind ends with the finalizer that it waits for.
        if (!Volatile.Read(ref running).IsCompleted)
            return;
        var wait = Task.Factory.StartNew(GC.WaitForPendingFinalizers, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Volatile.Write(ref running, wait);
        wait.Wait(Longest);
    }
}
