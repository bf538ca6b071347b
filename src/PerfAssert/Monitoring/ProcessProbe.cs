using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace PerfAssert;

/// <summary>Reads the process and, on Linux, the machine.</summary>
internal static class ProcessProbe
{
    /// <summary>Clock ticks per second of /proc/stat: USER_HZ is 100 on every architecture that .NET runs on.</summary>
    private const long TicksPerSecond = 100;

    /// <summary>Kept open: opening it costs more than reading it, and it is read several times a second.</summary>
    private static readonly SafeFileHandle? MachineTimes = OpenMachineTimes();

    /// <param name="now">Engine time in nanoseconds.</param>
    /// <param name="memory">Whether the working set is wanted, the one figure that is dear to read; it is 0 without.</param>
    public static ProcessReading Read(long now, bool memory = true)
    {
#if NET9_0_OR_GREATER
        var cpu = Environment.CpuUsage.TotalTime;
#else
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
#endif
        return new ProcessReading(now, cpu, MachineBusy(), GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes(), memory ? Environment.WorkingSet : 0, GC.CollectionCount(0));
    }

    private static SafeFileHandle? OpenMachineTimes()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return File.OpenHandle("/proc/stat");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Everything but idle and waiting for I/O: user, nice, system, irq, softirq, steal (proc(5)).</summary>
    private static TimeSpan? MachineBusy()
    {
        if (MachineTimes is null)
            return null;
        Span<byte> line = stackalloc byte[256];
        try
        {
            line = line[..RandomAccess.Read(MachineTimes, line, 0)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }

        if (!line.StartsWith("cpu "u8) || line.IndexOf((byte)'\n') is var end && end < 0)
            return null;
        long busy = 0;
        var rest = line["cpu ".Length..end].TrimStart((byte)' ');
        for (var field = 1; field <= 8; field++)
        {
            if (!Utf8Parser.TryParse(rest, out long ticks, out var length))
                return null;
            if (field is not (4 or 5))
                busy += ticks;
            rest = rest[length..].TrimStart((byte)' ');
        }

        return TimeSpan.FromTicks(busy * (TimeSpan.TicksPerSecond / TicksPerSecond));
    }
}
