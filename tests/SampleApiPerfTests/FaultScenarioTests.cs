using Npgsql;

namespace SampleApiPerfTests;

/// <summary>The ready scenarios of classic faults, on the database that the shop uses and on the shop itself.</summary>
public sealed class FaultScenarioTests(PostgreSqlDependency server) : IClassFixture<PostgreSqlDependency>
{
    // docs:pool-saturation
    [LoadFact(Preset = LoadPreset.Light)]
    public async Task The_pool_recovers_when_it_was_exhausted(LoadRun load)
    {
        await using var pool = NpgsqlDataSource.Create(server.ConnectionString + ";Maximum Pool Size=5;Timeout=1");
        var saturation = DatabaseScenarios.PoolSaturation(pool, waiters: 8);

        var result = await load.RunAsync(saturation);

        result.Should().HaveNoErrors();
        saturation.Timeouts.Should().Be(8);
        saturation.Recovered.Should().Be(5);
    }
    // docs:end

    // docs:deadlock
    [LoadFact(Preset = LoadPreset.Light)]
    public async Task Updates_in_opposite_order_are_deadlocks(LoadRun load)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        var updates = DatabaseScenarios.DeadlockOnConcurrentUpdates(database, pairs: 3);

        await load.RunAsync(updates);

        (updates.Deadlocks, updates.Succeeded).Should().Be((3, 3));
    }
    // docs:end

    // docs:bulk-insert
    [LoadFact(Preset = LoadPreset.Light)]
    public async Task Ten_thousand_rows_are_soon_in_the_table(LoadRun load)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);

        var copy = await load.Named("copy").RunAsync(DatabaseScenarios.BulkInsert(database, 10_000, BulkInsertMethod.Copy));
        var batches = await load.Named("batches").RunAsync(DatabaseScenarios.BulkInsert(database, 10_000, BulkInsertMethod.Batches));

        copy.Should().HaveNoErrors();
        batches.Should().HaveNoErrors();
    }
    // docs:end

    // docs:own-sql
    [LoadFact(Preset = LoadPreset.Light)]
    public async Task Own_rows_are_only_borrowed(LoadRun load)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using (var table = database.CreateCommand("CREATE TABLE IF NOT EXISTS stock (id bigint PRIMARY KEY, pieces int); INSERT INTO stock VALUES (1, 10), (2, 10)"))
            await table.ExecuteNonQueryAsync();

        var updates = DatabaseScenarios.DeadlockOnConcurrentUpdates(database, TakeOneAsync, rows: [1, 2]);
        await load.RunAsync(updates);

        updates.Deadlocks.Should().Be(1);
    }

    private static async Task TakeOneAsync(NpgsqlConnection connection, long row, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("UPDATE stock SET pieces = pieces - 1 WHERE id = $1", connection) { Parameters = { new() { Value = row } } };
        await command.ExecuteNonQueryAsync(cancellation);
    }
    // docs:end

    // docs:pagination-depth
    [LoadFact(Users = 2, Iterations = 20, WarmUp = "none")]
    public async Task A_page_after_a_key_is_as_fast_at_the_end(LoadRun load)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);

        var result = await load.RunAsync(DatabaseScenarios.PaginationDepth(database, rows: 200_000));

        result.Steps["keyset, page 10,000"].ServiceTime.Min.Should().BeLessThan(result.Steps["offset, page 10,000"].ServiceTime.Min);
    }
    // docs:end
}

/// <summary>Ready scenarios over HTTP, on any host.</summary>
public sealed class SessionScenarioTests(Shop shop) : IClassFixture<Shop>
{
    // docs:login-spike
    [LoadFact(Preset = LoadPreset.Light, RequestTimeout = "60s")]
    public async Task Five_hundred_log_in_at_once(LoadRun load)
    {
        var spike = HttpScenarios.LoginSpike(Customers.LogInAsync, users: 500);

        var result = await load.Against(shop).RunAsync(spike);

        result.Should().HaveNoErrors();
        spike.LoggedIn.Should().Be(500);
    }
    // docs:end

    // docs:sessions
    [LoadFact(Preset = LoadPreset.Light, ThinkTime = "200ms", WarmUp = "none")]
    public async Task Two_hundred_stay_themselves(LoadRun load)
    {
        var sessions = HttpScenarios.Sessions(
            Customers.LogInAsync,
            whoAmI: user => user.Http.GetStringAsync("/me"),
            users: 200,
            duration: 2.Seconds());

        var result = await load.Against(shop).RunAsync(sessions);

        result.Should().HaveNoErrors();
        sessions.Distinct.Should().Be(200);
    }
    // docs:end
}
