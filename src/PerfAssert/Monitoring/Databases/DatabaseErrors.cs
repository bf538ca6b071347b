using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace PerfAssert;

/// <summary>
/// Counts the deadlocks and failed locks that databases tell their clients of, whatever the client does with the exception: every exception
/// of ADO.NET is seen when it is thrown, and counted once however often it is thrown on. Costs nothing where none is thrown.
/// </summary>
internal sealed class DatabaseErrors : IDisposable
{
    private static readonly ConcurrentDictionary<(Type, string), PropertyInfo?> Properties = new();

    private readonly ConditionalWeakTable<Exception, object> seen = new();
    private readonly ConcurrentDictionary<string, StrongBox<(long Deadlocks, long LockFailures)>> counts = new(StringComparer.Ordinal);

    public DatabaseErrors() => AppDomain.CurrentDomain.FirstChanceException += Thrown;

    /// <summary>What was counted so far of the databases of one kind.</summary>
    /// <param name="system">Name of the system; see <see cref="DatabaseSystem"/>.</param>
    public (long Deadlocks, long LockFailures) Read(string system)
    {
        if (!counts.TryGetValue(system, out var count))
            return default;
        lock (count)
            return count.Value;
    }

    /// <summary>Starts counting again.</summary>
    public void Restart() => counts.Clear();

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Thrown;

    /// <summary>Whether the database ended the command to resolve a deadlock.</summary>
    public static bool IsDeadlock(DbException exception) => exception.SqlState == "40P01" || DatabaseSystem.NameOf(exception.GetType()) switch
    {
        DatabaseSystem.SqlServer => NumberOf(exception, "Number") == 1205,
        DatabaseSystem.MySql => NumberOf(exception, "Number") == 1213,
        DatabaseSystem.Oracle => NumberOf(exception, "Number") == 60,
        _ => false,
    };

    /// <summary>Whether the command waited for a lock longer than it would: SQLite's busy and locked, PostgreSQL's lock_not_available and the like.</summary>
    public static bool IsLockFailure(DbException exception) => exception.SqlState == "55P03" || DatabaseSystem.NameOf(exception.GetType()) switch
    {
        DatabaseSystem.Sqlite => NumberOf(exception, "SqliteErrorCode") is 5 or 6,
        DatabaseSystem.SqlServer => NumberOf(exception, "Number") == 1222,
        DatabaseSystem.MySql => NumberOf(exception, "Number") == 1205,
        DatabaseSystem.Oracle => NumberOf(exception, "Number") == 54,
        _ => false,
    };

    private void Thrown(object? sender, FirstChanceExceptionEventArgs args)
    {
        if (args.Exception is not DbException exception)
            return;
        var isDeadlock = IsDeadlock(exception);
        if ((!isDeadlock && !IsLockFailure(exception)) || !seen.TryAdd(exception, exception))
            return;
        var count = counts.GetOrAdd(DatabaseSystem.NameOf(exception.GetType()), static _ => new());
        lock (count)
            count.Value = isDeadlock ? (count.Value.Deadlocks + 1, count.Value.LockFailures) : (count.Value.Deadlocks, count.Value.LockFailures + 1);
    }

    /// <summary>What providers call the number of an error differs, and none of them is referenced here.</summary>
    private static long? NumberOf(DbException exception, string name)
        => Properties.GetOrAdd((exception.GetType(), name), static key => key.Item1.GetProperty(key.Item2, BindingFlags.Public | BindingFlags.Instance))?.GetValue(exception) is { } value
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
            : null;
}
