namespace PerfAssert;

/// <summary>Reads what the database clients of this process tell; part of every run whose code under load runs here.</summary>
internal sealed class ClientDatabaseMonitor(DatabaseClients clients) : IDatabaseMonitor
{
    private bool started;

    public string Name => "databases";

    public void Start()
    {
    }

    public void Sample(ResourceSamples samples)
    {
        if (!started)
            clients.Restart();
        started = true;
        clients.Pools.Ask();
        clients.Traces.Look();
        foreach (var pool in clients.Pools.Pools)
            pool.Sample(samples);
        if (clients.Counts?.Invoke().SqlCommands is { } commands)
            samples.Add(Resources.SqlCommands, commands);
        foreach (var database in clients.Databases)
            samples.Add(Resources.Deadlocks, clients.Errors.Read(database.System).Deadlocks);
    }

    public IReadOnlyList<DatabaseReport> Report() => clients.Report();

    /// <summary>Nothing: who made the clients' log also ends it.</summary>
    public void Dispose()
    {
    }
}
