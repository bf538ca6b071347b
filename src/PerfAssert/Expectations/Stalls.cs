namespace PerfAssert;

/// <summary>The seconds of a run that stand out: something stopped the system for a while.</summary>
internal static class Stalls
{
    /// <summary>With fewer slices there is no telling what is usual.</summary>
    private const int FewestSlices = 5;

    /// <summary>A slice stands out when its P99 is this many times the usual one: beyond what chance does to a P99 of a second.</summary>
    private const double StandsOut = 3;

    /// <summary>Differences below this are the scheduler's grain, not a stall: 50 ms.</summary>
    private static readonly TimeSpan Smallest = TimeSpan.FromMilliseconds(50);

    /// <summary>The slices that stand out, the worst first, and the usual (median) P99 of a slice.</summary>
    public static (IReadOnlyList<TimeSlice> Slices, TimeSpan Usual) Find(IReadOnlyList<TimeSlice> timeLine)
    {
        TimeSlice[] measured = [.. timeLine.Where(slice => slice.Succeeded > 0).OrderBy(slice => slice.P99)];
        if (measured.Length < FewestSlices)
            return ([], TimeSpan.Zero);
        var usual = measured[measured.Length / 2].P99;
        return ([.. measured.Where(slice => slice.P99 >= usual * StandsOut && slice.P99 - usual >= Smallest).Reverse()], usual);
    }
}
