namespace PerfAssert;

/// <summary>What is watched during a run: what PerfAssert watches of itself, then what the target brings, then what the test asked for.</summary>
internal static class RunMonitors
{
    /// <param name="run">About to start; its target has been started.</param>
    /// <param name="clients">The database clients of this process; <see langword="null"/> where the code under load runs in another one.</param>
    public static IReadOnlyList<Func<IMonitor>> Of(LoadRun run, DatabaseClients? clients) =>
    [
        .. clients is null ? (Func<IMonitor>[])[] : [() => new ClientDatabaseMonitor(clients)],
        .. (run.Target?.Monitors ?? []).Concat(run.Monitors).Distinct(),
    ];
}
