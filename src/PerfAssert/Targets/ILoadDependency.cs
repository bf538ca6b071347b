namespace PerfAssert;

/// <summary>
/// A server that the code under load needs, such as a database: started before the load, watched while it lasts, named in the result.
/// An application takes it with <c>Uses(…)</c> of PerfWebApplication, a run of other code with <see cref="LoadRun.Using"/>.
/// </summary>
public interface ILoadDependency : IAsyncDisposable
{
    /// <summary>What it is, as messages name it: <c>PostgreSQL</c>.</summary>
    string Name { get; }

    /// <summary>Whether somebody has started it. Who starts it disposes of it.</summary>
    bool IsStarted { get; }

    /// <summary>
    /// What was started, and which of its settings make it faster than in production:
    /// <c>PostgreSQL 15.18, native (fsync=off)</c>. Part of the result. Valid after <see cref="StartAsync"/>.
    /// </summary>
    string Description { get; }

    /// <summary>What watches it under load; each run makes its own and disposes of them.</summary>
    IReadOnlyList<Func<IMonitor>> Monitors => [];

    /// <summary>Starts it, or waits until it has started; further calls do nothing.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask StartAsync(CancellationToken cancellationToken);
}
