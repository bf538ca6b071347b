namespace PerfAssert;

/// <summary>A monitor that has more to tell of a database than values over time.</summary>
internal interface IDatabaseMonitor : IMonitor
{
    /// <summary>Called once, after the last sample; empty when no database was used. Reports of the same name become one.</summary>
    IReadOnlyList<DatabaseReport> Report();
}
