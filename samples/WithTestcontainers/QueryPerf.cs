using FluentAssertions;
using Npgsql;
using PerfAssert;
using Xunit;

namespace WithTestcontainers;

public sealed class QueryPerf(Database database, Cache cache) : IClassFixture<Database>, IClassFixture<Cache>
{
    [LoadFact(Users = 10, Duration = "5s")]
    public async Task Queries_stay_fast(LoadRun load)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);

        var result = await load.Using(database).Using(cache).RunAsync(async user =>
        {
            await using var command = source.CreateCommand("SELECT count(*) FROM pg_class");
            await command.ExecuteScalarAsync(user.CancellationToken);
        });

        result.Should().HaveP95Below(100.Milliseconds());
        Assert.Equal([database.Description, cache.Description], result.Environment.Dependencies);
    }
}
