namespace PerfAssert;

/// <summary>What a metric's value means.</summary>
public enum MetricUnit
{
    /// <summary>Nanoseconds.</summary>
    Duration,

    /// <summary>A share: 1 is 100 %.</summary>
    Ratio,

    /// <summary>Events per second.</summary>
    PerSecond,

    /// <summary>A number of events.</summary>
    Count,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Bytes per second.</summary>
    BytesPerSecond,
}
