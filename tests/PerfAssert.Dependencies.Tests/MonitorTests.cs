using FluentAssertions;
using Npgsql;
using Xunit;

namespace PerfAssert.Dependencies.Tests;

/// <summary>Monitors of servers that may not tell them everything, or are not there.</summary>
public class MonitorTests(PostgreSqlDependency database, RedisDependency redis) : IClassFixture<PostgreSqlDependency>, IClassFixture<RedisDependency>
{
    [LoadFact(Users = 2, Iterations = 50, WarmUp = "none")]
    public async Task Redis_tells_of_the_applications_commands_and_of_none_of_the_monitors(LoadRun load)
    {
        var address = RedisAddress.Parse(redis.ConnectionString, out _)!;

        var result = await load.Using(redis).RunAsync(async user =>
        {
            await using var connection = await RedisConnection.OpenAsync(address, user.CancellationToken);
            await connection.AskAsync(user.CancellationToken, "SET", $"key{user.Id}", "value");
            await connection.AskAsync(user.CancellationToken, "GET", $"key{user.Id}");
            await connection.AskAsync(user.CancellationToken, "GET", $"key{user.Id}");
            await connection.AskAsync(user.CancellationToken, "GET", $"key{user.Id}");
            await connection.AskAsync(user.CancellationToken, "GET", "no such key");
        });

        var report = result.Redis.Should().ContainSingle().Subject;
        report.Name.Should().Be($"Redis {address.Host}:{address.Port}");
        report.Commands.Should().Be(50 * 5);
        report.HitRate.Should().Be(0.75);
        report.MeanTime.Should().BePositive();
        report.PeakMemory.Should().BePositive();
    }

    [Fact]
    public async Task A_server_without_the_extension_and_a_user_without_rights_become_notes()
    {
        var bare = await database.CreateDatabaseAsync();
        await Sql.ScalarAsync(bare, "DROP EXTENSION IF EXISTS pg_stat_statements");
        await Sql.ScalarAsync(bare, "DROP ROLE IF EXISTS nobody");
        await Sql.ScalarAsync(bare, "CREATE ROLE nobody LOGIN PASSWORD 'nothing'");
        var settings = new NpgsqlConnectionStringBuilder(bare) { Username = "nobody", Password = "nothing" };

        var result = await new LoadRun(new LoadSettings { Users = 1, Iterations = 3, WarmUp = "none", Name = "without rights" })
            .Watching(() => new PostgreSqlMonitor(settings.ConnectionString))
            .RunAsync(_ => Task.Delay(1));

        var report = result.Databases.Should().ContainSingle().Subject;
        report.Notes.Should().ContainSingle().Which.Should().Contain("CREATE EXTENSION pg_stat_statements");
        report.FlatteringSettings.Should().Contain("fsync=off");
        result.Validity.IsValid.Should().BeTrue();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_note_and_no_failure()
    {
        var result = await new LoadRun(new LoadSettings { Users = 1, Iterations = 3, WarmUp = "none", Name = "without server" })
            .Watching(() => new PostgreSqlMonitor("Host=127.0.0.1;Port=1;Username=nobody;Database=shop"))
            .Watching(() => new RedisMonitor("127.0.0.1:1"))
            .RunAsync(_ => Task.Delay(1));

        result.Validity.IsValid.Should().BeTrue();
        result.Validity.Findings.Select(finding => finding.ToString()).Should()
            .Contain(text => text.StartsWith("PostgreSQL shop could not be watched: ", StringComparison.Ordinal))
            .And.Contain(text => text.StartsWith("Redis 127.0.0.1:1 could not be watched: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("redis://localhost", "is a URL, which StackExchange.Redis does not take. Write one such as localhost:6379,password=secret.")]
    [InlineData("localhost", "is neither a way to start Redis nor the address of one. Write one such as localhost:6379,password=secret.")]
    public void An_address_that_is_none_says_what_to_write(string address, string message)
        => FluentActions.Invoking(() => new RedisMonitor(address)).Should().Throw<ArgumentException>().WithMessage($"*{message}*");

    [Fact]
    public void What_INFO_says_is_read_without_the_monitors_own()
    {
        var info = RedisInfo.Parse("# Clients\r\nconnected_clients:5\r\nused_memory:1024\r\nkeyspace_hits:3\r\nkeyspace_misses:1\r\nevicted_keys:2\r\n"
            + "cmdstat_get:calls=10,usec=25,usec_per_call=2.50,rejected_calls=0\r\ncmdstat_info:calls=99,usec=9999\r\ncmdstat_config|get:calls=1,usec=7\r\ncmdstat_set:calls=2,usec=5\r\n");

        info.Should().Be(new RedisInfo(Commands: 12, Microseconds: 30, Hits: 3, Misses: 1, Evicted: 2, Memory: 1024, Clients: 4));
    }
}
