namespace PerfAssert;

/// <summary>
/// Finds stalls in the time line of a closed model. While the system stalls, the users wait with it and start nothing, so a stall of
/// seconds leaves no more samples than there are users (coordinated omission). Pure.
/// </summary>
/// <remarks>
/// Two things must hold. The time line shows it: in a slice the users ended less than a quarter of what they usually do, or the longest
/// response took more than ten times the slice's P99. And it matters: the open-model view at least doubles P95, P99 or P99.9.
/// A single slow request among many satisfies the first and not the second, because the view adds samples in proportion to the
/// users that waited; users marching in step leave empty slices, and the view then adds nothing.
/// </remarks>
internal static class StallFinder
{
    /// <summary>A slice with less than this share of the usual work is a stall: the users stood still for most of the second.</summary>
    private const double StalledShare = 0.25;

    /// <summary>Usual iterations of a slice below which an almost empty one may be chance: Poisson of mean 20 is below 5 once in 60,000.</summary>
    private const double FewestUsualIterations = 20;

    /// <summary>With fewer slices there is nothing usual to compare with.</summary>
    private const int FewestSlices = 3;

    /// <summary>How far the longest response of a slice lies above its P99 when it did not come from the same distribution.</summary>
    private const double OutlyingMaximum = 10;

    /// <summary>The view is shown where it at least doubles a percentile; smaller differences are within what runs differ by.</summary>
    private const double WorthShowing = 2;

    private static readonly double[] JudgedPercentiles = [95, 99, 99.9];

    /// <summary>The worst stall; <see langword="null"/> where there is none or the model counts from intended starts anyway.</summary>
    public static Stall? Find(LoadResult result)
    {
        // Paced and limited starts are scheduled: response times count from the schedule, nothing is omitted.
        if (result.Plan.Workload is not ClosedWorkload { RateLimit: null } || result.Plan.Pacing is not null || result.Count == 0)
            return null;

        TimeSlice[] slices = [.. result.TimeLine.Where(slice => slice.Length >= TimeSpan.FromSeconds(0.5) && slice.ActiveUsers > 0)];
        if (slices.Length < FewestSlices || (FindStandstill(slices) ?? FindOutlier(slices)) is not { } found)
            return null;

        // By Little's law a user starts every users / rate.
        var rate = result.Count / result.MeasuredDuration.TotalSeconds;
        var users = slices.Average(slice => slice.ActiveUsers);
        var view = new LatencySummary(OpenModelView.Correct(result.ResponseTime.Histogram, users / rate * 1e9));
        return Matters(result.ResponseTime, view) ? new Stall(found.At, found.Evidence, rate, view) : null;
    }

    private static (TimeSpan At, string Evidence)? FindStandstill(TimeSlice[] slices)
    {
        var usual = Median(slices.Select(PerUser));
        var worst = slices.MinBy(PerUser)!;
        var usualHere = usual * worst.ActiveUsers * worst.Length.TotalSeconds;
        if (usualHere < FewestUsualIterations || PerUser(worst) >= usual * StalledShare)
            return null;
        var ended = Ended(worst) switch
        {
            0 => "no iteration",
            1 => "only 1 iteration",
            var some => $"only {Figure.Count(some)} iterations",
        };
        return (worst.Start, $"At {Figure.Duration(worst.Start)} {ended} ended in a second in which {Figure.Count((long)usualHere)} usually do: "
            + "the users waited and started nothing.");
    }

    private static (TimeSpan At, string Evidence)? FindOutlier(TimeSlice[] slices)
    {
        var needed = PercentileStatistics.MinimumSamples(99);
        var outlying = slices.Where(slice => slice.Succeeded >= needed && slice.Max > slice.P99 * OutlyingMaximum).ToArray();
        if (outlying.Length == 0)
            return null;
        var worst = outlying.MaxBy(slice => slice.Max)!;
        return (worst.Start, $"At {Figure.Duration(worst.Start)} a response took {Figure.Duration(worst.Max)} beside a P99 of {Figure.Duration(worst.P99)}"
            + $"{(outlying.Length == 1 ? "" : $", and the like in {Figure.Count(outlying.Length)} of {Figure.Count(slices.Length)} seconds")}: "
            + "where all users wait at once, few samples show it.");
    }

    private static bool Matters(LatencySummary measured, LatencySummary view) => JudgedPercentiles.Any(percentile =>
        StatedPercentile.Of(measured, percentile) is { } value && view.Percentile(percentile) >= value * WorthShowing);

    private static long Ended(TimeSlice slice) => slice.Succeeded + slice.Failed;

    private static double PerUser(TimeSlice slice) => Ended(slice) / slice.Length.TotalSeconds / slice.ActiveUsers;

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
