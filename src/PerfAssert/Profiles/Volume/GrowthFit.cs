namespace PerfAssert;

/// <summary>
/// The growth exponent with an interval that is honest about few sizes. The exponent is the mean slope of log time over log rows in the range
/// that was measured, and the interval says how well that slope is known, from the error of each size's own time; it does not ask whether a power
/// is the true law, and says nothing of sizes beyond. With three sizes, the spread around the line would be a single degree of freedom. Pure.
/// </summary>
internal static class GrowthFit
{
    /// <summary>Two runs of the same size differ by some percent, whatever the spread within each: 5 %.</summary>
    private const double BetweenRuns = 0.05;

    /// <summary>Fewer iterations than this have no interval of their median.</summary>
    public const int FewestIterations = 6;

    /// <summary>Fewer blocks than this say little about the spread between them.</summary>
    private const int FewestBlocks = 4;

    private const double NormalQuantile = 1.959963984540054;

    /// <summary>Fits whole iterations; <see langword="null"/> when a size has too few.</summary>
    public static Growth? Of(IReadOnlyList<VolumeSize> sizes) => Fit([.. sizes.Select(size => Point(size.Rows, size.Result, Blocks(size.Result)))]);

    /// <summary>Fits a step or a route; <see langword="null"/> when a size has too few of it, or none.</summary>
    public static Growth? Of(IReadOnlyList<VolumeSize> sizes, string step)
        => Fit([.. sizes.Select(size => size.Result.Steps.Find(step) is { } found ? Point(size.Rows, found, []) : null)]);

    /// <summary>Fits points of log rows, log value and the standard error of the latter.</summary>
    public static Growth? Fit((double X, double Y, double Error)?[] points)
    {
        if (points.Length < 2 || points.Any(point => point is null))
            return null;
        var known = points.Select(point => point!.Value).ToArray();
        var mean = known.Average(point => point.X);
        var spread = known.Sum(point => (point.X - mean) * (point.X - mean));
        var exponent = known.Sum(point => (point.X - mean) * point.Y) / spread;
        var error = Math.Sqrt(known.Sum(point => Math.Pow((point.X - mean) / spread * point.Error, 2)));
        var last = (known[^1].Y - known[^2].Y) / (known[^1].X - known[^2].X);
        return new Growth(exponent, exponent - (NormalQuantile * error), exponent + (NormalQuantile * error), last);
    }

    private static (double X, double Y, double Error)? Point(long rows, SeriesResult series, List<double> blocks)
    {
        var histogram = series.ServiceTime.Histogram;
        if (histogram.Count < FewestIterations || histogram.ValueAtPercentile(50) <= 0)
            return null;
        var (lower, upper) = PercentileStatistics.IntervalRanks(50, histogram.Count);
        if (lower is not { } low || upper is not { } high)
            return null;

        // The larger of two views of the same error: of iterations as if each were on its own, and of quarters of a second, which are not alike.
        var own = Math.Log(PercentileStatistics.AtRank(histogram, high) / Math.Max(1, PercentileStatistics.AtRank(histogram, low))) / (2 * NormalQuantile);
        var between = blocks.Count < FewestBlocks ? 0 : Math.Sqrt(Variance(blocks) / blocks.Count);
        var error = Math.Max(own, between);
        return (Math.Log(rows), Math.Log(histogram.ValueAtPercentile(50)), Math.Sqrt((error * error) + (BetweenRuns * BetweenRuns)));
    }

    private static List<double> Blocks(LoadResult run) =>
    [
        .. run.Blocks.Blocks.Where(block => block.Series.Count > 0 && block.Series[0].Response.Count >= FewestIterations)
            .Select(block => Math.Log(Math.Max(1, block.Series[0].Response.ValueAtPercentile(50)))),
    ];

    private static double Variance(List<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
    }
}
