using System.Diagnostics;
using FluentAssertions;
using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Dependencies.Tests;

public class PostgreSqlTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_native_server_starts_and_answers()
    {
        var watch = Stopwatch.StartNew();
        await using var database = await PostgreSqlDependency.StartAsync(ServerChoice.Native);
        output.WriteLine($"{database.Description}: {watch.ElapsedMilliseconds} ms");
        (await Sql.ScalarAsync(database.ConnectionString, "SELECT current_database()")).Should().Be("test");
        database.FlatteringSettings.Should().Contain(["fsync=off", "full_page_writes=off", "synchronous_commit=off"]);
        (await Sql.ScalarAsync(database.ConnectionString, "SELECT count(*) FROM pg_stat_statements")).Should().BeOfType<long>();
        watch.Restart();
        await database.DisposeAsync();
        output.WriteLine($"stop: {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Its_data_directory_is_gone_when_it_has_stopped()
    {
        await using var redis = await RedisDependency.StartAsync(ServerChoice.Native);
        output.WriteLine(redis.Description);
        await using var database = await PostgreSqlDependency.StartAsync(ServerChoice.Native);
        var folder = (string)(await Sql.ScalarAsync(database.ConnectionString, "SHOW data_directory"))!;
        var mine = await database.CreateDatabaseAsync();
        (await Sql.ScalarAsync(mine, "SELECT count(*) FROM pg_stat_statements")).Should().BeOfType<long>();
        Directory.Exists(folder).Should().BeTrue();
        await database.DisposeAsync();
        Directory.Exists(Path.GetDirectoryName(folder)).Should().BeFalse();
    }
}

public class PlainFactFixture : PostgreSqlDependency
{
    public PlainFactFixture() => Server = ServerChoice.NativeIn("/nowhere");
}

public class PlainSkip(PlainFactFixture database) : IClassFixture<PlainFactFixture>
{
    [Fact]
    public void Plain() => _ = database.ConnectionString;

    [LoadFact(Users = 1, Iterations = 1, WarmUp = "none")]
    public Task Load(LoadRun load) => load.Using(database).RunAsync(_ => { });
}
