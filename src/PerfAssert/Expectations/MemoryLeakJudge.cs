namespace PerfAssert;

/// <summary>Holds the growth of the memory against the limits of a test. Pure.</summary>
internal static class MemoryLeakJudge
{
    private static readonly Resource[] Memory = [Resources.Heap, Resources.NativeMemory];

    /// <summary>What is wrong, to stand after a "but"; <see langword="null"/> when the memory stays within the limits.</summary>
    /// <param name="result">The run.</param>
    /// <param name="maxBytesPerIteration">Growth per iteration that is accepted; <see langword="null"/> for the usual limit, unless a total is given.</param>
    /// <param name="maxTotal">Growth during the check that is accepted, leak or cache; <see langword="null"/> for any.</param>
    public static string? Finding(LoadResult result, double? maxBytesPerIteration, double? maxTotal)
    {
        if (result.Leaks is not { } report)
            return "the run was not checked for leaks: " + LeakText.TurnOn;
        var trends = report.Trends.Where(trend => Memory.Contains(trend.Resource)).ToArray();
        if (trends.Length == 0)
            return report.Note ?? "the memory could not be read";
        var findings = trends
            .Select(trend => Exceeds(trend, maxBytesPerIteration, maxTotal) ? LeakText.Leak(trend, report)
                : trend.Total > maxTotal ? $"{LeakText.Growth(trend)}, {Figure.Bytes(trend.Total)} in {Figure.Count(report.Iterations)} iterations"
                : null)
            .OfType<string>()
            .ToArray();
        return findings.Length == 0 ? null : string.Join("; ", findings);
    }

    private static bool Exceeds(LeakTrend trend, double? perIteration, double? total)
    {
        if (perIteration is not { } limit)
            return total is null && trend.IsLeaking;

        // Native memory cannot be read as exactly as the heap: below its own limit nothing is beyond doubt.
        var least = trend.Resource == Resources.NativeMemory ? LeakRule.NativePerIteration : 0;
        return trend.Shape != GrowthShape.Settling && trend.Low > Math.Max(limit, least);
    }
}
