namespace PerfAssert;

/// <summary>Callers wait for a database connection.</summary>
internal static class ConnectionPool
{
    /// <summary>From this share of the iterations' time on, the wait is what to look at: 10 %.</summary>
    private const double WaitShare = 0.1;

    /// <summary>A shorter mean wait is a connection being handed over.</summary>
    private static readonly TimeSpan WaitWorthKnowing = TimeSpan.FromMilliseconds(1);

    public static Bottleneck? Find(LoadResult result)
        => result.Databases.SelectMany(database => database.Pools).OrderByDescending(pool => pool.Timeouts).ThenByDescending(pool => pool.PeakWaiters)
            .Select(pool => Judge(result, pool)).FirstOrDefault(found => found is not null);

    private static Bottleneck? Judge(LoadResult result, ConnectionPoolReport pool)
    {
        var isFull = pool.MaxSize is { } most && pool.PeakInUse >= most;
        var waited = pool.Wait is { Count: > 0 } wait && wait.Mean >= WaitWorthKnowing
            && Evidence.ShareOfIterations(result, EngineTime.Span((long)wait.Histogram.Sum)) >= WaitShare;
        var manyWait = pool.Wait is null && isFull && pool.PeakWaiters >= pool.MaxSize;
        if (pool.Timeouts == 0 && !(isFull && waited) && !manyWait)
            return null;
        List<string> seen = [];
        if (pool.MaxSize is { } size)
            seen.Add($"{pool.PeakInUse} of {size} connections were in use at the peak, {Figure.Number(pool.MeanInUse)} in the mean");
        if (pool.PeakWaiters > 0)
            seen.Add($"up to {pool.PeakWaiters} callers waited for one");
        if (pool.Wait is { Count: > 0 } times)
            seen.Add($"for {Figure.Duration(times.Mean)} in the mean");
        if (pool.Timeouts > 0)
            seen.Add($"{Figure.Count(pool.Timeouts)} gave up");
        return new(
            BottleneckKind.ConnectionPool,
            $"The connection pool {Evidence.Quote(pool.Name)} is exhausted: {string.Join(", ", seen)}.",
            "Give connections back sooner: nothing slow between open and close, no connection held for a whole request. Only then make the pool larger (Maximum Pool Size), as far as the server allows.");
    }
}
