namespace PerfAssert;

/// <summary>What an application in this process has asked of others so far.</summary>
/// <param name="SqlCommands">SQL commands executed; <see langword="null"/> where nothing that tells of them is in the process.</param>
/// <param name="OutboundCalls">HTTP requests sent, without those of the virtual users; <see langword="null"/> where nothing that tells of them is in the process.</param>
internal readonly record struct CallCounts(long? SqlCommands, long? OutboundCalls)
{
    /// <summary>What was counted since an earlier reading. Before a source appeared there was nothing to count.</summary>
    public CallCounts Since(CallCounts earlier)
        => new(SqlCommands - (earlier.SqlCommands ?? 0), OutboundCalls - (earlier.OutboundCalls ?? 0));
}
