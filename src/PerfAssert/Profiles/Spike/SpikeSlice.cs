namespace PerfAssert;

/// <summary>A part of a spike's time, made of one block or of several.</summary>
/// <param name="Start">From the start of the measurement.</param>
/// <param name="Length">Its length.</param>
/// <param name="Times">Response times of what ended successfully in it.</param>
/// <param name="Failed">What failed in it.</param>
internal sealed record SpikeSlice(TimeSpan Start, TimeSpan Length, BlockHistogram Times, long Failed)
{
    public TimeSpan End => Start + Length;

    /// <summary>95th percentile in nanoseconds; NaN without samples.</summary>
    public double P95 => Times.Count == 0 ? double.NaN : Times.ValueAtPercentile(95);

    /// <summary>Share of what ended in it that failed.</summary>
    public double ErrorShare => Times.Count + Failed == 0 ? 0 : (double)Failed / (Times.Count + Failed);

    public double Throughput => Length > TimeSpan.Zero ? Times.Count / Length.TotalSeconds : 0;

    /// <summary>All of them as one; <see langword="null"/> for none.</summary>
    public static SpikeSlice? Join(IEnumerable<SpikeSlice> slices)
        => slices.Aggregate((SpikeSlice?)null, (all, next) => all is null ? next : new SpikeSlice(all.Start, next.End - all.Start, all.Times.Add(next.Times), all.Failed + next.Failed));
}
