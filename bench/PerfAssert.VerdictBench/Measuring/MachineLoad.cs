using System.Globalization;

namespace PerfAssert.VerdictBench;

/// <summary>How much of the machine is in use.</summary>
internal static class MachineLoad
{
    /// <summary>A machine with less than this share of its cores in use is quiet.</summary>
    private const double QuietShare = 0.08;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits until the machine has been quiet for two looks in a row.</summary>
    /// <returns>Whether it came to that in time; always, where it cannot be seen.</returns>
    public static async Task<bool> BecomesQuietAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var quiet = 0;
        for (var waited = TimeSpan.Zero; waited < patience; waited += Look)
        {
            if (Read() is not { } before)
                return true;
            await Task.Delay(Look, cancellation);
            var after = Read()!.Value;
            var share = (double)(after.Busy - before.Busy) / Math.Max(1, after.All - before.All);
            quiet = share < QuietShare ? quiet + 1 : 0;
            if (quiet == 2)
                return true;
        }

        return false;
    }

    private static (long Busy, long All)? Read()
    {
        const string file = "/proc/stat";
        if (!File.Exists(file))
            return null;

        // user nice system idle iowait irq softirq steal
        var ticks = File.ReadLines(file).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }
}
