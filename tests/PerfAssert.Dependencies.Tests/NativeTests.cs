using System.Diagnostics;
using FluentAssertions;
using Npgsql;
using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Dependencies.Tests;

public class NativeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task PostgreSQL_starts_and_answers()
    {
        await Installed.BothAsync();
        await using var database = await TimedAsync("PostgreSQL, warm or cold", () => PostgreSqlDependency.StartAsync(ServerChoice.Native));
        output.WriteLine(database.Description);
        (await Sql.ScalarAsync(database.ConnectionString, "SELECT current_database()")).Should().Be("test");
        new NpgsqlConnectionStringBuilder(database.ConnectionString).Host.Should().Be("127.0.0.1");
        (await Sql.ScalarAsync(database.ConnectionString, "SHOW listen_addresses")).Should().Be("127.0.0.1");
        (await Sql.ScalarAsync(database.ConnectionString, "SHOW max_connections")).Should().Be("200");
        (await Sql.ScalarAsync(database.ConnectionString, "SELECT count(*) FROM pg_stat_statements")).Should().BeOfType<long>();
    }

    [Fact]
    public async Task A_warm_start_copies_the_template()
    {
        await Installed.BothAsync();
        var cache = Directory.CreateTempSubdirectory("perfassert-test-");
        try
        {
            foreach (var start in new[] { "cold", "warm", "warm" })
            {
                await using var database = new PostgreSqlDependency { Server = ServerChoice.Native, TemplateCache = cache.FullName };
                await TimedAsync($"PostgreSQL, {start}", () => StartAsync(database));
                (await Sql.ScalarAsync(database.ConnectionString, "SELECT 1")).Should().Be(1);
                cache.GetDirectories().Should().ContainSingle();
            }
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_damaged_template_is_made_again()
    {
        await Installed.BothAsync();
        var cache = Directory.CreateTempSubdirectory("perfassert-test-");
        try
        {
            await StartOnceAsync();
            var template = cache.GetDirectories().Should().ContainSingle().Subject;

            // Looks whole, and does not start.
            File.Delete(Path.Combine(template.FullName, "global", "pg_control"));
            await StartOnceAsync();
            File.Exists(Path.Combine(template.FullName, "global", "pg_control")).Should().BeTrue();

            // Half made by a process that did not know better.
            File.Delete(Path.Combine(template.FullName, "perfassert.done"));
            await StartOnceAsync();
            File.Exists(Path.Combine(template.FullName, "perfassert.done")).Should().BeTrue();
        }
        finally
        {
            cache.Delete(recursive: true);
        }

        async Task StartOnceAsync()
        {
            await using var database = new PostgreSqlDependency { Server = ServerChoice.Native, TemplateCache = cache.FullName };
            await database.StartAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Several_start_at_once_on_one_new_template()
    {
        await Installed.BothAsync();
        var cache = Directory.CreateTempSubdirectory("perfassert-test-");
        var databases = Enumerable.Range(0, 4).Select(_ => new PostgreSqlDependency { Server = ServerChoice.Native, TemplateCache = cache.FullName }).ToList();
        try
        {
            await Task.WhenAll(databases.Select(database => database.StartAsync(CancellationToken.None).AsTask()));
            databases.Select(database => new NpgsqlConnectionStringBuilder(database.ConnectionString).Port).Should().OnlyHaveUniqueItems();
            cache.GetDirectories().Should().ContainSingle();
            foreach (var database in databases)
                (await Sql.ScalarAsync(database.ConnectionString, "SELECT 1")).Should().Be(1);
        }
        finally
        {
            foreach (var database in databases)
                await database.DisposeAsync();
            cache.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Without_a_cache_each_server_makes_its_own_cluster()
    {
        await Installed.BothAsync();
        await using var database = new PostgreSqlDependency { Server = ServerChoice.Native, TemplateCache = null };
        await database.StartAsync(CancellationToken.None);
        (await Sql.ScalarAsync(database.ConnectionString, "SELECT 1")).Should().Be(1);
    }

    [Fact]
    public async Task Nothing_is_left_when_it_has_stopped()
    {
        await Installed.BothAsync();
        await using var database = await PostgreSqlDependency.StartAsync(ServerChoice.Native);
        var folder = Path.GetDirectoryName((string)(await Sql.ScalarAsync(database.ConnectionString, "SHOW data_directory"))!)!;
        Directory.Exists(folder).Should().BeTrue();
        var id = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "pid")), System.Globalization.CultureInfo.InvariantCulture);
        await TimedAsync("stop", async () =>
        {
            await database.DisposeAsync();
            return 0;
        });
        Directory.Exists(folder).Should().BeFalse();
        File.Exists(folder + OwnerLock.Suffix).Should().BeFalse();
        Directory.Exists($"/proc/{id}").Should().BeFalse();
    }

    [Fact]
    public async Task Each_test_class_can_have_a_database_of_its_own()
    {
        await Installed.BothAsync();
        await using var database = await PostgreSqlDependency.StartAsync(ServerChoice.Native);
        var mine = await database.CreateDatabaseAsync();
        var yours = await database.CreateDatabaseAsync();
        mine.Should().NotBe(yours);
        await Sql.ScalarAsync(mine, "CREATE TABLE t (id int)");
        (await Sql.ScalarAsync(yours, "SELECT to_regclass('t')::text")).Should().Be(DBNull.Value);
        (await Sql.ScalarAsync(mine, "SELECT count(*) FROM pg_stat_statements")).Should().BeOfType<long>();
    }

    [Fact]
    public async Task Settings_that_flatter_are_named_and_can_be_switched()
    {
        await Installed.BothAsync();
        await using var fast = await PostgreSqlDependency.StartAsync(ServerChoice.Native);
        fast.FlatteringSettings.Should().Contain(["fsync=off", "full_page_writes=off", "synchronous_commit=off"]);
        fast.Description.Should().MatchRegex(@"^PostgreSQL \d+\.\d+, native \(fsync=off, full_page_writes=off, synchronous_commit=off");

        await using var durable = new PostgreSqlDependency { Server = ServerChoice.Native, Durability = Durability.Production };
        await durable.StartAsync(CancellationToken.None);
        durable.FlatteringSettings.Should().BeEmpty();
        durable.Description.Should().MatchRegex(@"^PostgreSQL \d+\.\d+, native$");
        foreach (var setting in new[] { "fsync", "full_page_writes", "synchronous_commit" })
            (await Sql.ScalarAsync(durable.ConnectionString, $"SHOW {setting}")).Should().Be("on");

        await using var mixed = new PostgreSqlDependency
        {
            Server = ServerChoice.Native, Durability = Durability.Production,
            Settings = new Dictionary<string, string> { ["synchronous_commit"] = "off", ["work_mem"] = "5MB" },
        };
        await mixed.StartAsync(CancellationToken.None);
        mixed.FlatteringSettings.Should().Equal("synchronous_commit=off");
        (await Sql.ScalarAsync(mixed.ConnectionString, "SHOW work_mem")).Should().Be("5MB");
    }

    [Fact]
    public async Task A_deadlock_can_be_read_in_the_log()
    {
        await Installed.BothAsync();
        await using var database = await PostgreSqlDependency.StartAsync(ServerChoice.Native);
        var before = database.Log!.End;
        await Sql.ScalarAsync(database.ConnectionString, "DO $$ BEGIN RAISE LOG 'deadlock detected, say'; END $$");
        database.Log.LinesFrom(before).Should().Contain(line => line.Contains("deadlock detected, say"));
        database.Log.LinesFrom(database.Log.End).Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        await Installed.BothAsync();
        await using var database = new PostgreSqlDependency
        {
            Server = ServerChoice.Native, Settings = new Dictionary<string, string> { ["work_mem"] = "plenty" },
        };
        var start = () => database.StartAsync(CancellationToken.None).AsTask();
        (await start.Should().ThrowAsync<LoadTargetException>()).Which.Message
            .Should().MatchRegex("^.*/postgres did not start. It wrote:\n(.*\n)*.*invalid value for parameter \"work_mem\": \"plenty\"");

        await using var redis = new RedisDependency
        {
            Server = ServerChoice.Native, Settings = new Dictionary<string, string> { ["maxmemory"] = "plenty" },
        };
        start = () => redis.StartAsync(CancellationToken.None).AsTask();
        (await start.Should().ThrowAsync<LoadTargetException>()).Which.Message.Should().Contain("redis-server did not start").And.Contain("maxmemory");
    }

    [Fact]
    public async Task Redis_starts_and_answers()
    {
        await Installed.BothAsync();
        await using var redis = await TimedAsync("Redis", () => RedisDependency.StartAsync(ServerChoice.Native));
        redis.Description.Should().MatchRegex(@"^Redis \d+\.\d+\.\d+, native \(no persistence\)$");
        var address = RedisAddress.Parse(redis.ConnectionString, out _)!;
        await using var connection = await RedisConnection.OpenAsync(address, CancellationToken.None);
        (await connection.AskAsync(CancellationToken.None, "SET", "key", "value")).Should().Be("OK");
        (await connection.AskAsync(CancellationToken.None, "GET", "key")).Should().Be("value");

        var stranger = () => RedisConnection.OpenAsync(address with { Password = "guess" }, CancellationToken.None);
        await stranger.Should().ThrowAsync<RedisException>();
    }

    [Fact]
    public async Task Redis_keeps_what_was_written_when_asked_to()
    {
        await Installed.BothAsync();
        await using var redis = new RedisDependency { Server = ServerChoice.Native, Durability = Durability.Production };
        await redis.StartAsync(CancellationToken.None);
        redis.FlatteringSettings.Should().BeEmpty();
        await using var connection = await RedisConnection.OpenAsync(RedisAddress.Parse(redis.ConnectionString, out _)!, CancellationToken.None);
        (await connection.AskAsync(CancellationToken.None, "CONFIG", "GET", "appendonly")).Should().Be("appendonly\nyes");
    }

    private static async Task<PostgreSqlDependency> StartAsync(PostgreSqlDependency database)
    {
        await database.StartAsync(CancellationToken.None);
        return database;
    }

    private async Task<T> TimedAsync<T>(string what, Func<Task<T>> action)
    {
        var watch = Stopwatch.StartNew();
        var value = await action();
        output.WriteLine($"{what}: {Figure.Duration(watch.Elapsed)}");
        return value;
    }
}
