using System.Diagnostics;

namespace PerfAssert;

/// <summary>Reads what .NET tells of a process on every system; what a system does not tell is left out.</summary>
/// <param name="name">As messages name the process.</param>
/// <param name="processId">Its id.</param>
internal sealed class PortableProcessMonitor(string name, int processId) : IMonitor
{
    private readonly CpuShare share = new(Environment.ProcessorCount);
    private Process? process;

    public string Name => name;

    public void Start() => process = Process.GetProcessById(processId);

    public void Sample(ResourceSamples samples)
    {
        process!.Refresh();
        if (process.HasExited)
            throw new InvalidOperationException("it has ended");
        samples.Add(Resources.Cpu, share.Next(process.TotalProcessorTime, Stopwatch.GetTimestamp()));
        samples.Add(Resources.Memory, process.WorkingSet64);
        samples.Add(Resources.Threads, process.Threads.Count);
        if (OperatingSystem.IsWindows())
            samples.Add(Resources.Handles, process.HandleCount);
    }

    public void Dispose() => process?.Dispose();
}
