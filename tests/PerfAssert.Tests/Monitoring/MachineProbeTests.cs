using Xunit;

namespace PerfAssert.Tests.Monitoring;

public class MachineProbeTests
{
    private const string Stat = "cpu  3059514 5949 279447 1426113 6076 0 45495 12471 0 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n";
    private const string Pressure = "some avg10=99.73 avg60=99.11 avg300=92.42 total=14320794610\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";

    [Fact]
    public void Steal_and_pressure_are_read()
    {
        var reading = Read(("/proc/stat", Stat), ("/proc/pressure/cpu", Pressure));

        Assert.Equal(TimeSpan.FromSeconds(124.71), reading.Stolen);
        Assert.Equal(TimeSpan.FromMicroseconds(14_320_794_610), reading.Pressure);
        Assert.Null(reading.Throttled);
    }

    [Theory]
    [InlineData("0::/system.slice/agent.service\n", "/sys/fs/cgroup/system.slice/agent.service/cpu.stat", "usage_usec 9\nnr_throttled 3\nthrottled_usec 2500000\n")]
    [InlineData("0::/\n", "/sys/fs/cgroup/cpu.stat", "nr_throttled 3\nthrottled_usec 2500000\n")]
    [InlineData("4:memory:/a\n3:cpu,cpuacct:/docker/12\n", "/sys/fs/cgroup/cpu,cpuacct/docker/12/cpu.stat", "nr_throttled 3\nthrottled_time 2500000000\n")]
    [InlineData("1:cpu:/docker/12\n", "/sys/fs/cgroup/cpu/cpu.stat", "nr_periods 8\nnr_throttled 3\nthrottled_time 2500000000\n")]
    [InlineData("nonsense", "/sys/fs/cgroup/cpu.stat", "throttled_usec 2500000\n")]
    public void The_quota_of_the_container_is_found_in_either_version(string groups, string file, string text)
        => Assert.Equal(TimeSpan.FromSeconds(2.5), Read(("/proc/self/cgroup", groups), (file, text)).Throttled);

    [Theory]
    [InlineData("")]
    [InlineData("cpu 1 2 3\n")]
    [InlineData("intr 1 2 3 4 5 6 7 8 9\n")]
    [InlineData("cpu  a b c d e f g h i j\n")]
    public void What_cannot_be_read_is_not_known(string stat)
    {
        var reading = Read(("/proc/stat", stat), ("/proc/pressure/cpu", "some avg10=1\n"), ("/sys/fs/cgroup/cpu.stat", "usage_usec 5\n"));

        Assert.Equal(new MachineReading(7, null, null, null), reading);
        Assert.Equal(MachineConditions.Unknown, MachineConditions.Between(reading, reading with { At = 9 }, 2));
    }

    [Fact]
    public void Shares_are_of_the_time_and_steal_of_all_cores()
    {
        var before = new MachineReading(0, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.Zero);
        var after = new MachineReading(10 * EngineTime.Second, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(0.5));

        Assert.Equal(new MachineConditions(0.1, 0.9, 0.05), MachineConditions.Between(before, after, 2));
        Assert.Equal(MachineConditions.Unknown, MachineConditions.Between(null, after, 2));
    }

    [Fact]
    public void This_machine_can_be_read_on_Linux()
    {
        var reading = MachineProbe.Real.Read(1);

        Assert.Equal(OperatingSystem.IsLinux(), reading.Stolen is not null);
    }

    private static MachineReading Read(params (string Path, string Text)[] files)
        => new MachineProbe(path => files.FirstOrDefault(file => file.Path == path).Text).Read(7);
}
