namespace PerfAssert;

/// <summary>A pool of database connections during a run.</summary>
public sealed record ConnectionPoolReport
{
    /// <summary>Name of the data source, or its connection string without secrets.</summary>
    public required string Name { get; init; }

    /// <summary>The most connections it may have; <see langword="null"/> where it is not known.</summary>
    public int? MaxSize { get; init; }

    /// <summary>The most connections seen in use at once.</summary>
    public int PeakInUse { get; init; }

    /// <summary>Connections in use in the mean.</summary>
    public double MeanInUse { get; init; }

    /// <summary>The most callers seen waiting for a connection at once.</summary>
    public int PeakWaiters { get; init; }

    /// <summary>Callers that gave up waiting (exact).</summary>
    public long Timeouts { get; init; }

    /// <summary>Time that callers waited for a connection; <see langword="null"/> where it could not be measured.</summary>
    public LatencySummary? Wait { get; init; }
}
