namespace PerfAssert;

/// <summary>What is known of a database after a run: from the client's side in this process, from the server's side where a monitor asked it.</summary>
public sealed record DatabaseReport
{
    /// <summary>Which one: <c>PostgreSQL</c>, <c>SQLite</c>, <c>SQL Server</c>, with the name of the data source where it has one.</summary>
    public required string Name { get; init; }

    /// <summary>Commands of the client in the measured part.</summary>
    public long Commands { get; init; }

    /// <summary>Commands that failed.</summary>
    public long FailedCommands { get; init; }

    /// <summary>Its connection pools; empty where the client tells nothing of them.</summary>
    public IReadOnlyList<ConnectionPoolReport> Pools { get; init; } = [];

    /// <summary>Statements by the time they took, the most first; the parameters are left out of their text.</summary>
    public IReadOnlyList<StatementSummary> Statements { get; init; } = [];

    /// <summary>Statements that single requests or iterations sent many times over: what an N+1 query looks like. The most frequent first.</summary>
    public IReadOnlyList<RepeatedStatement> Repeated { get; init; } = [];

    /// <summary>Deadlocks during the run; <see langword="null"/> where nobody tells of them.</summary>
    public long? Deadlocks { get; init; }

    /// <summary>
    /// Commands that failed because a lock was not to be had in time: SQLite's <c>SQLITE_BUSY</c>, PostgreSQL's <c>lock_not_available</c>;
    /// <see langword="null"/> where nobody tells of them.
    /// </summary>
    public long? LockFailures { get; init; }

    /// <summary>The most sessions seen waiting for a lock at once; <see langword="null"/> where the server was not asked.</summary>
    public int? PeakLockWaits { get; init; }

    /// <summary>Who waited for whom, as far as it was seen: <c>UPDATE account … waits for UPDATE account … (12 times)</c>. The most frequent first.</summary>
    public IReadOnlyList<string> LockedBy { get; init; } = [];

    /// <summary>What the server could not be asked, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Settings of the server that make writes faster than they are in production, such as <c>fsync=off</c>.</summary>
    public IReadOnlyList<string> FlatteringSettings { get; init; } = [];

    /// <summary>Makes one of the reports of the same database: what the client tells and what the server tells.</summary>
    internal static IReadOnlyList<DatabaseReport> Merge(IEnumerable<DatabaseReport> reports)
        => [.. reports.GroupBy(report => report.Name, StringComparer.Ordinal).Select(group => group.Aggregate((one, other) => one.With(other)))];

    private DatabaseReport With(DatabaseReport other) => this with
    {
        Commands = Commands + other.Commands,
        FailedCommands = FailedCommands + other.FailedCommands,
        Pools = [.. Pools, .. other.Pools],
        Statements = [.. Statements, .. other.Statements],
        Repeated = [.. Repeated, .. other.Repeated],

        // The same events, told by both sides.
        Deadlocks = Most(Deadlocks, other.Deadlocks),
        LockFailures = Most(LockFailures, other.LockFailures),
        PeakLockWaits = (int?)Most(PeakLockWaits, other.PeakLockWaits),
        LockedBy = [.. LockedBy, .. other.LockedBy],
        Notes = [.. Notes, .. other.Notes],
        FlatteringSettings = [.. FlatteringSettings.Union(other.FlatteringSettings)],
    };

    private static long? Most(long? one, long? other) => one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);
}
