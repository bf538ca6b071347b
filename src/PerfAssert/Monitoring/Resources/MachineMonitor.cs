using System.Diagnostics;

namespace PerfAssert;

/// <summary>Reads what Linux tells of the machine; elsewhere nothing is read.</summary>
internal sealed class MachineMonitor : IMonitor
{
    /// <summary>Some 120 bytes for each network: enough for a host of a hundred containers.</summary>
    private readonly byte[] room = new byte[16 * 1024];

    private readonly KernelFile? networks = KernelFile.TryOpen("/proc/net/dev");
    private CpuShare? share;

    public string Name => "the machine";

    public void Start()
    {
        using var file = KernelFile.TryOpen("/proc/stat");
        if (file is not null)
            share = new CpuShare(Cores(file.Read(room)));
    }

    public void Sample(ResourceSamples samples)
    {
        if (share is not null && ProcessProbe.MachineBusy() is { } busy)
            samples.Add(Resources.MachineCpu, share.Next(busy, Stopwatch.GetTimestamp()));
        if (networks is not null && Traffic(networks.Read(room)) is { } bytes)
        {
            samples.Add(Resources.NetworkIn, bytes.In);
            samples.Add(Resources.NetworkOut, bytes.Out);
        }
    }

    public void Dispose() => networks?.Dispose();

    /// <summary>The cores that <c>/proc/stat</c> speaks of: in a container these may be more than the process may use.</summary>
    public static int Cores(ReadOnlySpan<byte> text)
    {
        var cores = 0;
        while (text.IndexOf("\ncpu"u8) is var next and >= 0)
        {
            cores++;
            text = text[(next + 1)..];
        }

        return Math.Max(cores, 1);
    }

    /// <summary>Adds up the networks of <c>/proc/net/dev</c>; <see langword="null"/> when the text is another.</summary>
    public static (long In, long Out)? Traffic(ReadOnlySpan<byte> text)
    {
        const int FieldsToSent = 7;
        (long In, long Out) sum = default;
        var found = false;
        while (text.IndexOf((byte)'\n') is var end and >= 0)
        {
            // "  eth0: bytes packets errs drop fifo frame compressed multicast bytes packets …": received, then sent.
            var line = text[..end];
            text = text[(end + 1)..];
            if (line.IndexOf((byte)':') is not (var name and >= 0))
                continue;
            line = line[(name + 1)..];
            if (KernelText.Number(ref line) is not { } received)
                return null;
            for (var field = 0; field < FieldsToSent; field++)
                _ = KernelText.Word(ref line);
            if (KernelText.Number(ref line) is not { } sent)
                return null;
            sum = (sum.In + received, sum.Out + sent);
            found = true;
        }

        return found ? sum : null;
    }
}
