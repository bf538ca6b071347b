namespace PerfAssert;

/// <summary>How much a finding about the measurement matters.</summary>
public enum ValiditySeverity
{
    /// <summary>Worth knowing; the result stands.</summary>
    Note,

    /// <summary>The result cannot be trusted.</summary>
    Invalid,
}
