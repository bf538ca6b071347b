using Npgsql;

namespace PerfAssert;

/// <summary>
/// Parents are deleted, five at a time, and their children go with them. Without an index on the children's foreign key each deletion
/// reads all children of all parents: compare the times of the step with and without.
/// </summary>
public sealed class CascadeDelete : FaultScenario
{
    private const int Users = 5;

    private readonly NpgsqlDataSource dataSource;
    private readonly Func<NpgsqlConnection, long, CancellationToken, Task<int>>? delete;
    private readonly IReadOnlyList<long> parents;
    private readonly int childrenPerParent;
    private readonly bool indexed;
    private int tickets;
    private int deleted;

    internal CascadeDelete(NpgsqlDataSource dataSource, Func<NpgsqlConnection, long, CancellationToken, Task<int>>? delete, IReadOnlyList<long> parents, int childrenPerParent, bool indexed)
        : base("cascade delete", "every parent is gone, no child is left behind, and no deletion waits for another one")
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(parents);
        ArgumentOutOfRangeException.ThrowIfLessThan(parents.Count, 1, nameof(parents));
        ArgumentOutOfRangeException.ThrowIfNegative(childrenPerParent);
        this.dataSource = dataSource;
        this.delete = delete;
        this.parents = parents;
        this.childrenPerParent = childrenPerParent;
        this.indexed = indexed;
    }

    /// <summary>Parents that were deleted.</summary>
    public int Deleted => Volatile.Read(ref deleted);

    /// <summary>Children that were left at the end, which there should be none of; 0 also on your own tables, which are not counted.</summary>
    public long ChildrenLeft { get; private set; }

    internal override LoadPlan Shape(LoadPlan plan) => Exactly(plan, Users, parents.Count);

    internal override Scenario Begin()
    {
        tickets = deleted = 0;
        ChildrenLeft = 0;
        if (delete is { } own)
            return new Scenario(user => new ValueTask(DeleteAsync(user, own, commits: false)));

        var demo = new DemoSchema(
            dataSource,
            $"""
             CREATE TABLE {"{schema}"}.parent (id bigint PRIMARY KEY);
             CREATE TABLE {"{schema}"}.child (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id bigint NOT NULL REFERENCES {"{schema}"}.parent ON DELETE CASCADE, note text NOT NULL);
             INSERT INTO {"{schema}"}.parent SELECT i FROM generate_series(1, {parents.Count}) i;
             INSERT INTO {"{schema}"}.child (parent_id, note) SELECT p, 'child ' || c FROM generate_series(1, {parents.Count}) p, generate_series(1, {childrenPerParent}) c;
             {(indexed ? "CREATE INDEX ON {schema}.child (parent_id);" : "")}
             ANALYZE {"{schema}"}.parent, {"{schema}"}.child;
             """);
        return new Scenario(user => new ValueTask(DeleteAsync(user, (connection, key, cancellation) => DeleteDemoAsync(connection, demo, key, cancellation), commits: true)))
        {
            BeforeRun = demo.CreateAsync,
            AfterRun = async cancellation => ChildrenLeft = await demo.CountAndDropAsync("child", cancellation).ConfigureAwait(false),
        };
    }

    private Task DeleteAsync(VirtualUser user, Func<NpgsqlConnection, long, CancellationToken, Task<int>> delete, bool commits)
    {
        var parent = parents[Interlocked.Increment(ref tickets) - 1];
        return ScenarioTransaction.RunAsync(dataSource, user, commits, async connection =>
        {
            var rows = await user.StepAsync("delete a parent", () => delete(connection, parent, user.CancellationToken)).ConfigureAwait(false);
            if (rows == 0)
                user.Fail($"parent {parent} was not there");
            else
                Interlocked.Increment(ref deleted);
        });
    }

    private static async Task<int> DeleteDemoAsync(NpgsqlConnection connection, DemoSchema demo, long parent, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(demo.In("DELETE FROM {schema}.parent WHERE id = $1"), connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = parent } },
        };
        await using (command.ConfigureAwait(false))
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
