namespace PerfAssert;

/// <summary>What is watched during a run: what PerfAssert watches of itself, then what the target brings, then what the test asked for.</summary>
internal static class RunMonitors
{
    /// <param name="run">About to start; its target has been started.</param>
    public static IReadOnlyList<Func<IMonitor>> Of(LoadRun run) => [.. (run.Target?.Monitors ?? []).Concat(run.Monitors).Distinct()];
}
