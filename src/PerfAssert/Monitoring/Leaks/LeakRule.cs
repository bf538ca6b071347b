namespace PerfAssert;

/// <summary>A resource that is followed, and the growth below which it does not count as a leak.</summary>
/// <param name="Resource">What is followed.</param>
/// <param name="Read">Its value at a point.</param>
/// <param name="PerIteration">Growth per iteration that is none yet, in the unit of the resource.</param>
/// <param name="LeastTotal">Growth during the check that is none yet, in the unit of the resource.</param>
internal sealed record LeakRule(Resource Resource, Func<LeakPoint, double> Read, double PerIteration, double LeastTotal)
{
    /// <summary>
    /// Managed bytes per iteration: 100, four of the smallest objects. At a hundred requests per second it is 860 MB a day; what a
    /// healthy application's pools and tables add to a check of two thousand iterations is less.
    /// </summary>
    public const double HeapPerIteration = 100;

    /// <summary>Managed bytes during a check: 100 KB, more than tables, buffers and statistics of a process that is at rest come to.</summary>
    public const double LeastHeap = 100 * 1024;

    /// <summary>Native bytes per iteration: 512. Allocators keep what was freed, in pages and arenas, so that they cannot be read as exactly as the heap.</summary>
    public const double NativePerIteration = 512;

    /// <summary>Native bytes during a check: 512 KB, for the same reason.</summary>
    public const double LeastNative = 512 * 1024;

    /// <summary>Handles, timers, threads and assemblies per iteration: one in a hundred, which is a thousand within minutes.</summary>
    public const double CountPerIteration = 0.01;

    /// <summary>Handles, timers, threads and assemblies during a check: 10, more than connections, heartbeats and workers come and go by.</summary>
    public const double LeastCount = 10;

    /// <summary>Everything that is followed, in the order of reports.</summary>
    public static IReadOnlyList<LeakRule> All { get; } =
    [
        new(Resources.Heap, point => point.Heap, HeapPerIteration, LeastHeap),
        new(Resources.NativeMemory, point => point.Native, NativePerIteration, LeastNative),
        new(Resources.Handles, point => point.Handles, CountPerIteration, LeastCount),
        new(Resources.Timers, point => point.Timers, CountPerIteration, LeastCount),
        new(Resources.Threads, point => point.Threads, CountPerIteration, LeastCount),
        new(Resources.Assemblies, point => point.Assemblies, CountPerIteration, LeastCount),
    ];
}
