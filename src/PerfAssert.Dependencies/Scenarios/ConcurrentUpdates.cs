using System.Collections.Concurrent;
using Npgsql;

namespace PerfAssert;

/// <summary>
/// Pairs of transactions update the same two rows in opposite order. Each pair meets between its two updates, so that both hold a row that
/// the other wants: the server ends one of them with 40P01 and the other one succeeds, exactly one deadlock for each pair. In the same order,
/// the remedy, there is none.
/// </summary>
public sealed class ConcurrentUpdates : FaultScenario
{
    /// <summary>Users at once: three pairs.</summary>
    private const int Users = 6;

    private readonly ConcurrentDictionary<int, Meeting> meetings = new();
    private readonly NpgsqlDataSource dataSource;
    private readonly Func<NpgsqlConnection, long, CancellationToken, Task>? update;
    private readonly IReadOnlyList<long> rows;
    private readonly bool inOrder;
    private int tickets;
    private int deadlocks;
    private int succeeded;

    internal ConcurrentUpdates(
        NpgsqlDataSource dataSource, Func<NpgsqlConnection, long, CancellationToken, Task>? update, IReadOnlyList<long> rows, bool inOrder)
        : base("concurrent updates", inOrder
            ? "transactions that update rows in the same order wait for each other, and none is ended by a deadlock"
            : "of each two transactions that update two rows in opposite order, one is ended by the server (40P01) and one succeeds")
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count < 2 || rows.Count % 2 == 1 || rows.Distinct().Count() < rows.Count)
            throw new ArgumentException($"Two different rows are needed for each pair of transactions, and {rows.Count} were given. Name an even number of rows, each once.", nameof(rows));
        this.dataSource = dataSource;
        this.update = update;
        this.rows = rows;
        this.inOrder = inOrder;
    }

    /// <summary>Pairs of transactions: one for each two rows.</summary>
    public int Pairs => rows.Count / 2;

    /// <summary>Transactions that the server ended because of a deadlock (40P01).</summary>
    public int Deadlocks => Volatile.Read(ref deadlocks);

    /// <summary>Transactions that made both updates.</summary>
    public int Succeeded => Volatile.Read(ref succeeded);

    internal override LoadPlan Shape(LoadPlan plan) => Exactly(plan, Users, rows.Count);

    internal override Scenario Begin()
    {
        tickets = deadlocks = succeeded = 0;
        meetings.Clear();
        if (update is { } own)
            return new Scenario(user => new ValueTask(UpdateAsync(user, own)));

        var demo = new DemoSchema(
            dataSource, $"CREATE TABLE {{schema}}.account (id bigint PRIMARY KEY, balance int NOT NULL); INSERT INTO {{schema}}.account SELECT i, 0 FROM generate_series(1, {rows.Count}) i;");
        return new Scenario(user => new ValueTask(UpdateAsync(user, (connection, row, cancellation) => UpdateDemoAsync(connection, demo, row, cancellation))))
        {
            BeforeRun = demo.CreateAsync,
            AfterRun = _ => demo.DropAsync(),
        };
    }

    private Task UpdateAsync(VirtualUser user, Func<NpgsqlConnection, long, CancellationToken, Task> update)
    {
        var ticket = Interlocked.Increment(ref tickets) - 1;
        var (pair, side) = (ticket / 2, inOrder ? 0 : ticket % 2);

        // For the fault it is all the same whether the transaction commits.
        return ScenarioTransaction.RunAsync(dataSource, user, commits: false, async connection =>
        {
            await user.StepAsync("first update", () => update(connection, rows[(2 * pair) + side], user.CancellationToken)).ConfigureAwait(false);
            if (!inOrder)
                await meetings.GetOrAdd(pair, _ => new Meeting()).MeetAsync(user.CancellationToken).ConfigureAwait(false);
            var second = await user.StepAsync("second update", () => SucceedsAsync(update(connection, rows[(2 * pair) + 1 - side], user.CancellationToken))).ConfigureAwait(false);
            Interlocked.Increment(ref second ? ref succeeded : ref deadlocks);
        });
    }

    private static async Task<bool> SucceedsAsync(Task update)
    {
        try
        {
            await update.ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (NpgsqlFailures.IsDeadlock(exception))
        {
            return false;
        }
    }

    private static async Task UpdateDemoAsync(NpgsqlConnection connection, DemoSchema demo, long row, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(demo.In("UPDATE {schema}.account SET balance = balance + 1 WHERE id = $1"), connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = row } },
        };
        await using (command.ConfigureAwait(false))
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where the two of a pair wait for each other.</summary>
    private sealed class Meeting
    {
        private readonly TaskCompletionSource both = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int there;

        public Task MeetAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref there) == 2)
                both.TrySetResult();
            return both.Task.WaitAsync(cancellationToken);
        }
    }
}
