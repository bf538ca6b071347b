namespace PerfAssert;

/// <summary>What the machine withheld during a run, as shares from 0 to 1; NaN where it cannot be read.</summary>
/// <param name="Stolen">Share of all cores' time that the hypervisor gave to others.</param>
/// <param name="Pressure">Share of the time in which some task of the machine waited for a core.</param>
/// <param name="Throttled">Share of the time in which the CPU quota of this process's container let it stand still.</param>
internal sealed record MachineConditions(double Stolen, double Pressure, double Throttled)
{
    public static MachineConditions Unknown { get; } = new(double.NaN, double.NaN, double.NaN);

    /// <summary>Between two readings.</summary>
    /// <param name="from">The earlier one.</param>
    /// <param name="to">The later one.</param>
    /// <param name="cores">Of the machine.</param>
    public static MachineConditions Between(MachineReading? from, MachineReading? to, int cores)
    {
        if (from is not { } before || to is not { } after || after.At <= before.At)
            return Unknown;
        var length = (double)(after.At - before.At);
        return new(
            Share(before.Stolen, after.Stolen, length * cores),
            Share(before.Pressure, after.Pressure, length),
            Share(before.Throttled, after.Throttled, length));
    }

    private static double Share(TimeSpan? before, TimeSpan? after, double length)
        => before is { } start && after is { } end ? Math.Clamp(EngineTime.Nanoseconds(end - start) / length, 0, 1) : double.NaN;
}
