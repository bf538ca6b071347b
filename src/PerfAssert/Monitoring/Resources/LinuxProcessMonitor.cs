using System.Diagnostics;
using System.Globalization;

namespace PerfAssert;

/// <summary>Reads what Linux tells of a process. What it does not tell of another user's process is left out.</summary>
internal sealed class LinuxProcessMonitor : IMonitor
{
    private readonly string folder;
    private readonly bool isThis;
    private readonly CpuShare share = new(Environment.ProcessorCount);
    private KernelFile? statistics;
    private KernelFile? traffic;

    /// <param name="name">As messages name the process.</param>
    /// <param name="processId">Its id.</param>
    public LinuxProcessMonitor(string name, int processId)
    {
        Name = name;
        isThis = processId == Environment.ProcessId;
        folder = isThis ? "/proc/self" : string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");
        Descriptors = folder + "/fd";
    }

    public string Name { get; }

    private string Descriptors { get; }

    public void Start()
    {
        statistics = KernelFile.TryOpen(folder + "/stat") ?? throw new InvalidOperationException("it has ended");
        traffic = KernelFile.TryOpen(folder + "/io");
    }

    public void Sample(ResourceSamples samples)
    {
        Span<byte> room = stackalloc byte[1024];
        if (ProcessStatistics.Parse(statistics!.Read(room)) is not { } now)
            throw new InvalidOperationException("it has ended");
        samples.Add(Resources.Cpu, share.Next(isThis ? ProcessProbe.CpuTime() : now.Cpu, Stopwatch.GetTimestamp()));
        samples.Add(Resources.Memory, now.ResidentBytes);
        samples.Add(Resources.Threads, now.Threads);
        if (OpenDescriptors.Count(Descriptors) is { } open)
        {
            samples.Add(Resources.Handles, open.All);
            samples.Add(Resources.Sockets, open.Sockets);
        }

        var bytes = traffic is null ? [] : traffic.Read(room);
        if (KernelText.Labelled(bytes, "read_bytes:"u8) is { } read && KernelText.Labelled(bytes, "write_bytes:"u8) is { } written)
        {
            samples.Add(Resources.DiskRead, read);
            samples.Add(Resources.DiskWritten, written);
        }
    }

    public void Dispose()
    {
        statistics?.Dispose();
        traffic?.Dispose();
    }
}
