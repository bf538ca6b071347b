using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;

namespace PerfAssert;

/// <summary>
/// What the database clients in this process are asked by the code under load: statements by shape, statements by request, pools, errors. Fed
/// by what the clients tell whoever listens; allocates nothing for a command whose text it knows.
/// </summary>
internal sealed class DatabaseClients : IDisposable
{
    /// <summary>Commands that belong to no request before iterations are marked: the target's own marks need some requests to show.</summary>
    private const int Patience = 50;

    private readonly ConcurrentDictionary<Type, DatabaseTally> byProvider = new();
    private readonly ConcurrentDictionary<string, DatabaseTally> bySystem = new(StringComparer.Ordinal);
    private readonly IRequestSource? source;
    private readonly object gate = new();
    private RequestLog? requests;
    private IDisposable? telling;
    private int belongedToNobody;
    private bool marksIterations;
    private bool disposed;
    private long npgsqlBefore;

    /// <param name="source">Tells which request some code runs for; <see langword="null"/> where there are none.</param>
    public DatabaseClients(IRequestSource? source)
    {
        this.source = source;
        Traces = new NpgsqlTraces(this);
        Pools = new PoolMeters { OnTick = Traces.Look };
    }

    public PoolMeters Pools { get; }

    public DatabaseErrors Errors { get; } = new();

    public NpgsqlTraces Traces { get; }

    /// <summary>Counts SQL commands whatever else is known of them.</summary>
    public Func<CallCounts>? Counts { get; set; }

    /// <summary>Every database that was asked something.</summary>
    public IEnumerable<DatabaseTally> Databases => bySystem.IsEmpty ? [] : bySystem.Values;

    /// <summary>Counts a command that has ended.</summary>
    /// <param name="command">As it was sent.</param>
    /// <param name="duration">From sending to the first answer.</param>
    /// <param name="hasFailed">Whether it did.</param>
    public void Executed(DbCommand command, TimeSpan duration, bool hasFailed)
    {
        if (!byProvider.TryGetValue(command.GetType(), out var database))
            database = byProvider.GetOrAdd(command.GetType(), static (type, all) => all.OfSystem(DatabaseSystem.NameOf(type)), this);
        if (!database.IsNamed)
            database.NameIt(database.System == DatabaseSystem.Sqlite ? "" : command.Connection?.Database ?? "");
        Executed(database, command.CommandText, duration, hasFailed, Activity.Current);
    }

    /// <inheritdoc cref="Executed(DbCommand, TimeSpan, bool)"/>
    /// <param name="system">See <see cref="DatabaseSystem"/>.</param>
    /// <param name="name">Of the database; <see langword="null"/> where it is not known.</param>
    /// <param name="text">The statement.</param>
    /// <param name="duration">From sending to the first answer.</param>
    /// <param name="hasFailed">Whether it did.</param>
    /// <param name="activity">What it was sent in.</param>
    public void Executed(string system, string? name, string text, TimeSpan duration, bool hasFailed, Activity? activity)
    {
        var database = OfSystem(system);
        if (!database.IsNamed && name is not null)
            database.NameIt(name);
        Executed(database, text, duration, hasFailed, activity);
    }

    /// <summary>Starts counting again, when the measurement starts.</summary>
    public void Restart()
    {
        foreach (var database in bySystem.Values)
            database.Restart();
        foreach (var pool in Pools.Pools)
            pool.Restart();
        Errors.Restart();
        requests?.Restart();
        npgsqlBefore = Traces.Counts?.Invoke().All ?? 0;
    }

    /// <summary>What it comes to.</summary>
    public IReadOnlyList<DatabaseReport> Report()
    {
        Pools.Ask();
        var pools = Pools.Pools.Select(pool => (pool.System, Report: pool.Report())).Where(pool => pool.Report is not null).ToLookup(pool => pool.System, pool => pool.Report!);
        var suspicions = requests?.Suspicions().ToList() ?? [];
        return
        [
            .. bySystem.Values.Where(database => database.Commands > 0).Select(database => database.System)
                .Union(pools.Select(group => group.Key))
                .Order(StringComparer.Ordinal)
                .Select(system => Report(OfSystem(system), [.. pools[system].OrderByDescending(pool => pool.PeakInUse)], suspicions)),
        ];
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            telling?.Dispose();
            if (marksIterations)
                RequestMark.StopIterations();
            marksIterations = false;
        }

        Pools.Dispose();
        Traces.Dispose();
        Errors.Dispose();
    }

    private DatabaseReport Report(DatabaseTally database, IReadOnlyList<ConnectionPoolReport> pools, IEnumerable<(DatabaseTally Database, RepeatedStatement Statement)> suspicions)
    {
        var (deadlocks, lockFailures) = Errors.Read(database.System);

        // Npgsql counts each command, also those that came before their texts were told.
        var counted = database.System == DatabaseSystem.PostgreSql && Traces.Counts is { } counts ? counts().All - npgsqlBefore : 0;
        return new DatabaseReport
        {
            Name = database.Name,
            Commands = Math.Max(database.Commands, counted),
            FailedCommands = database.Failures,
            Pools = pools,
            Statements = database.Statements.Summarize(),
            Repeated = [.. suspicions.Where(suspicion => suspicion.Database == database).Select(suspicion => suspicion.Statement)],
            Deadlocks = deadlocks,
            LockFailures = lockFailures,
        };
    }

    private DatabaseTally OfSystem(string system) => bySystem.TryGetValue(system, out var database) ? database : bySystem.GetOrAdd(system, static name => new DatabaseTally(name));

    private void Executed(DatabaseTally database, string text, TimeSpan duration, bool hasFailed, Activity? activity)
    {
        // What the monitors ask is not the application's.
        if (MonitorSession.IsCurrentThread)
            return;
        var statement = database.Count(text, duration, hasFailed);
        var log = Volatile.Read(ref requests) ?? Begin();
        if (!log.Add(activity, database, statement, duration) && Volatile.Read(ref belongedToNobody) <= Patience)
            BelongsToNobody();
    }

    /// <summary>A database is in use: from here on requests are looked at.</summary>
    private RequestLog Begin()
    {
        lock (gate)
        {
            if (requests is null)
            {
                var log = new RequestLog();
                if (!disposed)
                    telling = source?.Tell(log);
                Volatile.Write(ref requests, log);
            }

            return requests;
        }
    }

    /// <summary>The host makes no activities, or there is none: requests, and if that is not enough iterations, are marked from here on.</summary>
    private void BelongsToNobody()
    {
        requests!.WantsMarks = true;
        if (Interlocked.Increment(ref belongedToNobody) <= Patience && source is not null)
            return;
        lock (gate)
        {
            Volatile.Write(ref belongedToNobody, Patience + 1);
            if (marksIterations || disposed)
                return;
            marksIterations = true;
            RequestMark.WantIterations();
        }
    }
}
