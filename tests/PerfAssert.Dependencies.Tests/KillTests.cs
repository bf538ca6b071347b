using System.Collections.Concurrent;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Dependencies.Tests;

/// <summary>A test process that is killed takes its servers with it, and leaves nothing.</summary>
public class KillTests(ITestOutputHelper output)
{
    private static readonly string[] Native = ["postgres=native", "redis=native"];

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task Native_servers_end_with_their_owner(string signal)
    {
        await Installed.BothAsync();
        using var child = await ChildProcess.StartAsync(Native);
        child.Servers.Should().HaveCount(2).And.OnlyContain(id => Directory.Exists($"/proc/{id}"));
        await child.EndAsync(signal);
        output.WriteLine($"{signal}: nothing is left after {Figure.Duration(await child.GoneAsync())}");
    }

    /// <summary>As a build server does that kills everything with the name of the shell: the leash cannot do its work.</summary>
    [Fact]
    public async Task The_next_start_removes_what_a_killed_leash_left()
    {
        await Installed.BothAsync();
        using var child = await ChildProcess.StartAsync(Native);
        foreach (var leash in Processes.WithCommandLine("leash", child.Folders))
            Processes.Kill(leash);
        child.Servers.Should().OnlyContain(id => Directory.Exists($"/proc/{id}"), "their owner lives");
        await child.EndAsync("KILL");

        await using var next = await RedisDependency.StartAsync(ServerChoice.Native);
        await child.GoneAsync();
    }

    [Fact]
    public async Task Ctrl_C_does_not_reach_the_servers_before_the_tests()
    {
        await Installed.BothAsync();
        using var child = await ChildProcess.StartAsync(Native);

        // A terminal sends the signal to a process group: the servers must be in another.
        foreach (var server in child.Servers)
            Processes.GroupOf(server).Should().NotBe(Processes.GroupOf(child.Id));
        await child.EndAsync("INT");
        await child.GoneAsync();
    }

    /// <summary>Four at a time, which is how they meet each other's templates, ports and sweeps.</summary>
    [Fact]
    public async Task Fifty_owners_killed_one_after_the_other_leave_nothing()
    {
        await Installed.BothAsync();
        var times = new ConcurrentBag<TimeSpan>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 50), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) =>
        {
            using var child = await ChildProcess.StartAsync(Native);
            child.Folders.Should().HaveCount(2);
            await child.EndAsync("KILL");
            times.Add(await child.GoneAsync());
        });
        output.WriteLine($"{times.Count} owners killed; nothing is left after {Figure.Duration(times.Max())} at most");
    }
}
