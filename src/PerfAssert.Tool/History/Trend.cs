namespace PerfAssert.Tool;

/// <summary>
/// Whether a series of figures rises or falls: the test of Mann and Kendall with its correction for ties, the slope of Theil and Sen.
/// Neither minds outliers. Pure.
/// </summary>
/// <param name="Change">From the first to the last value along the slope, relative to the median; 0 where no direction can be told.</param>
internal readonly record struct Trend(double Change)
{
    /// <summary>Two-sided 5 %.</summary>
    private const double SignificantFrom = 1.96;

    /// <summary>Fewer values cannot be told from chance.</summary>
    public const int Fewest = 6;

    public static Trend Of(IReadOnlyList<double> values)
    {
        var count = values.Count;
        if (count < Fewest)
            return new Trend(0);
        long score = 0;
        var slopes = new List<double>();
        for (var later = 1; later < count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                score += Math.Sign(values[later] - values[earlier]);
                slopes.Add((values[later] - values[earlier]) / (later - earlier));
            }
        }

        double n = count;
        var ties = values.GroupBy(value => value).Sum(group => (double)group.Count() * (group.Count() - 1) * ((2 * group.Count()) + 5));
        var variance = ((n * (n - 1) * ((2 * n) + 5)) - ties) / 18;
        var middle = SampleMedian.Of(values);
        if (variance <= 0 || middle <= 0 || Math.Abs(score) - 1 < SignificantFrom * Math.Sqrt(variance))
            return new Trend(0);
        return new Trend(SampleMedian.Of(slopes) * (count - 1) / middle);
    }
}
