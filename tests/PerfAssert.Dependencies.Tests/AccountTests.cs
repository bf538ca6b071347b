using FluentAssertions;
using Xunit;

namespace PerfAssert.Dependencies.Tests;

/// <summary>Whose processes the servers are.</summary>
public class AccountTests
{
    private const string Nobody = "65534";

    [Fact]
    public async Task Root_starts_servers_as_somebody_else()
    {
        await AsRootAsync();
        using var child = await ChildProcess.StartAsync(["postgres=native", "redis=native"]);
        child.Servers.Should().HaveCount(2);
        foreach (var server in child.Servers)
            UserOf(server).Should().NotBe("0");
        foreach (var folder in child.Folders)
            (await ServerProcess.RunAsync(["stat", "--format", "%a", folder], CancellationToken.None)).Output.Trim().Should().Be("700");
        await child.EndAsync("KILL");
        await child.GoneAsync();
    }

    [Fact]
    public async Task Others_start_servers_as_themselves()
    {
        await AsRootAsync();
        string[] asNobody = ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "env", "HOME=/nonexistent", "XDG_CACHE_HOME="];
        var can = await ServerProcess.RunAsync([.. asNobody, "test", "-r", typeof(Child).Assembly.Location], CancellationToken.None);
        if (can.ExitCode != 0)
            throw new ServerUnavailableException("The user nobody cannot read the folder of the tests.");
        using var child = await ChildProcess.StartAsync(["postgres=native", "redis=native"], asNobody);
        child.Servers.Should().HaveCount(2).And.OnlyContain(server => UserOf(server) == Nobody);
        await child.EndAsync("KILL");
        await child.GoneAsync();
    }

    private static async Task AsRootAsync()
    {
        await Installed.BothAsync();
        if (!ServerUser.IsRoot)
            throw new ServerUnavailableException("Only root can become somebody else.");
    }

    /// <summary>The effective user id of a process.</summary>
    private static string UserOf(int id)
        => File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2];
}
