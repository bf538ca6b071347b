namespace PerfAssert;

/// <summary>The median of a sample.</summary>
internal static class SampleMedian
{
    /// <summary>The middle value, or the mean of the two in the middle; NaN without values.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
