namespace PerfAssert;

/// <summary>What a process holds at one moment at which nothing is in flight, after a full collection. NaN is what could not be read.</summary>
/// <param name="Heap">Bytes of managed objects that are still referred to.</param>
/// <param name="Native">Bytes of physical memory of its own that are no managed memory.</param>
/// <param name="Handles">Open handles or file descriptors.</param>
/// <param name="Timers">Timers that are set.</param>
/// <param name="Threads">Threads but those of the pool, which comes and goes by itself.</param>
/// <param name="Assemblies">Loaded assemblies.</param>
internal readonly record struct LeakPoint(double Heap, double Native, double Handles, double Timers, double Threads, double Assemblies);
