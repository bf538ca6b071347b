namespace PerfAssert;

/// <summary>
/// How a value grows with a count, from points of both: the median of the slopes between each two points (Theil 1950, Sen 1968), which a few
/// steps or outliers do not move, and its confidence interval by Kendall's statistic, which assumes no distribution. Pure.
/// </summary>
/// <param name="Slope">Growth per unit of the count.</param>
/// <param name="Low">Lower end of the confidence interval.</param>
/// <param name="High">Upper end of the confidence interval.</param>
internal readonly record struct GrowthEstimate(double Slope, double Low, double High)
{
    /// <summary>Standard normal deviate of a two-sided confidence of 95 %.</summary>
    public const double Sigmas95 = 1.959964;

    /// <summary>Standard normal deviate of a two-sided confidence of 99 %.</summary>
    public const double Sigmas99 = 2.575829;

    /// <summary>Nothing can be said: too few points.</summary>
    public static GrowthEstimate Unknown { get; } = new(double.NaN, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Estimates the slope that several series have in common; only points of the same series are compared.</summary>
    /// <param name="series">Counts, which grow, and the values at them.</param>
    /// <param name="sigmas">The confidence, as a standard normal deviate.</param>
    public static GrowthEstimate Of(IReadOnlyList<(double[] X, double[] Y)> series, double sigmas = Sigmas95)
    {
        var slopes = new List<double>();
        double variance = 0;
        foreach (var (x, y) in series)
        {
            for (var later = 1; later < x.Length; later++)
            {
                for (var earlier = 0; earlier < later; earlier++)
                {
                    if (x[later] > x[earlier])
                        slopes.Add((y[later] - y[earlier]) / (x[later] - x[earlier]));
                }
            }

            // Variance of Kendall's S without ties; ties make it smaller, the interval wider than need be.
            variance += x.Length * (x.Length - 1.0) * ((2.0 * x.Length) + 5) / 18;
        }

        if (slopes.Count == 0)
            return Unknown;
        slopes.Sort();
        var reach = sigmas * Math.Sqrt(variance);
        var lower = (int)Math.Floor((slopes.Count - reach) / 2) - 1;
        var upper = (int)Math.Ceiling((slopes.Count + reach) / 2);
        return new GrowthEstimate(
            (slopes[(slopes.Count - 1) / 2] + slopes[slopes.Count / 2]) / 2,
            lower < 0 ? double.NegativeInfinity : slopes[lower],
            upper >= slopes.Count ? double.PositiveInfinity : slopes[upper]);
    }
}
