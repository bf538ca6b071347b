using System.Diagnostics;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Dependencies.Tests;

public class ContainerTests(ITestOutputHelper output)
{
    private static readonly string[] Both = [$"postgres=docker:{Installed.PostgreSqlImage}", $"redis=docker:{Installed.RedisImage}"];

    [Fact]
    public async Task PostgreSQL_starts_answers_and_is_removed()
    {
        await Installed.DockerAsync();
        await using var database = new PostgreSqlDependency { Server = ServerChoice.Docker(Installed.PostgreSqlImage), Pull = ImagePull.Never };
        await StartAsync(database);
        database.Description.Should().MatchRegex($@"^PostgreSQL \d+\.\d+, docker {Installed.PostgreSqlImage} \(fsync=off, full_page_writes=off, synchronous_commit=off\)$");
        (await Sql.ScalarAsync(database.ConnectionString, "SELECT current_database()")).Should().Be("test");
        var mine = await database.CreateDatabaseAsync();
        (await Sql.ScalarAsync(mine, "SELECT count(*) FROM pg_stat_statements")).Should().BeOfType<long>();
        var before = database.Log!.End;
        await Sql.ScalarAsync(mine, "DO $$ BEGIN RAISE LOG 'words of a container'; END $$");
        database.Log.LinesFrom(before).Should().Contain(line => line.Contains("words of a container"));
        await StopAsync(database);
        (await ContainersOfAsync(Environment.ProcessId, "postgresql")).Should().BeEmpty();
    }

    [Fact]
    public async Task Redis_starts_answers_and_is_removed()
    {
        await Installed.DockerAsync();
        await using var redis = new RedisDependency
        {
            Server = ServerChoice.Docker(Installed.RedisImage), Pull = ImagePull.Never, Settings = new Dictionary<string, string> { ["maxmemory"] = "100mb" },
        };
        await StartAsync(redis);
        await using (var connection = await RedisConnection.OpenAsync(RedisAddress.Parse(redis.ConnectionString, out _)!, CancellationToken.None))
            (await connection.AskAsync(CancellationToken.None, "CONFIG", "GET", "maxmemory")).Should().EndWith("104857600");
        redis.FlatteringSettings.Should().Equal("no persistence");
        await StopAsync(redis);
    }

    [Fact]
    public async Task A_container_can_keep_what_was_written()
    {
        await Installed.DockerAsync();
        await using var database = new PostgreSqlDependency
        {
            Server = ServerChoice.Docker(Installed.PostgreSqlImage), Pull = ImagePull.Never, Durability = Durability.Production,
        };
        await StartAsync(database);
        database.FlatteringSettings.Should().BeEmpty();
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_an_error()
    {
        await Installed.DockerAsync();
        await using var redis = new RedisDependency { Server = ServerChoice.Docker("perfassert/nothing:1"), Pull = ImagePull.Never };
        var start = () => redis.StartAsync(CancellationToken.None).AsTask();
        (await start.Should().ThrowAsync<LoadTargetException>()).Which.Message.Should().Be(
            "Docker's engine does not have the image perfassert/nothing:1, and must not pull it (Pull = ImagePull.Never). Pull or build it before, or name another one.");
    }

    [Fact]
    public async Task A_server_that_ends_in_its_container_says_why()
    {
        await Installed.DockerAsync();
        await using var redis = new RedisDependency
        {
            Server = ServerChoice.Docker(Installed.RedisImage), Pull = ImagePull.Never, Settings = new Dictionary<string, string> { ["maxmemory"] = "plenty" },
        };
        var start = () => redis.StartAsync(CancellationToken.None).AsTask();
        (await start.Should().ThrowAsync<LoadTargetException>()).Which.Message.Should().Contain(Installed.RedisImage).And.Contain("maxmemory");
        (await ContainersOfAsync(Environment.ProcessId, "redis")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Containers_end_with_their_owner(string signal)
    {
        await Installed.DockerAsync();
        using var child = await ChildProcess.StartAsync(Both);
        (await ContainersOfAsync(child.Id)).Should().HaveCount(2);
        await child.EndAsync(signal);
        output.WriteLine($"{signal}: no container is left after {Figure.Duration(await GoneAsync(child.Id))}");
    }

    [Fact]
    public async Task Owners_killed_one_after_the_other_leave_no_container()
    {
        await Installed.DockerAsync();
        var longest = TimeSpan.Zero;

        // As many as CI has time for; fifty were tried by hand.
        var count = int.TryParse(Environment.GetEnvironmentVariable("KILLS"), out var asked) ? asked : 3;
        for (var i = 0; i < count; i++)
        {
            using var child = await ChildProcess.StartAsync(Both);
            await child.EndAsync("KILL");
            var gone = await GoneAsync(child.Id);
            longest = gone > longest ? gone : longest;
        }

        output.WriteLine($"{count} owners killed; no container is left after {Figure.Duration(longest)} at most");
    }

    [Fact]
    public async Task The_next_start_removes_containers_of_dead_owners()
    {
        await Installed.DockerAsync();
        var orphan = await DockerCommand.RunAsync(
            ["run", "--detach", "--label", "perfassert.lock=/nowhere.lock", "--label", $"perfassert.machine={Environment.MachineName}", Installed.RedisImage], CancellationToken.None);
        orphan.ExitCode.Should().Be(0, orphan.Words);
        var stranger = await DockerCommand.RunAsync(
            ["run", "--detach", "--rm", "--label", "perfassert.lock=/nowhere.lock", "--label", "perfassert.machine=elsewhere", Installed.RedisImage], CancellationToken.None);
        try
        {
            await ContainerName.SweepAsync(CancellationToken.None);
            (await DockerCommand.RunAsync(["inspect", orphan.Output.Trim()], CancellationToken.None)).ExitCode.Should().NotBe(0);
            (await DockerCommand.RunAsync(["inspect", stranger.Output.Trim()], CancellationToken.None)).ExitCode.Should().Be(0, "it belongs to another machine");
        }
        finally
        {
            await DockerCommand.RunAsync(["rm", "--force", stranger.Output.Trim()], CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<string>> ContainersOfAsync(int owner, string kind = "*")
    {
        var list = await DockerCommand.RunAsync(["ps", "--all", "--format", "{{.Names}}"], CancellationToken.None);
        return [.. list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(name => kind == "*" ? name.Contains($"-{owner}-") : name.StartsWith($"perfassert-{kind}-{owner}-", StringComparison.Ordinal))];
    }

    private static async Task<TimeSpan> GoneAsync(int owner)
    {
        var watch = Stopwatch.StartNew();
        while (await ContainersOfAsync(owner) is { Count: > 0 } left)
        {
            watch.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(1), $"{left[0]} should go with its owner");
            await Task.Delay(20);
        }

        return watch.Elapsed;
    }

    private async Task StartAsync(ServerDependency server)
    {
        var watch = Stopwatch.StartNew();
        await server.StartAsync(CancellationToken.None);
        output.WriteLine($"{server.Description}: {Figure.Duration(watch.Elapsed)}");
    }

    private async Task StopAsync(ServerDependency server)
    {
        var watch = Stopwatch.StartNew();
        await server.DisposeAsync();
        output.WriteLine($"stopped in {Figure.Duration(watch.Elapsed)}");
    }
}
