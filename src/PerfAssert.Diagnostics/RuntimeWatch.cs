namespace PerfAssert;

/// <summary>What the core finds this package by, to watch the runtimes of other processes.</summary>
internal sealed class RuntimeWatch : IRuntimeWatch
{
    public IMonitor Watch(int processId, string process, TimeSpan interval) => new ProcessRuntimeMonitor(processId, process, interval);
}
