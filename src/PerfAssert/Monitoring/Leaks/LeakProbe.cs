using System.Diagnostics;
using System.Globalization;

namespace PerfAssert;

/// <summary>Reads the points of the leak check off this process.</summary>
internal static class LeakProbe
{
    /// <summary>A client has its answer before the server is done with the request.</summary>
    private static readonly TimeSpan AfterLast = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// Collects what nobody refers to any more, and reads what is left. The last collection gives free pages back, so that what is resident
    /// beside the heap can be told from it; that would slow the next iterations down, which is why no measured ones follow.
    /// </summary>
    public static LeakPoint Read()
    {
        Thread.Sleep(AfterLast);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        Finalizers.Run();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        NativeHeap.Trim();
        var heap = GC.GetTotalMemory(forceFullCollection: false);
        var committed = GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
        var (own, threads) = OwnMemoryAndThreads();
        return new LeakPoint(
            heap,
            own - committed,
            ProcessHandles.Count(),
            Timer.ActiveCount,
            threads - ThreadPool.ThreadCount,
            AppDomain.CurrentDomain.GetAssemblies().Length);
    }

    /// <summary>Physical memory that is the process's own, no file's, and the number of its threads (Linux: proc(5), status).</summary>
    private static (double Memory, double Threads) OwnMemoryAndThreads()
    {
        if (OperatingSystem.IsLinux())
        {
            try
            {
                double memory = double.NaN, threads = double.NaN;
                foreach (var line in File.ReadLines("/proc/self/status"))
                {
                    if (line.StartsWith("RssAnon:", StringComparison.Ordinal))
                        memory = Number(line) * 1024;
                    else if (line.StartsWith("Threads:", StringComparison.Ordinal))
                        threads = Number(line);
                }

                return (memory, threads);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return (double.NaN, double.NaN);
            }
        }

        using var process = Process.GetCurrentProcess();
        return (process.PrivateMemorySize64, process.Threads.Count);
    }

    private static double Number(string line)
        => double.Parse(line.AsSpan(line.IndexOf(':') + 1).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
}
