namespace PerfAssert;

/// <summary>Reads the process and, on Linux, the machine.</summary>
internal static class ProcessProbe
{
    private static readonly KernelFile? MachineTimes = KernelFile.TryOpen("/proc/stat");
    private static readonly KernelFile? OwnStatistics = KernelFile.TryOpen("/proc/self/stat");

    /// <param name="now">Engine time in nanoseconds.</param>
    /// <param name="memory">Whether the working set is wanted, the one figure that is dear to read; it is 0 without.</param>
    public static ProcessReading Read(long now, bool memory = true)
    {
        return new ProcessReading(now, CpuTime(), MachineBusy(), GC.GetTotalPauseDuration(), AllocatedBytes(), memory ? WorkingSet() : 0, GC.CollectionCount(0));
    }

    /// <summary>CPU time of this process so far.</summary>
    public static TimeSpan CpuTime()
    {
#if NET9_0_OR_GREATER
        return Environment.CpuUsage.TotalTime;
#else
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.TotalProcessorTime;
#endif
    }

    /// <summary>Bytes allocated by this process so far, those of watching it left out.</summary>
    public static long AllocatedBytes() => GC.GetTotalAllocatedBytes() - MonitorCost.AllocatedBytes;

    /// <summary>Everything but idle and waiting for I/O: user, nice, system, irq, softirq, steal (proc(5)).</summary>
    public static TimeSpan? MachineBusy()
    {
        if (MachineTimes is null)
            return null;
        Span<byte> room = stackalloc byte[256];
        var line = MachineTimes.Read(room);
        if (!KernelText.Word(ref line).SequenceEqual("cpu"u8))
            return null;
        long busy = 0;
        for (var field = 1; field <= 8; field++)
        {
            if (KernelText.Number(ref line) is not { } ticks)
                return null;
            if (field is not (4 or 5))
                busy += ticks;
        }

        return TimeSpan.FromTicks(busy * (TimeSpan.TicksPerSecond / ProcessStatistics.TicksPerSecond));
    }

    /// <summary>Where the kernel tells it in a file, it is read without allocating.</summary>
    private static long WorkingSet()
    {
        Span<byte> room = stackalloc byte[1024];
        return OwnStatistics is not null && ProcessStatistics.Parse(OwnStatistics.Read(room)) is { } own ? own.ResidentBytes : Environment.WorkingSet;
    }
}
