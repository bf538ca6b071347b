namespace PerfAssert;

/// <summary>A Redis server during a run.</summary>
public sealed record RedisReport
{
    /// <summary>Its address.</summary>
    public required string Name { get; init; }

    /// <summary>Commands that it processed, those of the monitor left out.</summary>
    public required long Commands { get; init; }

    /// <summary>Time that it took for a command, in the mean.</summary>
    public required TimeSpan MeanTime { get; init; }

    /// <summary>Share of the reads of keys that found one; NaN without reads.</summary>
    public required double HitRate { get; init; }

    /// <summary>The most memory its data took, in bytes.</summary>
    public required long PeakMemory { get; init; }

    /// <summary>The most clients connected at once.</summary>
    public required int PeakClients { get; init; }

    /// <summary>Keys removed for lack of memory.</summary>
    public required long EvictedKeys { get; init; }
}
