namespace PerfAssert;

/// <summary>How the connections of the monitors themselves are told from those of the code under load.</summary>
internal static class MonitorConnections
{
    /// <summary>The name that they give themselves.</summary>
    public const string ApplicationName = "PerfAssert monitor";
}
