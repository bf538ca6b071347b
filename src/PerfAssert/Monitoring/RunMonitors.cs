using System.Globalization;

namespace PerfAssert;

/// <summary>What is watched during a run: the process that the code under load runs in, the machine, what the target brings, what the test asked for.</summary>
/// <param name="Sources">Make the monitors.</param>
/// <param name="Process">The process, in words; <see langword="null"/> where nobody knows it.</param>
internal sealed record RunMonitors(IReadOnlyList<Func<IMonitor>> Sources, string? Process)
{
    /// <param name="run">About to start; its target has been started.</param>
    /// <param name="clients">The database clients of this process; <see langword="null"/> where the code under load runs in another one.</param>
    public static RunMonitors Of(LoadRun run, DatabaseClients? clients)
    {
        var own = run.Target is null || run.Target.Application is not null ? Environment.ProcessId : (int?)null;
        var sources = new List<Func<IMonitor>>();
        string? name = null;
        if ((run.WatchedProcess ?? own) is { } id)
        {
            name = id != Environment.ProcessId ? Describe(id)
                : run.Target?.Application is null ? "this process" : "this process: load generator and service";
            sources.Add(() => OperatingSystem.IsLinux() ? new LinuxProcessMonitor(name, id) : new PortableProcessMonitor(name, id));
            if (id == Environment.ProcessId)
                sources.Add(() => new RuntimeMonitor());
            else if (IRuntimeWatch.Found?.Watch(id, name, run.Plan.MonitorInterval) is { } runtime)
                sources.Add(() => runtime);
        }

        if (OperatingSystem.IsLinux())
            sources.Add(() => new MachineMonitor());
        if (clients is not null)
            sources.Add(() => new ClientDatabaseMonitor(clients));
        return new([.. sources, .. (run.Target?.Monitors ?? []).Concat(run.Monitors).Distinct()], name);
    }

    /// <summary>Checks before any load that there is something to watch.</summary>
    /// <exception cref="LoadConfigurationException">The process to watch does not run.</exception>
    public static void Check(LoadRun run)
    {
        if (run.WatchedProcess is { } id && (id <= 0 || NameOf(id) is null))
        {
            throw new LoadConfigurationException(
            [
                new ConfigurationError(
                    string.Create(CultureInfo.InvariantCulture, $"Watching({id})"),
                    "names a process that does not run",
                    "Give the id of a process on this machine that runs when the test starts, such as process.Id of one that the test's fixture has started."),
            ]);
        }
    }

    private static string Describe(int id) => string.Create(CultureInfo.InvariantCulture, $"process {id}{(NameOf(id) is { } name ? $" ({name})" : "")}");

    private static string? NameOf(int id)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(id);
            return process.ProcessName;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
