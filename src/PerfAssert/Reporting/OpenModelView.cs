namespace PerfAssert;

/// <summary>
/// What a closed model's response times would have been had iterations kept starting while users waited: the expected-interval
/// correction of HdrHistogram (<c>copyCorrectedForCoordinatedOmission</c>; Tene, How NOT to Measure Latency). A user that waited
/// v although it starts every i on average left out starts that would have waited v-i, v-2i, … ≥ i; those are added. Pure.
/// </summary>
internal static class OpenModelView
{
    /// <summary>A longer row of added samples is summed up in so many, which bounds the work and moves a quantile by less than 0.2 % of v.</summary>
    private const int MostAddedPerBucket = 512;

    /// <summary>Returns a corrected copy.</summary>
    /// <param name="measured">Left as it is.</param>
    /// <param name="intervalNanoseconds">Mean time from start to start of one user, &gt; 0.</param>
    public static LatencyHistogram Correct(LatencyHistogram measured, double intervalNanoseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(intervalNanoseconds);
        var corrected = new LatencyHistogram();
        corrected.Add(measured);
        measured.ForEachBucket((value, count) => AddOmitted(corrected, value, count, intervalNanoseconds));
        return corrected;
    }

    private static void AddOmitted(LatencyHistogram corrected, double value, long count, double interval)
    {
        var omitted = (long)(value / interval) - 1;
        var groups = Math.Min(omitted, MostAddedPerBucket);
        for (long group = 0; group < groups; group++)
        {
            var first = group * omitted / groups;
            var end = (group + 1) * omitted / groups;
            var middle = (first + end + 1) / 2.0;
            corrected.Record((long)(value - (middle * interval)), count * (end - first));
        }
    }
}
