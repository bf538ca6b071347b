namespace PerfAssert;

/// <summary>The metrics of databases: of each the worst one's value. What nobody told of is no data, rather than a zero that meets every limit.</summary>
internal static class DatabaseMetrics
{
    private const string NoDatabase = "nothing told of a database: Entity Framework Core, Npgsql and SqlClient do where the code under load runs in this process";
    private const string NoPool = "no connection pool told of itself: Npgsql (8 and later) and MySqlConnector do where the code under load runs in this process";
    private const string NoServer = "no database server was asked: write load.Watching(() => new PostgreSqlMonitor(connectionString)), of the package PerfAssert.Dependencies";
    private const string NoRedis = "no Redis server was asked: write load.Watching(() => new RedisMonitor(\"localhost:6379\")), of the package PerfAssert.Dependencies";

    public static IReadOnlyList<Metric> All { get; } =
    [
        OfPools("pool wait p95", "P95 of the wait for a database connection", MetricUnit.Duration, pool => pool.Wait?.Histogram.ValueAtPercentile(95), "waits"),
        OfPools("pool wait max", "longest wait for a database connection", MetricUnit.Duration, pool => pool.Wait?.Histogram.Max, "waits"),
        OfPools("pool waiters", "callers waiting for a database connection at once", MetricUnit.Count, pool => pool.PeakWaiters, "waits"),
        OfPools("pool timeouts", "number of callers that gave up waiting for a database connection", MetricUnit.Count, pool => pool.Timeouts, "waits", sum: true),
        Of("deadlocks", "number of deadlocks", MetricUnit.Count, result => Sum(result.Databases.Select(database => database.Deadlocks)), "commands", Commands, NoDatabase,
            result => Each(result.Databases.Where(database => database.Deadlocks > 0), database => $"{database.Name} {Figure.Count(database.Deadlocks!.Value)}")),
        Of("lock failures", "number of commands that did not get a lock", MetricUnit.Count, result => Sum(result.Databases.Select(database => database.LockFailures)), "commands", Commands, NoDatabase),
        Of("lock waits", "sessions waiting for a lock at once", MetricUnit.Count,
            result => result.Databases.Max(database => database.PeakLockWaits), "commands", Commands, NoServer),
        Of("slowest statement", "mean time of the slowest statement", MetricUnit.Duration,
            result => Slowest(result) is { } slowest ? slowest.Mean.Ticks * 100.0 : null, "executions", result => Slowest(result)?.Count ?? 0, NoDatabase,
            result => Slowest(result)?.Text),
        Of("repeated statements", "number of repeated statements", MetricUnit.Count,
            result => result.Databases.Any(database => database.Statements.Any(statement => !statement.ByServer)) ? Repeated(result).Count() : null, "commands", Commands, NoDatabase,
            result => Each(Repeated(result), repeated => DatabaseText.Repeated(repeated))),
        OfRedis("redis hit rate", "Redis hit rate", MetricUnit.Ratio, redis => double.IsNaN(redis.HitRate) ? null : redis.HitRate, lowest: true),
        OfRedis("redis command time", "mean time of a Redis command", MetricUnit.Duration, redis => redis.MeanTime.Ticks * 100.0),
        OfRedis("redis evicted keys", "keys that Redis removed for lack of memory", MetricUnit.Count, redis => redis.EvictedKeys),
    ];

    private static Metric OfPools(string name, string display, MetricUnit unit, Func<ConnectionPoolReport, double?> read, string noun, bool sum = false) => Of(
        name,
        display,
        unit,
        result => Pools(result).Select(read).OfType<double>().ToList() is { Count: > 0 } values ? sum ? values.Sum() : values.Max() : null,
        noun,
        result => Pools(result).Sum(pool => pool.Wait?.Count ?? 0),
        NoPool,
        result => Each(Pools(result).Where(pool => pool.PeakWaiters > 0 || pool.Timeouts > 0), DatabaseText.Pool));

    private static Metric OfRedis(string name, string display, MetricUnit unit, Func<RedisReport, double?> read, bool lowest = false) => Of(
        name,
        display,
        unit,
        result => result.Redis.Select(read).OfType<double>().ToList() is { Count: > 0 } values ? lowest ? values.Min() : values.Max() : null,
        "commands",
        result => result.Redis.Sum(redis => redis.Commands),
        NoRedis,
        result => result.Redis.Count == 0 ? null : Each(result.Redis, DatabaseText.Redis));

    private static Metric Of(
        string name, string display, MetricUnit unit, Func<LoadResult, double?> read, string noun, Func<LoadResult, long> samples, string absence, Func<LoadResult, string?>? detail = null)
        => new(name, display, unit, series => series is LoadResult result && read(result) is { } value ? new(value, Math.Max(1, samples(result))) : default)
        {
            WholeIterationsOnly = true,
            SampleNoun = noun,
            Absence = _ => absence,
            Detail = detail is null ? null : series => series is LoadResult result && detail(result) is { Length: > 0 } text ? text : null,
        };

    private static IEnumerable<ConnectionPoolReport> Pools(LoadResult result) => result.Databases.SelectMany(database => database.Pools);

    private static IEnumerable<RepeatedStatement> Repeated(LoadResult result) => result.Databases.SelectMany(database => database.Repeated).Where(repeated => !repeated.IsWrite);

    private static StatementSummary? Slowest(LoadResult result)
        => result.Databases.SelectMany(database => database.Statements).Where(statement => statement.Count > 0).MaxBy(statement => statement.Mean);

    private static long Commands(LoadResult result) => result.Databases.Sum(database => database.Commands);

    private static double? Sum(IEnumerable<long?> values) => values.OfType<long>().ToList() is { Count: > 0 } known ? known.Sum() : null;

    private static string Each<T>(IEnumerable<T> items, Func<T, string> text) => string.Join("; ", items.Take(DatabaseText.Most).Select(text));
}
