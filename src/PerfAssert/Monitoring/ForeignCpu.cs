namespace PerfAssert;

/// <summary>
/// Tells, reading by reading, the CPU time that others used. The machine's clock steps by ticks and the process's own does not, so that a
/// short time may seem to have less than nothing: that is taken off the next, as far as ticks explain it.
/// </summary>
/// <param name="cores">Of the machine.</param>
internal sealed class ForeignCpu(int cores)
{
    /// <summary>A tick of 10 ms for each core.</summary>
    private readonly TimeSpan mostOwed = TimeSpan.FromMilliseconds(10) * cores;
    private TimeSpan owed;

    /// <summary>Between two readings that follow each other; <see langword="null"/> where it cannot be read.</summary>
    public TimeSpan? Between(ProcessReading from, ProcessReading to)
    {
        if (from.MachineBusy is not { } before || to.MachineBusy is not { } after)
            return null;
        var others = after - before - (to.Cpu - from.Cpu) - owed;
        owed = TimeSpan.FromTicks(Math.Clamp(-others.Ticks, 0, mostOwed.Ticks));
        return others > TimeSpan.Zero ? others : TimeSpan.Zero;
    }
}
