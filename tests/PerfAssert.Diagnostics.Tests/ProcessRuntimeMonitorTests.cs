using FluentAssertions;
using Xunit;

namespace PerfAssert.Diagnostics.Tests;

/// <summary>A .NET process of which it is known what it does.</summary>
public class ProcessRuntimeMonitorTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void What_another_process_does_is_read_through_its_runtime()
    {
        using var child = new ChildProcess();
        ProcessRuntimeMonitor.CanRead(child.Id).Should().BeTrue();
        using var monitor = new ProcessRuntimeMonitor(child.Id, "the child", Interval);
        monitor.Start();
        var samples = new ResourceSamples();
        Take(monitor, samples);

        child.Do("throw 25");
        child.Do("keep 50000000");
        child.Do("collect 4");
        child.Do("timers 40");
        var limit = DateTime.UtcNow + Patience;
        while ((Growth(Resources.Exceptions) < 25 || Growth(Resources.Gen2) < 4 || Growth(Resources.Timers) < 40 || Growth(Resources.LargeObjects) < 45e6) && DateTime.UtcNow < limit)
        {
            Thread.Sleep(100);
            Take(monitor, samples);
        }

        Growth(Resources.Exceptions).Should().Be(25);
        Growth(Resources.Gen2).Should().BeInRange(4, 10);
        Growth(Resources.Heap).Should().BeInRange(45e6, 80e6);
        Growth(Resources.LargeObjects).Should().BeInRange(45e6, 80e6);
        Growth(Resources.Allocated).Should().BeGreaterThan(50e6);
        Growth(Resources.Timers).Should().BeInRange(40, 45);
        Growth(Resources.GcPause).Should().BeGreaterThan(0);
        samples.Collect().Select(series => series.Resource).Should().Contain([Resources.PoolThreads, Resources.PoolQueue, Resources.LockContentions, Resources.Assemblies]);

        double Growth(Resource resource) => samples.Collect()[resource]?.Growth ?? 0;
    }

    [Fact]
    public void A_process_that_ends_ends_its_readings_and_nothing_else()
    {
        using var child = new ChildProcess();
        var monitor = new ProcessRuntimeMonitor(child.Id, "the child", Interval);
        monitor.Start();
        child.End();
        var samples = new ResourceSamples();
        monitor.Invoking(it => Take(it, samples)).Should().NotThrow();
        monitor.Invoking(it => it.Dispose()).Should().NotThrow();
    }

    [Fact]
    public void A_process_without_NET_has_no_runtime_to_read()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var sleep = System.Diagnostics.Process.Start("sleep", "60");
        ProcessRuntimeMonitor.CanRead(sleep.Id).Should().BeFalse();
        using var monitor = new ProcessRuntimeMonitor(sleep.Id, "the child", Interval);
        var samples = new ResourceSamples();
        monitor.Start();
        Take(monitor, samples);
        samples.Collect().Should().BeEmpty();
        sleep.Kill();
        sleep.WaitForExit();
    }

    [Fact]
    public async Task A_run_that_watches_a_process_has_its_runtime_too()
    {
        using var child = new ChildProcess();
        var settings = new LoadSettings { Name = "watching", Users = 1, Duration = "1s", WarmUp = "none", MonitorInterval = "200ms", AllowDebugBuild = true };
        var result = await new LoadRun(settings).Watching(child.Id).RunAsync(user =>
        {
            child.Do("throw 1");
            return Task.Delay(20);
        });

        result.Resources.Process.Should().Be($"process {child.Id} (dotnet)");
        result.Resources[Resources.Memory]!.Peak.Should().BeGreaterThan(10_000_000);

        // The counters are up to an interval old: the last ones may be missing.
        result.Resources[Resources.Exceptions]!.Growth.Should().BeInRange(1, result.Count);
        result.Resources[Resources.PoolThreads].Should().NotBeNull();
    }

    private static void Take(ProcessRuntimeMonitor monitor, ResourceSamples samples)
    {
        monitor.Sample(samples);
        samples.EndMoment();
        samples.At += Interval;
    }
}
