using FluentAssertions;
using Npgsql;
using Xunit;

namespace PerfAssert.Dependencies.Tests.Scenarios;

/// <summary>
/// The ready scenarios on a real server: their counts follow from how they are made, not from the machine, and nothing is left in the
/// database.
/// </summary>
public abstract class DatabaseScenarioTests(PostgreSqlDependency server)
{
    private const string OwnTable = "CREATE TABLE IF NOT EXISTS account (id bigint PRIMARY KEY, balance int NOT NULL); DELETE FROM account; INSERT INTO account SELECT i, 100 FROM generate_series(1, 6) i";

    [Fact]
    public async Task A_saturated_pool_refuses_each_waiter_and_recovers()
    {
        await using var pool = NpgsqlDataSource.Create(Connect("Maximum Pool Size=4;Timeout=1"));
        var saturation = DatabaseScenarios.PoolSaturation(pool, waiters: 7);

        var result = await Load().RunAsync(saturation);

        saturation.Should().BeEquivalentTo(new { Connections = 4, Waiters = 7, Timeouts = 7, Served = 0, Recovered = 4 }, options => options.ExcludingMissingMembers());
        result.Should().HaveNoErrors();
        result.Steps["refused by the pool"].Count.Should().Be(7);
        result.Steps["refused by the pool"].ServiceTime.Min.Should().BeGreaterThan(TimeSpan.FromMilliseconds(900));
    }

    /// <summary>Code that asks another pool is not touched by it.</summary>
    [Fact]
    public async Task A_saturated_pool_is_no_matter_to_who_needs_none_of_it()
    {
        await using var pool = NpgsqlDataSource.Create(Connect("Maximum Pool Size=2;Timeout=1"));
        await using var other = NpgsqlDataSource.Create(Connect("Maximum Pool Size=3"));
        var saturation = DatabaseScenarios.PoolSaturation(pool, waiters: 3, user => ScalarAsync(other, "SELECT 1"));

        var result = await Load().RunAsync(saturation);

        result.Should().HaveNoErrors();
        (saturation.Timeouts, saturation.Served, saturation.Recovered).Should().Be((0, 3, 2));
    }

    [Fact]
    public async Task Each_pair_of_crossing_updates_is_one_deadlock()
    {
        await using var database = Open();
        var updates = DatabaseScenarios.DeadlockOnConcurrentUpdates(database, pairs: 4);

        var result = await Load().RunAsync(updates);

        result.Should().HaveNoErrors();
        (updates.Deadlocks, updates.Succeeded).Should().Be((4, 4));
        await ExpectNothingLeftAsync(database);
    }

    [Fact]
    public async Task Updates_in_the_same_order_are_no_deadlock()
    {
        await using var database = Open();
        var updates = DatabaseScenarios.DeadlockOnConcurrentUpdates(database, pairs: 4, inOrder: true);

        var result = await Load().RunAsync(updates);

        result.Should().HaveNoErrors();
        (updates.Deadlocks, updates.Succeeded).Should().Be((0, 8));
    }

    [Fact]
    public async Task Crossing_updates_of_own_rows_leave_them_as_they_were()
    {
        await using var database = Open();
        await ScalarAsync(database, OwnTable);
        var updates = DatabaseScenarios.DeadlockOnConcurrentUpdates(
            database,
            async (connection, row, cancellation) =>
            {
                await using var command = new NpgsqlCommand("UPDATE account SET balance = balance - 1 WHERE id = $1", connection) { Parameters = { new() { Value = row } } };
                await command.ExecuteNonQueryAsync(cancellation);
            },
            rows: [1, 2, 3, 4, 5, 6]);

        await Load().RunAsync(updates);

        (updates.Deadlocks, updates.Succeeded).Should().Be((3, 3));
        (await ScalarAsync(database, "SELECT sum(balance) FROM account")).Should().Be(600L);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deletion_takes_all_children_with_it(bool indexed)
    {
        await using var database = Open();
        var deletion = DatabaseScenarios.CascadeDelete(database, parents: 20, childrenPerParent: 50, indexed);

        var result = await Load().RunAsync(deletion);

        result.Should().HaveNoErrors();
        (deletion.Deleted, deletion.ChildrenLeft).Should().Be((20, 0L));
        await ExpectNothingLeftAsync(database);
    }

    [Theory]
    [InlineData(BulkInsertMethod.Copy, "copy 10000 rows")]
    [InlineData(BulkInsertMethod.Batches, "insert 10000 rows in batches")]
    public async Task Ten_thousand_rows_get_in_by_each_method(BulkInsertMethod method, string step)
    {
        await using var database = Open();
        var insert = DatabaseScenarios.BulkInsert(database, 10_000, method);

        var result = await Load().RunAsync(insert);

        result.Should().HaveNoErrors();
        insert.RowsInserted.Should().Be(50_000);
        result.Steps[step].Count.Should().Be(5);
        await ExpectNothingLeftAsync(database);
    }

    [Fact]
    public async Task Rows_also_get_in_one_by_one()
    {
        await using var database = Open();
        var insert = DatabaseScenarios.BulkInsert(database, 50, BulkInsertMethod.RowByRow);

        await Load().RunAsync(insert);

        insert.RowsInserted.Should().Be(250);
    }

    [Fact]
    public async Task Queries_over_a_million_rows_are_a_step_each()
    {
        await using var database = Open();

        var result = await Load().RunAsync(DatabaseScenarios.ComplexQueries(database, 1_000_000));

        result.Should().HaveNoErrors();
        result.Steps.Should().HaveCount(5).And.OnlyContain(step => step.Count == 2);
        result.Steps["one sale by its key"].ServiceTime.Min.Should().BeLessThan(result.Steps["revenue of the best customers"].ServiceTime.Min);
        await ExpectNothingLeftAsync(database);
    }

    [Fact]
    public async Task Own_queries_cannot_write()
    {
        await using var database = Open();
        await ScalarAsync(database, OwnTable);

        var result = await Load().RunAsync(DatabaseScenarios.ComplexQueries(database, ("read", "SELECT * FROM account"), ("write", "DELETE FROM account RETURNING id")));

        result.Failed.Should().Be(2);
        result.Errors.Single().Samples.Should().Contain(sample => sample.Contains("read-only transaction"));
        (await ScalarAsync(database, "SELECT count(*) FROM account")).Should().Be(6L);
    }

    /// <summary>Rows that are read and thrown away cannot be free: 10,000 pages against one.</summary>
    [Fact]
    public async Task A_deep_page_by_offset_costs_more_than_one_after_a_key()
    {
        await using var database = Open();

        var result = await Load(iterations: 20).RunAsync(DatabaseScenarios.PaginationDepth(database, 200_000));

        result.Should().HaveNoErrors();
        var offset = result.Steps["offset, page 10,000"].ServiceTime.Min;
        offset.Should().BeGreaterThan(2 * result.Steps["offset, page 1"].ServiceTime.Min);
        offset.Should().BeGreaterThan(2 * result.Steps["keyset, page 10,000"].ServiceTime.Min);
    }

    private static LoadRun Load(int iterations = 2) => new(new LoadPlan
    {
        Name = "scenario",
        Workload = new ClosedWorkload { Users = 1, Iterations = iterations },
        WarmUp = WarmUp.None,
        AllowDebugBuild = true,
    });

    private NpgsqlDataSource Open() => NpgsqlDataSource.Create(server.ConnectionString);

    private string Connect(string settings) => server.ConnectionString + ";" + settings;

    private static async Task<object?> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static async Task ExpectNothingLeftAsync(NpgsqlDataSource database)
        => (await ScalarAsync(database, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'perfassert%'")).Should().Be(0L);
}
