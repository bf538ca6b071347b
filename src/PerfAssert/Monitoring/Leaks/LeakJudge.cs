namespace PerfAssert;

/// <summary>
/// Says of points taken between bursts of the same load what grows with the iterations. A leak is growth that goes on: beyond doubt (the
/// 95 % confidence interval lies above the limit), in most bursts and not in a few steps, in every series that was taken, and not less and
/// less, as a cache grows that fills up. Pure.
/// </summary>
internal static class LeakJudge
{
    /// <summary>Share of the bursts that must have grown: a leak grows with every one, steps of pools and tables come now and then.</summary>
    private const double Persistence = 0.75;

    /// <summary>Change of the rate from the first burst to the last, as a share of the mean rate, from which growth counts as settling or accelerating.</summary>
    private const double ShapeChange = 0.25;

    /// <summary>Rate of a check above that of the load before it, by which growth counts as accelerating.</summary>
    private const double AcceleratedSince = 1.5;

    /// <summary>Fewer points in a series prove nothing: with five the interval is that of the extreme slopes.</summary>
    public const int FewestPoints = 6;

    /// <summary>Judges one resource.</summary>
    /// <param name="rule">What is looked at, and its limit.</param>
    /// <param name="series">The points.</param>
    /// <param name="rateBefore">Its growth per iteration during the load before; <see langword="null"/> where it is not known.</param>
    /// <returns><see langword="null"/> where it could not be read.</returns>
    public static LeakTrend? Judge(LeakRule rule, IReadOnlyList<LeakSeries> series, double? rateBefore = null)
    {
        var data = series.Select(one => (X: Doubles(one.Iterations), Y: one.Points.Select(rule.Read).ToArray())).ToArray();
        if (data.Length == 0 || data.Any(one => one.Y.Any(double.IsNaN)))
            return null;
        var growth = GrowthEstimate.Of(data);
        var total = data.Sum(one => one.Y.Length == 0 ? 0 : one.Y[^1] - one.Y[0]);
        var grows = growth.Low > 0;
        var shape = grows ? Shape(data, growth, rateBefore) : GrowthShape.None;
        var isLeaking = grows && shape != GrowthShape.Settling && total >= rule.LeastTotal && data.All(one => GoesOn(one, rule.PerIteration));
        return new LeakTrend(rule.Resource, growth.Slope, growth.Low, growth.High, total, shape, isLeaking);
    }

    private static bool GoesOn((double[] X, double[] Y) series, double limit)
    {
        var bursts = series.X.Length - 1;
        if (bursts + 1 < FewestPoints || GrowthEstimate.Of([series]).Low <= limit)
            return false;
        var grown = Enumerable.Range(0, bursts).Count(burst => series.Y[burst + 1] > series.Y[burst]);
        var half = bursts / 2;
        return grown >= Persistence * bursts && GrowthEstimate.Of([(series.X[half..], series.Y[half..])]).Slope > limit;
    }

    private static GrowthShape Shape((double[] X, double[] Y)[] series, GrowthEstimate growth, double? rateBefore)
    {
        double before = 0;
        var rates = new List<(double X, double Rate)>();
        foreach (var (x, y) in series)
        {
            for (var burst = 1; burst < x.Length; burst++)
            {
                if (x[burst] > x[burst - 1])
                    rates.Add((before + ((x[burst] + x[burst - 1]) / 2), (y[burst] - y[burst - 1]) / (x[burst] - x[burst - 1])));
            }

            before += x.Length == 0 ? 0 : x[^1] - x[0];
        }

        var change = GrowthEstimate.Of([(rates.Select(rate => rate.X).ToArray(), rates.Select(rate => rate.Rate).ToArray())], GrowthEstimate.Sigmas99);
        var relative = change.Slope * before / growth.Slope;
        if (change.High < 0 && relative < -ShapeChange)
            return GrowthShape.Settling;
        return (change.Low > 0 && relative > ShapeChange) || growth.Low > rateBefore * AcceleratedSince ? GrowthShape.Accelerating : GrowthShape.Linear;
    }

    private static double[] Doubles(IReadOnlyList<long> values) => [.. values.Select(value => (double)value)];
}
