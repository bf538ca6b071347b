using Npgsql;

namespace PerfAssert;

/// <summary>
/// The classic faults of PostgreSQL applications, ready to be provoked with <c>load.RunAsync(…)</c>: on demo tables that a scenario makes
/// and drops in a schema of its own, or with your own SQL, whose changes are rolled back.
/// </summary>
public static class DatabaseScenarios
{
    /// <summary>Holds all connections of a pool while others ask for one; see <see cref="PerfAssert.PoolSaturation"/>.</summary>
    /// <param name="dataSource">
    /// Its <c>Maximum Pool Size</c> and <c>Timeout</c> say how many connections there are and how long one is waited for. Nobody else may use it meanwhile.
    /// </param>
    /// <param name="waiters">Users who ask for a connection meanwhile.</param>
    /// <param name="operation">What each of them does: your own code on the same data source. By default a query.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="waiters"/> is below 1.</exception>
    public static PoolSaturation PoolSaturation(NpgsqlDataSource dataSource, int waiters = 10, Func<VirtualUser, Task>? operation = null)
        => new(dataSource, waiters, operation);

    /// <summary>Makes transactions wait for each other's rows; see <see cref="ConcurrentUpdates"/>.</summary>
    /// <param name="dataSource">Its user needs the right to create a schema. Each deadlock lasts for the server's <c>deadlock_timeout</c>, 1 s by default.</param>
    /// <param name="pairs">Deadlocks that have to come out.</param>
    /// <param name="inOrder">Whether both transactions of a pair update their rows in the same order, which is the remedy.</param>
    public static ConcurrentUpdates DeadlockOnConcurrentUpdates(NpgsqlDataSource dataSource, int pairs = 3, bool inOrder = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pairs, 1);
        return new(dataSource, update: null, [.. Enumerable.Range(1, 2 * pairs).Select(row => (long)row)], inOrder);
    }

    /// <summary>The same on your own rows. All transactions are rolled back.</summary>
    /// <param name="dataSource">Of your database.</param>
    /// <param name="update">Updates the row with a key, on the connection that it is given.</param>
    /// <param name="rows">Keys of rows that exist, two for each pair of transactions.</param>
    /// <param name="inOrder">Whether both transactions of a pair update their rows in the same order.</param>
    /// <exception cref="ArgumentException">The rows are no pairs.</exception>
    public static ConcurrentUpdates DeadlockOnConcurrentUpdates(
        NpgsqlDataSource dataSource, Func<NpgsqlConnection, long, CancellationToken, Task> update, IReadOnlyList<long> rows, bool inOrder = false)
    {
        ArgumentNullException.ThrowIfNull(update);
        return new(dataSource, update, rows, inOrder);
    }

    /// <summary>Deletes parents with their children; see <see cref="PerfAssert.CascadeDelete"/>.</summary>
    /// <param name="dataSource">Its user needs the right to create a schema.</param>
    /// <param name="parents">How many are deleted.</param>
    /// <param name="childrenPerParent">Rows that go with each.</param>
    /// <param name="indexed">Whether the children's foreign key has an index.</param>
    public static CascadeDelete CascadeDelete(NpgsqlDataSource dataSource, int parents = 50, int childrenPerParent = 200, bool indexed = true)
        => new(dataSource, delete: null, [.. Enumerable.Range(1, Math.Max(0, parents)).Select(parent => (long)parent)], childrenPerParent, indexed);

    /// <summary>The same on your own tables. All transactions are rolled back.</summary>
    /// <param name="dataSource">Of your database.</param>
    /// <param name="delete">Deletes the parent with a key, on the connection that it is given, and returns the number of deleted rows.</param>
    /// <param name="parents">Keys of rows that exist.</param>
    public static CascadeDelete CascadeDelete(
        NpgsqlDataSource dataSource, Func<NpgsqlConnection, long, CancellationToken, Task<int>> delete, IReadOnlyList<long> parents)
    {
        ArgumentNullException.ThrowIfNull(delete);
        return new(dataSource, delete, parents, childrenPerParent: 0, indexed: true);
    }

    /// <summary>Inserts many rows, five times; see <see cref="PerfAssert.BulkInsert"/>.</summary>
    /// <param name="dataSource">Its user needs the right to create a schema.</param>
    /// <param name="rows">Rows of each iteration.</param>
    /// <param name="method">How they are inserted.</param>
    public static BulkInsert BulkInsert(NpgsqlDataSource dataSource, int rows = 10_000, BulkInsertMethod method = BulkInsertMethod.Copy)
        => new(dataSource, rows, method, insert: null);

    /// <summary>The same into your own tables. All transactions are rolled back.</summary>
    /// <param name="dataSource">Of your database.</param>
    /// <param name="insert">Inserts the rows of one iteration, on the connection that it is given.</param>
    public static BulkInsert BulkInsert(NpgsqlDataSource dataSource, Func<NpgsqlConnection, CancellationToken, Task> insert)
    {
        ArgumentNullException.ThrowIfNull(insert);
        return new(dataSource, rows: 1, BulkInsertMethod.Copy, insert);
    }

    /// <summary>Queries many rows under the load of the test; see <see cref="PerfAssert.ComplexQueries"/>.</summary>
    /// <param name="dataSource">Its user needs the right to create a schema.</param>
    /// <param name="rows">Rows of the demo table: a million are made in seconds and take some 100 MB.</param>
    public static ComplexQueries ComplexQueries(NpgsqlDataSource dataSource, int rows = 1_000_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return new(dataSource, rows, []);
    }

    /// <summary>Your own queries under the load of the test, in transactions that can only read.</summary>
    /// <param name="dataSource">Of your database.</param>
    /// <param name="queries">Name and SQL of each; the name is that of its step.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ComplexQueries ComplexQueries(NpgsqlDataSource dataSource, params (string Name, string Sql)[] queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        if (queries.Length == 0)
            throw new ArgumentException("Name at least one query, or a number of rows for those of the demo.", nameof(queries));
        return new(dataSource, rows: 0, queries);
    }

    /// <summary>Reads the first, the middle and the last page of a demo table, by OFFSET and by key; see <see cref="PerfAssert.PaginationDepth"/>.</summary>
    /// <param name="dataSource">Its user needs the right to create a schema.</param>
    /// <param name="rows">Rows of the demo table, at least 60; a page has 20.</param>
    public static PaginationDepth PaginationDepth(NpgsqlDataSource dataSource, int rows = 200_000)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 60);
        return new(dataSource, rows, [1, rows / 40, rows / 20], readPage: null);
    }

    /// <summary>The same with your own pages, of a query or of an HTTP endpoint.</summary>
    /// <param name="readPage">Reads the page of a number, from 1.</param>
    /// <param name="pages">Numbers of the pages, the first and some deep ones.</param>
    public static PaginationDepth PaginationDepth(Func<VirtualUser, int, Task> readPage, params int[] pages)
    {
        ArgumentNullException.ThrowIfNull(readPage);
        return new(dataSource: null, rows: 0, pages, readPage);
    }
}
