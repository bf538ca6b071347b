using System.Data;
using Npgsql;

namespace PerfAssert;

/// <summary>
/// Asks a PostgreSQL server while load is applied: sessions that wait for locks and for whom, statements by the server's own times, deadlocks,
/// settings that flatter writes. It has a connection of its own, outside of every pool, and what it asks is counted nowhere. Nothing of the
/// server is reset: what is told are differences. What it may not see becomes a note of the result.
/// </summary>
/// <remarks>
/// <code>load.Watching(() => new PostgreSqlMonitor(connectionString))</code>
/// A <see cref="PostgreSqlDependency"/> that the run uses is watched without that.
/// </remarks>
public sealed class PostgreSqlMonitor : IDatabaseMonitor
{
    /// <summary>A question that takes longer is given up: the other monitors wait for it.</summary>
    private const int TimeoutSeconds = 1;

    /// <summary>Found in the text of what the monitor asks, so that it can be left out.</summary>
    private const string Mark = "/* " + MonitorConnections.ApplicationName + " */";

    private const string SettingsQuery =
        "SELECT " + Mark + " name || '=' || setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off' ORDER BY name";

    private const string WaitsQuery =
        "SELECT " + Mark + " a.datname, a.pid, a.query, b.query FROM pg_stat_activity a LEFT JOIN pg_stat_activity b ON b.pid = ANY(pg_blocking_pids(a.pid)) "
        + "WHERE a.wait_event_type = 'Lock' AND a.application_name <> '" + MonitorConnections.ApplicationName + "' AND (@all OR a.datname = current_database())";

    private const string DeadlocksQuery =
        "SELECT " + Mark + " datname, deadlocks FROM pg_stat_database WHERE datname IS NOT NULL AND (@all OR datname = current_database())";

    private const string StatementsQuery =
        "SELECT " + Mark + " d.datname, s.query, sum(s.calls)::bigint, sum(s.total_exec_time), max(s.max_exec_time) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid "
        + "WHERE (@all OR d.datname = current_database()) AND strpos(s.query, '" + MonitorConnections.ApplicationName + "') = 0 GROUP BY d.datname, s.query";

    private readonly NpgsqlConnection connection;
    private readonly Dictionary<string, ServerTally> databases = new(StringComparer.Ordinal);
    private readonly List<string> notes = [];
    private readonly List<string> flattering = [];
    private Dictionary<(string Database, string Query), (long Calls, double Total, double Max)>? statementsBefore;
    private Dictionary<string, long> deadlocksBefore = [];
    private long logStart;
    private bool started;
    private bool waitsAreKnown = true;

    /// <summary>Creates the monitor of a server.</summary>
    /// <param name="connectionString">As Npgsql takes it. The user should be a superuser or have the role <c>pg_monitor</c>: others do not see what sessions do.</param>
    /// <exception cref="ArgumentException">It is no connection string of Npgsql.</exception>
    public PostgreSqlMonitor(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Enlist = false,
            ApplicationName = MonitorConnections.ApplicationName,
            CommandTimeout = TimeoutSeconds,
        };
        connection = new NpgsqlConnection(settings.ConnectionString);
    }

    /// <inheritdoc />
    public string Name => $"PostgreSQL {connection.Database}";

    /// <summary>Log of a server that was started for the test: all of its databases are watched, and its log tells of each deadlock at once.</summary>
    internal ServerLog? Log { get; init; }

    /// <inheritdoc />
    public void Start()
    {
        connection.Open();
        foreach (var row in Ask(SettingsQuery))
            flattering.Add((string)row[0]!);
    }

    /// <inheritdoc />
    public void Sample(ResourceSamples samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (!started)
            Begin();
        var waiting = ReadWaits();
        if (waitsAreKnown)
            samples.Add(Resources.DbLockWaits, waiting);
    }

    /// <inheritdoc />
    public void Dispose() => connection.Dispose();

    IReadOnlyList<DatabaseReport> IDatabaseMonitor.Report()
    {
        AddStatements();
        AddDeadlocks();
        return
        [
            .. databases.Where(database => database.Value.IsUsed || database.Key == connection.Database).Select(database => new DatabaseReport
            {
                Name = $"{DatabaseSystem.PostgreSql} {database.Key}",
                Statements = [.. database.Value.Statements.OrderByDescending(statement => statement.Total)],
                Deadlocks = database.Value.Deadlocks,
                PeakLockWaits = waitsAreKnown ? database.Value.PeakWaits : null,
                LockedBy = database.Value.Blockings(),
                FlatteringSettings = flattering,
                Notes = database.Key == connection.Database ? notes : [],
            }),
        ];
    }

    /// <summary>What was counted before the measurement.</summary>
    private void Begin()
    {
        started = true;
        logStart = Log?.End ?? 0;
        OfDatabase(connection.Database);
        statementsBefore = ReadStatements();
        deadlocksBefore = ReadDeadlocks();
    }

    private ServerTally OfDatabase(string name)
    {
        if (!databases.TryGetValue(name, out var tally))
            databases.Add(name, tally = new ServerTally());
        return tally;
    }

    /// <summary>Sessions that wait for a lock right now.</summary>
    private int ReadWaits()
    {
        try
        {
            var rows = Ask(WaitsQuery);
            foreach (var database in rows.GroupBy(row => (string)row[0]!))
            {
                OfDatabase(database.Key).AddWaits(
                    database.Select(row => row[1]).Distinct().Count(),
                    database.Where(row => row[3] is string).Select(row => (StatementText.Normalize((string)row[2]!), StatementText.Normalize((string)row[3]!))));
            }

            return rows.Select(row => row[1]).Distinct().Count();
        }
        catch (PostgresException exception)
        {
            Note(ref waitsAreKnown, $"lock waits could not be read: {exception.MessageText}");
            return 0;
        }
    }

    private Dictionary<(string Database, string Query), (long Calls, double Total, double Max)>? ReadStatements()
    {
        try
        {
            return Ask(StatementsQuery).ToDictionary(row => ((string)row[0]!, (string)row[1]!), row => ((long)row[2]!, (double)row[3]!, (double)row[4]!));
        }
        catch (PostgresException exception)
        {
            notes.Add(exception.SqlState == PostgresErrorCodes.UndefinedTable
                ? "the server's own times of statements are not known: CREATE EXTENSION pg_stat_statements, with shared_preload_libraries = 'pg_stat_statements'"
                : $"the server's own times of statements could not be read: {exception.MessageText}");
            return null;
        }
    }

    private void AddStatements()
    {
        if (statementsBefore is null || ReadStatements() is not { } after)
            return;
        foreach (var ((database, query), now) in after)
        {
            var before = statementsBefore.GetValueOrDefault((database, query));
            var calls = now.Calls - before.Calls;
            var total = now.Total - before.Total;
            if (calls <= 0 || total < 0)
                continue;

            // The longest so far may have been before the run: then no more is known than the mean.
            var longest = Math.Max(now.Max > before.Max ? now.Max : 0, total / calls);
            var text = StatementText.Normalize(query);
            OfDatabase(database).Statements.Add(new StatementSummary(text, calls, TimeSpan.FromMilliseconds(total), TimeSpan.FromMilliseconds(longest))
            {
                IsWrite = StatementText.IsWrite(text),
                ByServer = true,
            });
        }
    }

    private Dictionary<string, long> ReadDeadlocks() => Ask(DeadlocksQuery).ToDictionary(row => (string)row[0]!, row => (long)row[1]!, StringComparer.Ordinal);

    /// <summary>
    /// Sessions tell the server's statistics of a deadlock only when they have been idle for a while, up to 10 s; its log has it at once, and so
    /// have the clients. The most that any of them knows counts.
    /// </summary>
    private void AddDeadlocks()
    {
        foreach (var (name, count) in ReadDeadlocks())
        {
            var database = OfDatabase(name);
            database.Deadlocks = Math.Max(database.Deadlocks, count - deadlocksBefore.GetValueOrDefault(name));
        }

        // The lines do not name the database: with one in use there is no doubt.
        var logged = Log?.LinesFrom(logStart).Count(line => line.Contains("deadlock detected", StringComparison.Ordinal)) ?? 0;
        var used = databases.Where(database => database.Value.IsUsed).ToList();
        if (logged > 0 && used.Count <= 1)
        {
            var database = used.Count == 1 ? used[0].Value : OfDatabase(connection.Database);
            database.Deadlocks = Math.Max(database.Deadlocks, logged);
        }
    }

    private void Note(ref bool isKnown, string note)
    {
        if (isKnown)
            notes.Add(note);
        isKnown = false;
    }

    private List<object?[]> Ask(string query)
    {
        // After a failure that closed it; a server that restarts comes back.
        if (connection.State != ConnectionState.Open)
        {
            connection.Close();
            connection.Open();
        }

        using var command = new NpgsqlCommand(query, connection);
        if (query.Contains("@all", StringComparison.Ordinal))
            command.Parameters.AddWithValue("all", Log is not null);
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var column = 0; column < row.Length; column++)
                row[column] = reader.IsDBNull(column) ? null : reader.GetValue(column);
            rows.Add(row);
        }

        return rows;
    }
}
