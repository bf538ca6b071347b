namespace PerfAssert;

/// <summary>What the machine has withheld from its processes so far; <see langword="null"/> where it cannot be read.</summary>
/// <param name="At">Engine time in nanoseconds.</param>
/// <param name="Stolen">CPU time of all cores that the hypervisor gave to others.</param>
/// <param name="Pressure">Time in which some task of the machine waited for a core.</param>
/// <param name="Throttled">Time in which the CPU quota of this process's container let it stand still.</param>
internal readonly record struct MachineReading(long At, TimeSpan? Stolen, TimeSpan? Pressure, TimeSpan? Throttled);
