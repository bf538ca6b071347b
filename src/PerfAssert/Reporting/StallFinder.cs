namespace PerfAssert;

/// <summary>
/// Finds stalls in the time line of a closed model. While the system stalls, the users wait with it and start nothing, so a stall of
/// seconds leaves no more samples than there are users (coordinated omission). Pure.
/// </summary>
/// <remarks>
/// Two things must hold. The time line shows it: in a slice the users ended less than a quarter of what they usually do, or the longest
/// response took more than ten times the slice's P99, or ten times its median and in most such slices one quarter ended much less than the
/// others (where few users wait often, their samples are more than 1 % of all; but requests that are slow each for itself leave no dent). And it matters: the open-model view at least doubles P90, P95, P99 or P99.9.
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

    /// <summary>A stall of a fifth of a second within a quarter of one leaves less than this of its iterations; chance among ten users rarely does.</summary>
    private const double DentedShare = 0.6;

    /// <summary>The view is shown where it at least doubles a percentile; smaller differences are within what runs differ by.</summary>
    private const double WorthShowing = 2;

    private static readonly double[] JudgedPercentiles = [90, 95, 99, 99.9];

    /// <summary>The worst stall; <see langword="null"/> where there is none or the model counts from intended starts anyway.</summary>
    public static Stall? Find(LoadResult result)
    {
        // Paced starts are scheduled: response times count from the schedule, nothing is omitted. A rate limit only holds back: users that wait
        // leave their starts out, and where enough others take them the view changes nothing.
        if (result.Plan.Workload is not ClosedWorkload || result.Plan.Pacing is not null || result.Count == 0)
            return null;

        TimeSlice[] slices = [.. result.TimeLine.Where(slice => slice.Length >= TimeSpan.FromSeconds(0.5) && slice.ActiveUsers > 0)];
        if (slices.Length < FewestSlices || (FindStandstill(slices) ?? FindOutlier(slices) ?? FindDents(slices)) is not { } found)
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

    private static (TimeSpan At, string Evidence)? FindDents(TimeSlice[] slices)
    {
        var needed = PercentileStatistics.MinimumSamples(95);
        var outlying = slices.Where(slice => slice.Succeeded >= needed && slice.Max > slice.P50 * OutlyingMaximum).ToArray();
        var dented = outlying.Where(slice => slice.SlowestQuarter < DentedShare).ToArray();
        if (dented.Length == 0 || dented.Length < outlying.Length / 2.0)
            return null;
        var worst = dented.MaxBy(slice => slice.Max)!;
        return (worst.Start, $"At {Figure.Duration(worst.Start)} responses took up to {Figure.Duration(worst.Max)} beside a median of {Figure.Duration(worst.P50)}, "
            + $"and a quarter of that second had {Figure.Percent(worst.SlowestQuarter)} of the usual iterations"
            + $"{(dented.Length == 1 ? "" : $"; the like in {Figure.Count(dented.Length)} of {Figure.Count(slices.Length)} seconds")}: all users waited at once.");
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
