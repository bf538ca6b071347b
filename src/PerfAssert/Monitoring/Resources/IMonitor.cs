namespace PerfAssert;

/// <summary>
/// Watches something while load is applied: a process, a runtime, a database. All calls come from one thread that belongs to the monitors
/// of the run and to nothing else, so they may block; a call that takes long makes the samples of the others late. What a monitor throws
/// does not end the run: the monitor is left out from there on, and the result says so.
/// </summary>
public interface IMonitor : IDisposable
{
    /// <summary>What is watched, as messages name it: <c>process 4711</c>, <c>PostgreSQL shop</c>.</summary>
    string Name { get; }

    /// <summary>Called once, before the warm-up: opens what has to be open.</summary>
    void Start();

    /// <summary>
    /// Called when the measurement starts, then once in every interval (<see cref="LoadPlan.MonitorInterval"/>), and when it has ended.
    /// </summary>
    /// <param name="samples">Takes the values of this moment.</param>
    void Sample(ResourceSamples samples);
}
