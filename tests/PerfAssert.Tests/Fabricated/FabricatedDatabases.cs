namespace PerfAssert.Tests.Fabricated;

/// <summary>Databases with known figures.</summary>
internal static class FabricatedDatabases
{
    public static DatabaseReport Healthy { get; } = new()
    {
        Name = "PostgreSQL shop",
        Commands = 2_000,
        Deadlocks = 0,
        LockFailures = 0,
        Pools = [new ConnectionPoolReport { Name = "shop", MaxSize = 20, PeakInUse = 4, MeanInUse = 1.5, Wait = LatencySummary.Empty }],
        Statements = [new("SELECT * FROM products WHERE id = ?", 2_000, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(4))],
    };

    public static DatabaseReport Troubled { get; } = Healthy with
    {
        Commands = 12_345,
        FailedCommands = 9,
        Deadlocks = 2,
        LockFailures = 1,
        PeakLockWaits = 3,
        Pools = [new ConnectionPoolReport { Name = "shop", MaxSize = 5, PeakInUse = 5, MeanInUse = 4.2, PeakWaiters = 25, Timeouts = 6, Wait = Waits(1, 40) }],
        Statements =
        [
            new("SELECT * FROM lines WHERE order_id = ?", 10_000, TimeSpan.FromSeconds(4), TimeSpan.FromMilliseconds(9)),
            new("SELECT * FROM products WHERE name LIKE ?", 20, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(80)) { Failed = 9 },
            new("SELECT * FROM lines WHERE order_id = ?", 10_000, TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(3)) { ByServer = true },
            new("COMMIT", 9_000, TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(3)) { ByServer = true },
            new("VACUUM lines", 3, TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(1)) { ByServer = true },
        ],
        Repeated =
        [
            new("SELECT * FROM lines WHERE order_id = ?", "GET /orders", 50, 50, 187),
            new("INSERT INTO audit VALUES (?)", "POST /import", 100, 100, 3) { IsWrite = true },
        ],
        LockedBy = ["UPDATE account SET balance = ? waits for UPDATE account SET balance = ? (seen 3 times)"],
        FlatteringSettings = ["fsync=off"],
        Notes = ["the server's own times of statements are not known"],
    };

    public static RedisReport Redis { get; } = new()
    {
        Name = "Redis localhost:6379",
        Commands = 12_000,
        MeanTime = TimeSpan.FromMicroseconds(4),
        HitRate = 0.93,
        PeakMemory = 1 << 20,
        PeakClients = 12,
        EvictedKeys = 0,
    };

    private static LatencySummary Waits(int from, int to)
    {
        var waits = new LatencyHistogram();
        for (var milliseconds = from; milliseconds <= to; milliseconds++)
            waits.Record(milliseconds * EngineTime.Millisecond);
        return new LatencySummary(waits);
    }
}
