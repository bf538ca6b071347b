using Npgsql;

namespace SampleApiPerfTests;

// docs:dependencies-fixture
public class ServerTests(PostgreSqlDependency database) : IClassFixture<PostgreSqlDependency>
{
    [LoadFact(Users = 4, Duration = "1s", WarmUp = "200ms")]
    public async Task Counting_stays_fast(LoadRun load)
    {
        await using var source = NpgsqlDataSource.Create(await database.CreateDatabaseAsync());

        var result = await load.Using(database).RunAsync(async user =>
        {
            await using var command = source.CreateCommand("SELECT count(*) FROM pg_class");
            await command.ExecuteScalarAsync(user.CancellationToken);
        });

        result.Should().HaveErrorRateBelow(1.Percent());
    }
}
// docs:end
