using Xunit;

namespace PerfAssert.Tests.Monitoring;

public class ProcessProbeTests
{
    [Fact]
    public void The_machines_CPU_time_is_that_of_its_statistics()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var before = FromStatistics();
        var busy = ProcessProbe.Read(0, memory: false).MachineBusy;
        var after = FromStatistics();

        Assert.NotNull(busy);
        Assert.InRange(busy.Value.TotalSeconds, before, after);
    }

    [Fact]
    public void The_working_set_is_read_only_where_it_is_wanted()
    {
        Assert.Equal(0, ProcessProbe.Read(0, memory: false).WorkingSet);
        Assert.InRange(ProcessProbe.Read(0).WorkingSet, 1_000_000, long.MaxValue);
    }

    /// <summary>user, nice, system, irq, softirq and steal of all cores, in hundredths of a second.</summary>
    private static double FromStatistics()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Math.Round(new[] { 1, 2, 3, 6, 7, 8 }.Sum(field => long.Parse(fields[field], System.Globalization.CultureInfo.InvariantCulture)) / 100.0, 2);
    }
}
