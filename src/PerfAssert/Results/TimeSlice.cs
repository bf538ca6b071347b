namespace PerfAssert;

/// <summary>One second (the last one may be shorter) of the run.</summary>
public sealed record TimeSlice
{
    /// <summary>Start of the slice, from the start of the measurement.</summary>
    public required TimeSpan Start { get; init; }

    /// <summary>Length of the slice.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Iterations that ended successfully in the slice.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Iterations that failed in the slice.</summary>
    public required long Failed { get; init; }

    /// <summary>Due iterations for which no user was free.</summary>
    public required long Dropped { get; init; }

    /// <summary>WebSockets that the server or the network ended in the slice.</summary>
    public long LostConnections { get; init; }

    /// <summary>Requests that ended in the slice.</summary>
    public required long Requests { get; init; }

    /// <summary>Response bytes received in the slice.</summary>
    public required long BytesReceived { get; init; }

    /// <summary>Users with an iteration in flight or thinking, at the end of the slice.</summary>
    public required int ActiveUsers { get; init; }

    /// <summary>Median response time of the slice's successful iterations.</summary>
    public required TimeSpan P50 { get; init; }

    /// <summary>95th percentile of the slice's response times.</summary>
    public required TimeSpan P95 { get; init; }

    /// <summary>99th percentile of the slice's response times.</summary>
    public required TimeSpan P99 { get; init; }

    /// <summary>Longest response time of the slice.</summary>
    public required TimeSpan Max { get; init; }

    /// <summary>CPU time of this process per second of wall time: 1 is one core.</summary>
    public required double CpuCores { get; init; }

    /// <summary>CPU used by everything else on the machine, as a share of all cores (0 to 1); NaN where it cannot be read.</summary>
    public required double ForeignCpu { get; init; }

    /// <summary>Time the garbage collector paused this process during the slice.</summary>
    public required TimeSpan GcPause { get; init; }

    /// <summary>Bytes allocated by this process during the slice.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Working set of this process at the end of the slice, in bytes.</summary>
    public required long WorkingSet { get; init; }

    /// <summary>
    /// The slowest quarter of the slice beside its median one, in iterations ended per second: well below 1 when everybody waited for a
    /// part of it. NaN where the slice has too few parts.
    /// </summary>
    internal double SlowestQuarter { get; init; } = double.NaN;

    /// <summary>Successful iterations per second.</summary>
    public double Throughput => Length > TimeSpan.Zero ? Succeeded / Length.TotalSeconds : 0;
}
