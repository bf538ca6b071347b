namespace PerfAssert;

/// <summary>A monitor that has more to tell of a database than values over time.</summary>
internal interface IDatabaseMonitor : IMonitor
{
    /// <summary>Called once, after the last sample; <see langword="null"/> when the database was not used.</summary>
    DatabaseReport? Report();
}
