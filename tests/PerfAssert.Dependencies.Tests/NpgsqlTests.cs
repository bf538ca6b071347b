using FluentAssertions;
using FluentAssertions.Extensions;
using Npgsql;
using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Dependencies.Tests;

/// <summary>What a run tells of plain Npgsql on a real server without having been asked to.</summary>
public class NpgsqlTests(PostgreSqlDependency database, ITestOutputHelper output) : IClassFixture<PostgreSqlDependency>
{
    [LoadFact(Users = 12, Duration = "1s", WarmUp = "300ms")]
    public async Task A_pool_that_is_too_small_tells_who_waited_and_for_how_long(LoadRun load)
    {
        await using var source = Source("small", "Maximum Pool Size=3");

        var result = await load.RunAsync(user => ExecuteAsync(source, "SELECT pg_sleep(0.01)", user));

        var pool = result.Databases.Should().ContainSingle().Subject.Pools.Should().ContainSingle(pool => pool.Name == "small").Subject;
        pool.MaxSize.Should().Be(3);
        pool.PeakInUse.Should().Be(3);

        // Twelve users never rest, and three of them have a connection. Who is given one is told to wait no more only when a thread goes on with it.
        pool.PeakWaiters.Should().BeInRange(9, 12);
        pool.Timeouts.Should().Be(0);

        // Three of twelve are served at a time, each for at least 10 ms: the wait of the others is two to four such turns.
        pool.Wait!.Count.Should().BeGreaterThan(result.Count / 2);
        pool.Wait.P50.Should().BeGreaterThan(20.Milliseconds());
        result.Resources[Resources.DbWaiters]!.Peak.Should().BeInRange(9, 12);
        Judge(result, "pool wait p95 < 10ms").Message.Should().Contain("pool small: up to 3 of 3 connections in use").And.Contain(" callers waiting, ");
        Judge(result, "pool timeouts == 0").Verdict.Should().Be(Verdict.Passed);
        Judge(result, "deadlocks == 0").Verdict.Should().Be(Verdict.Passed);
    }

    [LoadFact(Users = 1, Iterations = 1, WarmUp = "none")]
    public async Task A_saturated_pool_counts_its_timeouts_exactly(LoadRun load)
    {
        await using var source = Source("saturated", "Maximum Pool Size=2;Timeout=1");

        var result = await load.RunAsync(DatabaseScenarios.PoolSaturation(source, waiters: 7));

        var pool = result.Databases.Single().Pools.Single(pool => pool.Name == "saturated");
        (pool.PeakInUse, pool.PeakWaiters, pool.Timeouts).Should().Be((2, 7, 7));
        pool.Wait!.Count.Should().BeGreaterThanOrEqualTo(7);
        Judge(result, "pool timeouts == 0").Message.Should().Contain("but it was 7 ").And.Contain("7 gave up");
    }

    [LoadFact(Users = 1, Iterations = 1, WarmUp = "none")]
    public async Task Deadlocks_are_counted_exactly_though_the_code_handles_them(LoadRun load)
    {
        await using var source = Source("deadlocks", "");

        var result = await load.Using(database).RunAsync(DatabaseScenarios.DeadlockOnConcurrentUpdates(source, pairs: 3));

        result.Databases.Single().Deadlocks.Should().Be(3);
        Judge(result, "deadlocks == 0").Message.Should().Contain("but it was 3 ").And.Contain("PostgreSQL test 3");
    }

    [LoadFact(Users = 3, Iterations = 60, WarmUp = "500ms")]
    public async Task Statements_are_known_by_shape_and_a_query_in_a_loop_is_named(LoadRun load)
    {
        await using var source = Source("loop", "");
        await ExecuteAsync(source, "CREATE TABLE IF NOT EXISTS line (id int, order_id int)", null);

        var result = await load.Using(database).RunAsync(async user =>
        {
            for (var order = 1; order <= 8; order++)
                await ExecuteAsync(source, $"SELECT id FROM line WHERE order_id = {order}", user);
        });

        var report = result.Databases.Should().ContainSingle().Subject;
        foreach (var statement in report.Statements)
            output.WriteLine(statement.ToString());
        const string Shape = "SELECT id FROM line WHERE order_id = ?";
        report.Name.Should().Be("PostgreSQL test");
        report.Statements.Should().Contain(statement => !statement.ByServer && statement.Text == Shape && statement.Count == 60 * 8);
        report.Statements.Where(statement => statement.ByServer && statement.Text == Shape).Sum(statement => statement.Count).Should().Be(60 * 8);
        report.Statements.Should().NotContain(statement => statement.Text.Contains("pg_stat", StringComparison.Ordinal), "the monitor leaves itself out");
        report.FlatteringSettings.Should().Equal("fsync=off", "full_page_writes=off", "synchronous_commit=off");
        var repeated = report.Repeated.Should().ContainSingle().Subject;
        (repeated.Text, repeated.Where, repeated.Most, repeated.Requests).Should().Be((Shape, "iteration", 8, 60));
        Judge(result, "pool wait max < 1ms").Verdict.Should().Be(Verdict.Passed, "nobody had to wait for one of a hundred connections");
        result.SqlCommandsPerIteration.Should().Be(8, "what the monitor asks is not counted");
        Judge(result, "repeated statements == 0").Message.Should().Contain($"an iteration sends 8 times per iteration (at most 8, in 60 iterations): {Shape}");
    }

    [LoadFact(Users = 4, Duration = "2500ms", WarmUp = "none")]
    public async Task Sessions_that_wait_for_a_lock_are_seen_with_whom_they_wait_for(LoadRun load)
    {
        await using var source = Source("locks", "");
        await ExecuteAsync(source, "CREATE TABLE IF NOT EXISTS counter (id int, n int); INSERT INTO counter VALUES (1, 0)", null);

        var result = await load.Using(database).RunAsync(async user =>
        {
            await using var connection = await source.OpenConnectionAsync(user.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(user.CancellationToken);
            await using var update = new NpgsqlCommand("UPDATE counter SET n = n + 1 WHERE id = 1", connection);
            await update.ExecuteNonQueryAsync(user.CancellationToken);
            await Task.Delay(200, user.CancellationToken);
            await transaction.CommitAsync(user.CancellationToken);
        });

        // One holds the row all the time and three wait for it, whenever the server is asked.
        var report = result.Databases.Should().ContainSingle().Subject;
        report.PeakLockWaits.Should().BeInRange(2, 3);
        report.Commands.Should().BeGreaterThanOrEqualTo(result.Count);
        report.LockedBy.Should().Contain(blocking => blocking.StartsWith("UPDATE counter SET n = n + ? WHERE id = ? waits for UPDATE counter", StringComparison.Ordinal));
        Judge(result, "lock waits <= 1").Message.Should().Contain("sessions waiting for a lock at once");
    }

    private NpgsqlDataSource Source(string name, string settings)
        => new NpgsqlDataSourceBuilder(database.ConnectionString + ";" + settings) { Name = name }.Build();

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql, VirtualUser? user)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(user?.CancellationToken ?? CancellationToken.None);
    }

    /// <summary>Whether or not the machine was quiet enough for the run to be valid: counts do not depend on it.</summary>
    private static Evaluation Judge(LoadResult result, string expectation) => ExpectationEvaluator.Evaluate(Expectation.Parse(expectation), result);
}
