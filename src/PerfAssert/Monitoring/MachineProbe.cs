using System.Globalization;

namespace PerfAssert;

/// <summary>
/// Reads what Linux tells of steal (<c>/proc/stat</c>, proc(5)), of waiting for cores (<c>/proc/pressure/cpu</c>, the kernel's pressure stall
/// information) and of a container's CPU quota (<c>cpu.stat</c> of the control group, version 2 or 1). Elsewhere nothing is known.
/// </summary>
/// <param name="read">The text of a file; <see langword="null"/> where there is none or it cannot be read.</param>
internal sealed class MachineProbe(Func<string, string?> read)
{
    /// <summary>Field of the line <c>cpu</c> in /proc/stat, from 1.</summary>
    private const int StealField = 8;

    /// <summary>USER_HZ is 100 on every architecture that .NET runs on.</summary>
    private const long TicksPerSecond = 100;

    private const string ControlGroups = "/sys/fs/cgroup";

    /// <summary>Reads this machine.</summary>
    public static MachineProbe Real { get; } = new(ReadFile);

    public MachineReading Read(long now) => new(now, Stolen(), Pressure(), Throttled());

    private TimeSpan? Stolen()
    {
        var fields = read("/proc/stat")?.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return fields.Length > StealField && fields[0] == "cpu" && long.TryParse(fields[StealField], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            ? TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond))
            : null;
    }

    /// <summary><c>some avg10=0.00 avg60=0.00 avg300=0.00 total=12345</c>, in microseconds.</summary>
    private TimeSpan? Pressure()
    {
        var line = read("/proc/pressure/cpu")?.Split('\n').FirstOrDefault(line => line.StartsWith("some ", StringComparison.Ordinal));
        return Number(line?.Split(' ').FirstOrDefault(field => field.StartsWith("total=", StringComparison.Ordinal))?["total=".Length..]) is { } microseconds
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;
    }

    /// <summary><c>throttled_usec</c> in version 2, <c>throttled_time</c> in nanoseconds in version 1.</summary>
    private TimeSpan? Throttled()
    {
        foreach (var file in StatFiles())
        {
            if (read(file) is not { } text)
                continue;
            if (Value(text, "throttled_usec ") is { } microseconds)
                return TimeSpan.FromMicroseconds(microseconds);
            if (Value(text, "throttled_time ") is { } nanoseconds)
                return EngineTime.Span(nanoseconds);
        }

        return null;
    }

    /// <summary>Of this process's own group as the machine sees it, then as a container sees its own: at the root.</summary>
    private IEnumerable<string> StatFiles()
    {
        foreach (var line in read("/proc/self/cgroup")?.Split('\n') ?? [])
        {
            // id:controllers:path; version 2 has the id 0 and names no controllers.
            if (line.Split(':', 3) is not [var id, var controllers, var path])
                continue;
            path = path.Trim().TrimEnd('/');
            if (id == "0" && controllers.Length == 0)
                yield return $"{ControlGroups}{path}/cpu.stat";
            else if (controllers.Split(',').Contains("cpu"))
                yield return $"{ControlGroups}/{controllers}{path}/cpu.stat";
        }

        yield return $"{ControlGroups}/cpu.stat";
        yield return $"{ControlGroups}/cpu/cpu.stat";
    }

    private static long? Value(string text, string name)
        => Number(text.Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim());

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? ReadFile(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
