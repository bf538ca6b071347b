namespace PerfAssert;

/// <summary>
/// Throughput stays the same while users become more, and the cores are not busy: all go one after another through something. The limit of
/// Amdahl's law for a service (Gunther, Guerrilla Capacity Planning, 2007: contention of the Universal Scalability Law).
/// </summary>
internal static class SerialSection
{
    /// <summary>Users at least so many times more in the full seconds than in the others.</summary>
    private const double MoreUsers = 2;

    /// <summary>Throughput at most so many times higher with them.</summary>
    private const double SameThroughput = 1.2;

    /// <summary>Seconds of either kind: fewer could be chance.</summary>
    private const int FewestSlices = 2;

    /// <summary>A process with less CPU than this was not kept from it by other programs: a fair scheduler would have given it more.</summary>
    private const double LittleCpu = 0.35;

    public static Bottleneck? Find(LoadResult result)
    {
        TimeSlice[] slices = [.. result.TimeLine.Where(slice => slice.Succeeded > 0 && slice.Length >= TimeSpan.FromSeconds(0.5))];
        if (slices.Length < 2 * FewestSlices)
            return null;
        var peak = slices.Max(slice => slice.ActiveUsers);
        TimeSlice[] full = [.. slices.Where(slice => slice.ActiveUsers >= peak * 0.8)];
        TimeSlice[] fewer = [.. slices.Where(slice => slice.ActiveUsers >= 2 && slice.ActiveUsers <= peak / MoreUsers)];
        if (full.Length < FewestSlices || fewer.Length < FewestSlices)
            return null;
        var (users, rate) = (Median(full, slice => slice.ActiveUsers), Median(full, slice => slice.Throughput));
        var (fewerUsers, fewerRate) = (Median(fewer, slice => slice.ActiveUsers), Median(fewer, slice => slice.Throughput));
        if (users < fewerUsers * MoreUsers || rate > fewerRate * SameThroughput)
            return null;
        var cores = Math.Max(1, result.Environment.Cores);
        var cpu = full.Average(slice => slice.CpuCores) / cores;
        if (cpu >= LittleCpu)
            return null;
        return new(
            BottleneckKind.SerialSection,
            $"Throughput stays at {Figure.Rate(rate)} with {Figure.Number(users)} users where {Figure.Number(fewerUsers)} had {Figure.Rate(fewerRate)}, and only {Figure.Percent(cpu)} of the cores are in use: the iterations go one after another through something.",
            "Look for what only one request at a time may do: a SemaphoreSlim or lock, a single connection or channel, a queue with one consumer, a downstream service with a limit.");
    }

    private static double Median(TimeSlice[] slices, Func<TimeSlice, double> value)
    {
        double[] sorted = [.. slices.Select(value).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
