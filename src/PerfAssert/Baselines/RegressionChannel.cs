namespace PerfAssert;

/// <summary>What is compared with the baseline.</summary>
public enum RegressionChannel
{
    /// <summary>95th percentile of the response time, in milliseconds.</summary>
    P95,

    /// <summary>Median response time, in milliseconds.</summary>
    P50,

    /// <summary>CPU time per iteration, in milliseconds, where the code under load runs in this process.</summary>
    Cost,

    /// <summary>Bytes allocated per iteration, where the code under load runs in this process.</summary>
    Allocations,

    /// <summary>
    /// Managed memory per iteration that a full collection after the run does not free, where the code under load runs in this process:
    /// what a leak leaves behind, or a cache that fills.
    /// </summary>
    Retained,

    /// <summary>Share of iterations that failed.</summary>
    Errors,

    /// <summary>Bytes of response bodies per iteration.</summary>
    BytesReceived,

    /// <summary>Bytes of request bodies per iteration.</summary>
    BytesSent,

    /// <summary>SQL commands per iteration, seen through the diagnostics of EF Core, Npgsql and SqlClient.</summary>
    SqlCommands,

    /// <summary>HTTP requests per iteration that the application under load sent to others.</summary>
    OutboundCalls,
}
