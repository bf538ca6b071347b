namespace PerfAssert;

/// <summary>A statement, whatever its parameters.</summary>
/// <param name="Text">The statement without literal values, on one line.</param>
/// <param name="Count">How often it was executed in the measured part.</param>
/// <param name="Total">Time of all executions together.</param>
/// <param name="Longest">Time of the longest execution.</param>
public sealed record StatementSummary(string Text, long Count, TimeSpan Total, TimeSpan Longest)
{
    /// <summary>Time of one execution in the mean.</summary>
    public TimeSpan Mean => Count == 0 ? TimeSpan.Zero : Total / Count;

    /// <summary>Executions that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Whether it changes data.</summary>
    public bool IsWrite { get; init; }

    /// <summary>Whether the times are the server's own; otherwise they are the client's, from sending to the first answer.</summary>
    public bool ByServer { get; init; }
}
