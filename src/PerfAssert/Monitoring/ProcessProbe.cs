using System.Globalization;

namespace PerfAssert;

/// <summary>Reads the process and, on Linux, the machine.</summary>
internal static class ProcessProbe
{
    /// <summary>Clock ticks per second of /proc/stat: USER_HZ is 100 on every architecture that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    public static ProcessReading Read(long now)
    {
#if NET9_0_OR_GREATER
        var cpu = Environment.CpuUsage.TotalTime;
#else
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
#endif
        return new ProcessReading(now, cpu, MachineBusy(), GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes(), Environment.WorkingSet);
    }

    /// <summary>Everything but idle and waiting for I/O: user, nice, system, irq, softirq, steal (proc(5)).</summary>
    private static TimeSpan? MachineBusy()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            using var reader = new StreamReader("/proc/stat");
            var fields = reader.ReadLine()?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields is null || fields.Length < 9 || fields[0] != "cpu")
                return null;
            double ticks = 0;
            foreach (var index in (ReadOnlySpan<int>)[1, 2, 3, 6, 7, 8])
                ticks += double.Parse(fields[index], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
