namespace PerfAssert;

/// <summary>
/// Throughput stays the same while users become more, and the cores are not busy: all go one after another through something. The limit of
/// Amdahl's law for a service (Gunther, Guerrilla Capacity Planning, 2007: contention of the Universal Scalability Law).
/// </summary>
internal static class SerialSection
{
    /// <summary>Users at least so many times more in the full seconds than in the others.</summary>
    private const double MoreUsers = 1.5;

    /// <summary>Throughput at most so many times higher with them.</summary>
    private const double SameThroughput = 1.15;

    /// <summary>Seconds with nearly all users: fewer could be chance.</summary>
    private const int FewestSlices = 2;

    /// <summary>Seconds with fewer users are compared from this share of all on: with few users nothing is serial yet.</summary>
    private const double FewUsers = 0.25;

    /// <summary>A second with fewer iterations is no rate.</summary>
    private const long FewestIterations = 20;

    /// <summary>A process with less CPU than this does not wait for cores.</summary>
    private const double LittleCpu = 0.35;

    public static Bottleneck? Find(LoadResult result)
    {
        // An open model's throughput is what arrives, unless it is too much.
        if (result.Plan.Workload is OpenWorkload && result.Dropped == 0)
            return null;
        TimeSlice[] slices = [.. result.TimeLine.Where(slice => slice.Succeeded >= FewestIterations && slice.Length >= TimeSpan.FromSeconds(0.5))];
        if (slices.Length <= FewestSlices)
            return null;
        var peak = slices.Max(slice => slice.ActiveUsers);
        TimeSlice[] full = [.. slices.Where(slice => slice.ActiveUsers >= peak * 0.8)];
        TimeSlice[] fewer = [.. slices.Where(slice => slice.ActiveUsers >= peak * FewUsers && slice.ActiveUsers * MoreUsers <= peak)];
        if (full.Length < FewestSlices || fewer.Length == 0)
            return null;
        var (users, rate) = (Median(full, slice => slice.ActiveUsers), Median(full, slice => slice.Throughput));
        var most = fewer.MaxBy(slice => slice.Throughput)!;
        if (users < most.ActiveUsers * MoreUsers || rate > most.Throughput * SameThroughput)
            return null;

        // Where the cores are in use, by whomever, throughput stays for that reason.
        var cores = Math.Max(1, result.Environment.Cores);
        var cpu = full.Average(slice => slice.CpuCores) / cores;
        var others = full.Average(slice => double.IsNaN(slice.ForeignCpu) ? 0 : slice.ForeignCpu);
        if (cpu >= LittleCpu || cpu + others >= BusyCores.Busy)
            return null;
        return new(
            BottleneckKind.SerialSection,
            $"Throughput stays at {Figure.Rate(rate)} with {Figure.Number(users)} users where {Figure.Number(most.ActiveUsers)} had {Figure.Rate(most.Throughput)}, and only {Figure.Percent(cpu)} of the cores are in use: the iterations go one after another through something.",
            "Look for what only one request at a time may do: a SemaphoreSlim or lock, a single connection or channel, a queue with one consumer, a downstream service with a limit.");
    }

    private static double Median(TimeSlice[] slices, Func<TimeSlice, double> value)
    {
        double[] sorted = [.. slices.Select(value).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
