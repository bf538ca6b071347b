namespace PerfAssert;

/// <summary>The process and the machine at one moment.</summary>
/// <param name="At">Engine time in nanoseconds.</param>
/// <param name="Cpu">CPU time of this process so far.</param>
/// <param name="MachineBusy">CPU time of the whole machine so far, all cores; <see langword="null"/> where it cannot be read.</param>
/// <param name="GcPause">Time the garbage collector has paused this process so far.</param>
/// <param name="AllocatedBytes">Bytes allocated by this process so far.</param>
/// <param name="WorkingSet">Bytes of physical memory.</param>
/// <param name="Collections">Garbage collections of any generation so far.</param>
internal readonly record struct ProcessReading(
    long At, TimeSpan Cpu, TimeSpan? MachineBusy, TimeSpan GcPause, long AllocatedBytes, long WorkingSet, long Collections = 0)
{
    /// <summary>Everything so far and what another reading says, the memory as it is.</summary>
    public ProcessReading Plus(ProcessReading other)
        => new(At + other.At, Cpu + other.Cpu, (MachineBusy ?? TimeSpan.Zero) + other.MachineBusy, GcPause + other.GcPause, AllocatedBytes + other.AllocatedBytes, WorkingSet, Collections + other.Collections);

    /// <summary>Everything so far but for what another reading says, the memory as it is.</summary>
    public ProcessReading Without(ProcessReading other)
        => new(At - other.At, Cpu - other.Cpu, MachineBusy - (other.MachineBusy ?? TimeSpan.Zero), GcPause - other.GcPause, AllocatedBytes - other.AllocatedBytes, WorkingSet, Collections - other.Collections);

    /// <summary>Cores used by this process between two readings.</summary>
    public static double Cores(ProcessReading from, ProcessReading to)
        => to.At <= from.At ? 0 : EngineTime.Nanoseconds(to.Cpu - from.Cpu) / (double)(to.At - from.At);

    /// <summary>Share of the machine's cores used by others between two readings; NaN where it cannot be read.</summary>
    public static double Foreign(ProcessReading from, ProcessReading to)
    {
        if (from.MachineBusy is not { } before || to.MachineBusy is not { } after || to.At <= from.At)
            return double.NaN;
        var others = EngineTime.Nanoseconds(after - before - (to.Cpu - from.Cpu));
        return Math.Clamp(others / ((double)(to.At - from.At) * Environment.ProcessorCount), 0, 1);
    }
}
