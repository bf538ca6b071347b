using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Xunit;

namespace PerfAssert.Tests.Monitoring;

/// <summary>What is watched is another process wherever its figures are to be exact: this one runs other tests meanwhile.</summary>
public class LinuxProcessMonitorTests
{
    [Fact]
    public void Files_and_sockets_of_another_process_are_counted()
    {
        if (!ShellProcess.IsThere)
            return;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var shell = new ShellProcess();
        shell.Do("true");
        using var readings = new Readings(new LinuxProcessMonitor("shell", shell.Id));
        shell.Do("for i in {1..37}; do exec {fd}</dev/null; done");
        readings.Take();
        readings.Growth(Resources.Handles).Should().Be(37);
        readings.Growth(Resources.Sockets).Should().Be(0);

        shell.Do($"for i in {{1..5}}; do exec {{fd}}<>/dev/tcp/127.0.0.1/{port}; done");
        readings.Take();
        readings.Growth(Resources.Handles).Should().Be(42);
        readings.Growth(Resources.Sockets).Should().Be(5);
        readings.All[Resources.Threads]!.Samples.Should().OnlyContain(sample => sample.Value == 1);
    }

    [Fact]
    public void Memory_of_another_process_is_seen()
    {
        if (!ShellProcess.IsThere)
            return;
        using var shell = new ShellProcess();
        shell.Do("true");
        using var readings = new Readings(new LinuxProcessMonitor("shell", shell.Id));
        shell.Do("printf -v text '%*s' 20000000 ''");
        readings.Take();

        // What the shell needs besides to make it is its own affair.
        readings.Growth(Resources.Memory).Should().BeGreaterThan(19_000_000);
    }

    [Fact]
    public void A_process_that_computes_uses_CPU_and_one_that_waits_uses_none()
    {
        if (!ShellProcess.IsThere)
            return;
        using var shell = new ShellProcess();
        shell.Do("true");
        var monitor = new LinuxProcessMonitor("shell", shell.Id);
        using var readings = new Readings(monitor);
        Thread.Sleep(100);
        readings.Take();
        readings.All[Resources.Cpu]!.Final.Should().BeLessThan(0.2);

        // On a machine that is busy with other things, it gets little in that time, but something.
        shell.Do("for ((i = 0; i < 300000; i++)); do :; done");
        readings.Take();
        readings.All[Resources.Cpu]!.Final.Should().BeGreaterThan(0);
    }

    [Fact]
    public void One_that_has_ended_is_said_to_have_ended()
    {
        if (!ShellProcess.IsThere)
            return;
        using var shell = new ShellProcess();
        using var monitor = new LinuxProcessMonitor("shell", shell.Id);
        using var readings = new Readings(monitor);
        shell.End();
        readings.Invoking(it => it.Take()).Should().Throw<InvalidOperationException>().WithMessage("it has ended");
        using var late = new LinuxProcessMonitor("shell", shell.Id);
        late.Invoking(it => it.Start()).Should().Throw<InvalidOperationException>().WithMessage("it has ended");
    }

    [Fact]
    public void Of_this_process_files_sockets_and_bytes_written_are_seen()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var readings = new Readings(new LinuxProcessMonitor("this process", Environment.ProcessId));
        var all = readings.All;
        all.Should().Contain(series => series.Resource == Resources.Memory).Which.Initial.Should().BeGreaterThan(10_000_000);
        all.Select(series => series.Resource).Should().Contain([Resources.Threads, Resources.Handles, Resources.Sockets]);
        var directory = Directory.GetFiles("/proc/self/fd").Length;

        // Other tests open and close files meanwhile: it is the same number, give or take a few.
        all[Resources.Handles]!.Final.Should().BeInRange(directory * 0.5, directory * 2);
    }

    [Fact]
    public void Sampling_allocates_nothing()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var monitor = new LinuxProcessMonitor("this process", Environment.ProcessId);
        using var machine = new MachineMonitor();
        monitor.Start();
        machine.Start();
        var samples = new ResourceSamples(1000);
        Sample(50);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Sample(100);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Sample(int times)
        {
            for (var time = 0; time < times; time++)
            {
                monitor.Sample(samples);
                machine.Sample(samples);
                samples.EndMoment();
            }
        }
    }
}
