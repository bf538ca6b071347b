using Npgsql;

namespace PerfAssert;

/// <summary>
/// Queries over many rows, each a step of its own: an aggregation over a join, a window, a search in text, a count by day; or your own,
/// in a transaction that can only read.
/// </summary>
public sealed class ComplexQueries : FaultScenario
{
    private static readonly (string Name, string Sql)[] DemoQueries =
    [
        ("revenue of the best customers", "SELECT c.name, sum(s.cents) FROM {schema}.sale s JOIN {schema}.customer c ON c.id = s.customer_id GROUP BY c.name ORDER BY 2 DESC LIMIT 10"),
        ("latest sale of each customer", "SELECT * FROM (SELECT s.*, row_number() OVER (PARTITION BY customer_id ORDER BY id DESC) AS n FROM {schema}.sale s WHERE customer_id <= 100) latest WHERE n = 1"),
        ("notes that mention something", "SELECT count(*) FROM {schema}.sale WHERE note LIKE '%99%'"),
        ("sales by day", "SELECT date_trunc('day', at), count(*), sum(cents) FROM {schema}.sale GROUP BY 1 ORDER BY 1 LIMIT 31"),
        ("one sale by its key", "SELECT * FROM {schema}.sale WHERE id = 4711"),
    ];

    private readonly NpgsqlDataSource dataSource;
    private readonly int rows;
    private readonly IReadOnlyList<(string Name, string Sql)> queries;

    internal ComplexQueries(NpgsqlDataSource dataSource, int rows, IReadOnlyList<(string Name, string Sql)> queries)
        : base("complex queries", "each query is as fast as its users need it, and the one by key does not care for the number of rows")
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(queries);
        this.dataSource = dataSource;
        this.rows = rows;
        this.queries = queries;
    }

    internal override Scenario Begin()
    {
        if (queries.Count > 0)
            return new Scenario(user => new ValueTask(QueryAsync(user, queries)));

        var demo = new DemoSchema(
            dataSource,
            $"""
             CREATE UNLOGGED TABLE {"{schema}"}.customer AS SELECT i AS id, 'customer ' || i AS name FROM generate_series(1, {Math.Max(1, rows / 100)}) i;
             CREATE UNLOGGED TABLE {"{schema}"}.sale AS
                 SELECT i AS id, 1 + i % {Math.Max(1, rows / 100)} AS customer_id, i::bigint * 7919 % 100000 AS cents, timestamp '2025-01-01' + i * interval '30 seconds' AS at, 'note ' || i AS note
                 FROM generate_series(1, {rows}) i;
             ALTER TABLE {"{schema}"}.sale ADD PRIMARY KEY (id);
             CREATE INDEX ON {"{schema}"}.sale (customer_id);
             ANALYZE {"{schema}"}.customer, {"{schema}"}.sale;
             """);
        var demoQueries = Array.ConvertAll(DemoQueries, query => (query.Name, demo.In(query.Sql)));
        return new Scenario(user => new ValueTask(QueryAsync(user, demoQueries))) { BeforeRun = demo.CreateAsync, AfterRun = _ => demo.DropAsync() };
    }

    private Task QueryAsync(VirtualUser user, IReadOnlyList<(string Name, string Sql)> queries)
        => ScenarioTransaction.RunAsync(dataSource, user, commits: false, async connection =>
        {
            await ReadAsync(connection, "SET TRANSACTION READ ONLY", user.CancellationToken).ConfigureAwait(false);
            foreach (var (name, sql) in queries)
                await user.StepAsync(name, () => ReadAsync(connection, sql, user.CancellationToken)).ConfigureAwait(false);
        });

    /// <summary>To the last row, as a user of the query does.</summary>
    private static async Task ReadAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                }
            }
        }
    }
}
