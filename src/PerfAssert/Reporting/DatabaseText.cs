namespace PerfAssert;

/// <summary>What is known of databases and Redis servers, in words. Pure.</summary>
internal static class DatabaseText
{
    /// <summary>Statements of a database, and repeated ones, beyond this are left to results.json.</summary>
    public const int Most = 3;

    /// <summary>As much of a statement as recognises it.</summary>
    private const int LongestStatement = 160;

    /// <summary>Everything that is worth a line, database by database; empty when none was used.</summary>
    public static IReadOnlyList<string> Lines(LoadResult result)
        => [.. result.Databases.Where(WasUsed).SelectMany(database => Lines(database, result.Count)), .. result.Redis.Select(Redis)];

    /// <summary>A pool: <c>pool shop: up to 5 of 5 connections in use (mean 4.2), up to 25 callers waiting, 130 waits of P95 48 ms (max 270 ms), 6 gave up</c>.</summary>
    public static string Pool(ConnectionPoolReport pool)
    {
        var text = $"pool {(pool.Name.Length == 0 ? "" : Cut(pool.Name, 60) + ": ")}up to {Figure.Count(pool.PeakInUse)}{(pool.MaxSize is { } size ? $" of {Figure.Count(size)}" : "")} "
            + $"connections in use (mean {Figure.Number(pool.MeanInUse)})";
        if (pool.PeakWaiters > 0)
            text += $", up to {Figure.Count(pool.PeakWaiters)} {(pool.PeakWaiters == 1 ? "caller" : "callers")} waiting";
        if (pool.Wait is { Count: > 0 } wait)
            text += $", {Figure.Count(wait.Count)} {(wait.Count == 1 ? "wait" : "waits")} of P95 {Figure.Duration(wait.P95)} (max {Figure.Duration(wait.Max)})";
        return pool.Timeouts > 0 ? text + $", {Figure.Count(pool.Timeouts)} gave up" : text;
    }

    /// <summary>A repeated statement: <c>GET /orders sends 50 times per request (at most 50, in 187 requests): SELECT …</c>.</summary>
    public static string Repeated(RepeatedStatement repeated)
    {
        var unit = repeated.Where == RequestLog.Iteration ? "iteration" : "request";
        return $"{(repeated.Where == RequestLog.Iteration ? "an iteration" : repeated.Where)} sends {Figure.Number(repeated.Mean)} times per {unit} "
            + $"(at most {Figure.Count(repeated.Most)}, in {Figure.Count(repeated.Requests)} {unit}s): {Cut(repeated.Text, LongestStatement)}";
    }

    /// <summary>A Redis server: <c>Redis localhost:6379: 12,000 commands of 4 µs, hit rate 93%, up to 1 MB of data and 12 clients</c>.</summary>
    public static string Redis(RedisReport redis)
        => $"{redis.Name}: {Figure.Count(redis.Commands)} commands of {Figure.Duration(redis.MeanTime)}"
            + (double.IsNaN(redis.HitRate) ? "" : $", hit rate {Figure.Percent(redis.HitRate)}")
            + $", up to {Figure.Bytes(redis.PeakMemory)} of data and {Figure.Count(redis.PeakClients)} clients"
            + (redis.EvictedKeys > 0 ? $", {Figure.Count(redis.EvictedKeys)} keys evicted" : "");

    /// <summary>A server that is there and was asked nothing is not worth a line.</summary>
    private static bool WasUsed(DatabaseReport database)
        => database.Commands > 0 || database.Pools.Count > 0 || database.Statements.Count > 0 || database.Repeated.Count > 0 || database.Deadlocks > 0 || database.PeakLockWaits > 0 || database.Notes.Count > 0;

    private static IEnumerable<string> Lines(DatabaseReport database, long iterations)
    {
        yield return Head(database, iterations);
        foreach (var pool in database.Pools)
            yield return Pool(pool);
        foreach (var repeated in database.Repeated.Where(repeated => !repeated.IsWrite).Take(Most))
            yield return Repeated(repeated) + " (N+1?)";
        foreach (var line in Statements(database).Take(Most))
            yield return line;
    }

    private static string Head(DatabaseReport database, long iterations)
    {
        List<string> parts = [];
        if (database.Commands > 0)
            parts.Add($"{Figure.Count(database.Commands)} commands" + (iterations > 0 ? $", {Figure.Number((double)database.Commands / iterations)} per iteration" : ""));
        if (database.FailedCommands > 0)
            parts.Add($"{Figure.Count(database.FailedCommands)} failed");
        if (database.Deadlocks > 0)
            parts.Add(database.Deadlocks == 1 ? "1 deadlock" : $"{Figure.Count(database.Deadlocks.Value)} deadlocks");
        if (database.LockFailures > 0)
            parts.Add($"{Figure.Count(database.LockFailures.Value)} did not get a lock");
        if (database.PeakLockWaits > 0)
            parts.Add($"up to {Figure.Count(database.PeakLockWaits.Value)} {(database.PeakLockWaits == 1 ? "session" : "sessions")} waiting for locks");
        if (database.FlatteringSettings.Count > 0)
            parts.Add($"writes are faster than in production: {string.Join(", ", database.FlatteringSettings)}");
        foreach (var note in database.Notes)
            parts.Add(note);
        return parts.Count == 0 ? database.Name : $"{database.Name}: {string.Join("; ", parts)}";
    }

    /// <summary>What took the most time, by the client's clock where it told, with the server's time for the same statement.</summary>
    private static IEnumerable<string> Statements(DatabaseReport database)
    {
        var shown = database.Statements.Where(statement => !StatementText.IsControl(statement.Text)).ToList();
        var byServer = shown.Where(statement => statement.ByServer).GroupBy(statement => statement.Text, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var byClient = shown.Where(statement => !statement.ByServer).ToList();
        return byClient.Select(statement => Statement(statement, byServer.GetValueOrDefault(statement.Text)))
            .Concat(byServer.Values.Where(statement => !byClient.Exists(other => other.Text == statement.Text)).Select(statement => Statement(statement, null)));
    }

    /// <summary><c>1,140 × 350 µs (max 4 ms, by the server 180 µs): SELECT …</c>.</summary>
    private static string Statement(StatementSummary statement, StatementSummary? server)
        => $"{Figure.Count(statement.Count)} × {Figure.Duration(statement.Mean)} (max {Figure.Duration(statement.Longest)}"
            + (statement.ByServer ? ", by the server" : server is null ? "" : $", by the server {Figure.Duration(server.Mean)}")
            + $"): {Cut(statement.Text, LongestStatement)}";

    private static string Cut(string text, int length) => PlainText.Cut(PlainText.OneLine(text), length);
}
