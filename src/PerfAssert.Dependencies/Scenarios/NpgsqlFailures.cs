using System.Data.Common;
using Npgsql;

namespace PerfAssert;

/// <summary>Knows the failures that scenarios provoke, whatever the application wrapped them in.</summary>
internal static class NpgsqlFailures
{
    /// <summary>No connection of the pool was free within its time-out.</summary>
    public static bool IsPoolTimeout(Exception exception) => Causes(exception).Any(cause => cause is NpgsqlException { InnerException: TimeoutException });

    /// <summary>The server chose this transaction to end a deadlock (SQLSTATE 40P01).</summary>
    public static bool IsDeadlock(Exception exception) => Causes(exception).Any(cause => cause is DbException { SqlState: PostgresErrorCodes.DeadlockDetected });

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }
}
