using System.Text.Json;

namespace PerfAssert;

/// <summary>Writes what is known of databases and Redis servers, where any were used.</summary>
internal static class DatabaseJson
{
    /// <summary>More statements than this are of no use to a reader, and a file of a megabyte is none either.</summary>
    private const int MostStatements = 50;

    public static void Write(Utf8JsonWriter json, LoadResult result)
    {
        if (result.Databases.Count > 0)
            json.Objects("databases", result.Databases, Write);
        if (result.Redis.Count > 0)
            json.Objects("redis", result.Redis, Write);
    }

    private static void Write(Utf8JsonWriter json, DatabaseReport database)
    {
        json.WriteString("name", database.Name);
        json.Count("commands", database.Commands);
        json.Count("failedCommands", database.FailedCommands);
        json.Count("deadlocks", database.Deadlocks);
        json.Count("lockFailures", database.LockFailures);
        json.Count("peakLockWaits", database.PeakLockWaits);
        json.Objects("pools", database.Pools, Write);
        json.Objects("statements", database.Statements.Take(MostStatements), Write);
        json.Objects("repeated", database.Repeated.Take(MostStatements), Write);
        json.Texts("lockedBy", database.LockedBy);
        json.Texts("flatteringSettings", database.FlatteringSettings);
        json.Texts("notes", database.Notes);
    }

    private static void Write(Utf8JsonWriter json, ConnectionPoolReport pool)
    {
        json.WriteString("name", pool.Name);
        json.Count("maxSize", pool.MaxSize);
        json.Count("peakInUse", pool.PeakInUse);
        json.Figure("meanInUse", pool.MeanInUse);
        json.Count("peakWaiters", pool.PeakWaiters);
        json.Count("timeouts", pool.Timeouts);
        json.Latency("wait", pool.Wait);
    }

    private static void Write(Utf8JsonWriter json, StatementSummary statement)
    {
        json.WriteString("text", statement.Text);
        json.Count("count", statement.Count);
        json.Count("failed", statement.Failed);
        json.Milliseconds("totalMs", statement.Total);
        json.Milliseconds("meanMs", statement.Mean);
        json.Milliseconds("longestMs", statement.Longest);
        json.WriteBoolean("isWrite", statement.IsWrite);
        json.WriteBoolean("byServer", statement.ByServer);
    }

    private static void Write(Utf8JsonWriter json, RepeatedStatement repeated)
    {
        json.WriteString("text", repeated.Text);
        json.WriteString("where", repeated.Where);
        json.Figure("mean", repeated.Mean);
        json.Count("most", repeated.Most);
        json.Count("requests", repeated.Requests);
        json.WriteBoolean("isWrite", repeated.IsWrite);
    }

    private static void Write(Utf8JsonWriter json, RedisReport redis)
    {
        json.WriteString("name", redis.Name);
        json.Count("commands", redis.Commands);
        json.Milliseconds("meanMs", redis.MeanTime);
        json.Figure("hitRate", redis.HitRate);
        json.Count("peakMemory", redis.PeakMemory);
        json.Count("peakClients", redis.PeakClients);
        json.Count("evictedKeys", redis.EvictedKeys);
    }
}
