using FluentAssertions;
using Xunit;

namespace PerfAssert.Tests.Monitoring;

/// <summary>Whole runs, as short as two samples take.</summary>
public class WatchedRunTests
{
    private static readonly LoadSettings Short = new() { Name = "watched", Users = 1, Duration = "300ms", WarmUp = "none", MonitorInterval = "100ms", AllowDebugBuild = true };

    [Fact]
    public async Task Code_in_this_process_is_watched_without_being_asked_for()
    {
        var result = await new LoadRun(Short).RunAsync(user => Task.Delay(1));

        result.Resources.Process.Should().Be("this process");
        result.Resources[Resources.Heap]!.Samples.Should().HaveCountGreaterThanOrEqualTo(2).And.BeInAscendingOrder(sample => sample.At);
        result.Resources[Resources.Heap]!.Samples[0].At.Should().Be(TimeSpan.Zero);
        if (OperatingSystem.IsLinux())
            result.Resources.Select(series => series.Resource).Should().Contain([Resources.Cpu, Resources.Memory, Resources.Threads, Resources.Handles, Resources.MachineCpu, Resources.NetworkIn]);
        result.Validity.Findings.Should().NotContain(finding => finding.Rule == "monitor");
    }

    [Fact]
    public async Task Another_process_is_watched_instead_where_it_is_named()
    {
        if (!ShellProcess.IsThere)
            return;
        using var shell = new ShellProcess();
        shell.Do("true");
        var result = await new LoadRun(Short).Watching(shell.Id).RunAsync(user => Task.Delay(1));

        result.Resources.Process.Should().Be($"process {shell.Id} (bash)");
        result.Resources[Resources.Threads]!.Peak.Should().Be(1);
        result.Resources[Resources.Heap].Should().BeNull();
        result.Validity.Findings.Should().NotContain(finding => finding.Rule == "monitor");
    }

    [Fact]
    public async Task One_that_ends_during_the_run_is_a_note_and_what_was_read_before_stays()
    {
        if (!ShellProcess.IsThere)
            return;
        using var shell = new ShellProcess();
        shell.Do("true");
        var result = await new LoadRun(Short).Watching(shell.Id).RunAsync(async user =>
        {
            if (user.Iteration == 0)
                shell.End();
            await Task.Delay(1);
        });

        var note = result.Validity.Findings.Should().ContainSingle(finding => finding.Rule == "monitor").Which;
        note.Severity.Should().Be(ValiditySeverity.Note);
        note.Problem.Should().StartWith($"process {shell.Id} (bash) was watched until ").And.EndWith(" only: it has ended.");
        result.Resources[Resources.Threads]!.Samples.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task One_that_does_not_run_is_a_mistake_before_any_load(int id)
    {
        var iterations = 0;
        var run = new LoadRun(Short).Watching(id);
        var mistake = await run.Awaiting(it => it.RunAsync(user => Task.FromResult(Interlocked.Increment(ref iterations)))).Should().ThrowAsync<LoadConfigurationException>();
        mistake.Which.Errors.Should().ContainSingle().Which.ToString().Should().StartWith($"Watching({id}) names a process that does not run. Give the id of a process on this machine");
        iterations.Should().Be(0);
    }

    [Fact]
    public async Task Monitors_of_the_test_s_own_are_part_of_it()
    {
        var monitor = new FakeMonitor();
        var result = await new LoadRun(Short).Watching(() => monitor).RunAsync(user => Task.Delay(1));
        result.Resources["samples so far"]!.Growth.Should().BeGreaterThanOrEqualTo(1);
        monitor.Disposed.Should().Be(1);
    }
}
