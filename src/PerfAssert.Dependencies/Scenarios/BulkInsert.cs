using Npgsql;
using NpgsqlTypes;

namespace PerfAssert;

/// <summary>Each iteration inserts all rows in one transaction: compare the times of the methods, or of your own code.</summary>
public sealed class BulkInsert : FaultScenario
{
    /// <summary>Iterations of a run, by one user: bulk loads seldom run side by side.</summary>
    private const int Iterations = 5;

    private const int BatchSize = 1000;
    private const string InsertRow = "INSERT INTO {schema}.reading (id, sensor, value) VALUES ($1, $2, $3)";

    private readonly NpgsqlDataSource dataSource;
    private readonly BulkInsertMethod method;
    private readonly Func<NpgsqlConnection, CancellationToken, Task>? insert;
    private readonly int rows;
    private long tickets;

    internal BulkInsert(NpgsqlDataSource dataSource, int rows, BulkInsertMethod method, Func<NpgsqlConnection, CancellationToken, Task>? insert)
        : base("bulk insert", "every row is there, and a batch or COPY takes a fraction of the time of single rows")
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        if (!Enum.IsDefined(method))
            throw new ArgumentOutOfRangeException(nameof(method), method, "There are Copy, Batches and RowByRow.");
        this.dataSource = dataSource;
        this.rows = rows;
        this.method = method;
        this.insert = insert;
    }

    /// <summary>Rows that were in the demo table at the end: five times as many as asked for, once for each iteration. 0 on your own tables.</summary>
    public long RowsInserted { get; private set; }

    internal override LoadPlan Shape(LoadPlan plan) => Exactly(plan, users: 1, Iterations);

    internal override Scenario Begin()
    {
        tickets = 0;
        RowsInserted = 0;
        if (insert is { } own)
            return new Scenario(user => new ValueTask(InsertAsync(user, "insert", own, commits: false)));

        var demo = new DemoSchema(dataSource, "CREATE TABLE {schema}.reading (id bigint PRIMARY KEY, sensor text NOT NULL, value double precision NOT NULL);");
        var step = method switch
        {
            BulkInsertMethod.Copy => $"copy {rows} rows",
            BulkInsertMethod.Batches => $"insert {rows} rows in batches",
            _ => $"insert {rows} rows one by one",
        };
        return new Scenario(user => new ValueTask(InsertAsync(user, step, (connection, cancellation) => InsertDemoAsync(connection, demo, cancellation), commits: true)))
        {
            BeforeRun = demo.CreateAsync,
            AfterRun = async cancellation => RowsInserted = await demo.CountAndDropAsync("reading", cancellation).ConfigureAwait(false),
        };
    }

    private Task InsertAsync(VirtualUser user, string step, Func<NpgsqlConnection, CancellationToken, Task> insert, bool commits)
        => ScenarioTransaction.RunAsync(dataSource, user, commits, connection => user.StepAsync(step, () => insert(connection, user.CancellationToken)));

    private Task InsertDemoAsync(NpgsqlConnection connection, DemoSchema demo, CancellationToken cancellationToken)
    {
        var first = Interlocked.Add(ref tickets, rows) - rows;
        return method switch
        {
            BulkInsertMethod.Copy => CopyAsync(connection, demo, first, cancellationToken),
            BulkInsertMethod.Batches => BatchAsync(connection, demo, first, cancellationToken),
            _ => RowByRowAsync(connection, demo, first, cancellationToken),
        };
    }

    private async Task CopyAsync(NpgsqlConnection connection, DemoSchema demo, long first, CancellationToken cancellationToken)
    {
        var import = await connection.BeginBinaryImportAsync(demo.In("COPY {schema}.reading (id, sensor, value) FROM STDIN (FORMAT BINARY)"), cancellationToken).ConfigureAwait(false);
        await using (import.ConfigureAwait(false))
        {
            for (var id = first; id < first + rows; id++)
            {
                await import.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(id, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(Sensor(id), NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await import.WriteAsync(id / 7.0, NpgsqlDbType.Double, cancellationToken).ConfigureAwait(false);
            }

            await import.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task BatchAsync(NpgsqlConnection connection, DemoSchema demo, long first, CancellationToken cancellationToken)
    {
        var sql = demo.In(InsertRow);
        for (var start = first; start < first + rows; start += BatchSize)
        {
            var batch = new NpgsqlBatch(connection);
            await using (batch.ConfigureAwait(false))
            {
                for (var id = start; id < Math.Min(start + BatchSize, first + rows); id++)
                {
                    var command = new NpgsqlBatchCommand(sql);
                    command.Parameters.AddRange(Row(id));
                    batch.BatchCommands.Add(command);
                }

                await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task RowByRowAsync(NpgsqlConnection connection, DemoSchema demo, long first, CancellationToken cancellationToken)
    {
        var sql = demo.In(InsertRow);
        for (var id = first; id < first + rows; id++)
        {
            var command = new NpgsqlCommand(sql, connection);
            await using (command.ConfigureAwait(false))
            {
                command.Parameters.AddRange(Row(id));
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static NpgsqlParameter[] Row(long id) =>
        [new NpgsqlParameter<long> { TypedValue = id }, new NpgsqlParameter<string> { TypedValue = Sensor(id) }, new NpgsqlParameter<double> { TypedValue = id / 7.0 }];

    private static string Sensor(long id) => $"sensor {id % 100}";
}
