namespace PerfAssert;

/// <summary>What the leak check found, in words. Pure.</summary>
internal static class LeakText
{
    /// <summary>More types than this are left to results.json: the first ones hold nearly all bytes.</summary>
    private const int MostTypes = 3;

    /// <summary>How to turn the check on, for messages about a run without one.</summary>
    public const string TurnOn = "set LeakCheck = true on the attribute, write [SoakFact], or call load.CheckLeaks() before RunAsync";

    /// <summary>Everything that is to be said, one sentence each: what leaks, or that nothing does, and what could not be looked at.</summary>
    public static IReadOnlyList<string> Sentences(LeakReport report)
    {
        List<string> sentences = [.. report.Trends.Where(trend => trend.IsLeaking).Select(trend => Leak(trend, report))];
        if (sentences.Count == 0 && report is { Trends.Count: > 0, Note: null })
            sentences.Add($"No leak in {Figure.Count(report.Iterations)} iterations: {string.Join(", ", report.Trends.Where(IsShown).Select(Growth))}");
        sentences.AddRange(report.Trends
            .Where(trend => trend.Shape == GrowthShape.Settling)
            .Select(trend => $"{Name(trend)} still grows by {PerIteration(trend)}, less and less, as a cache does that fills up: run longer to see it end"));
        if (report.Note is { } note)
            sentences.Add($"Leak check: {note}");
        return sentences;
    }

    /// <summary>One leak: <c>heap leaks 1.02 KB per iteration (95 %: 0.99 KB to 1.05 KB, linear, 1,818 iterations, +1.81 MB): System.Byte[] +1,820 (1.82 MB)</c>.</summary>
    public static string Leak(LeakTrend trend, LeakReport report)
    {
        var growing = trend.Resource == Resources.Heap ? [.. report.Types.Take(MostTypes).Select(Type)] : trend.Growing;
        var what = growing.Count == 0 ? "" : ": " + string.Join(", ", growing);
        return $"{Name(trend)} {(trend.Resource.Unit == MetricUnit.Bytes ? "leaks" : "leak")} {PerIteration(trend)} ({Interval(trend)}, "
            + $"{Word(trend.Shape)}, {Figure.Count(report.Iterations)} iterations, {Signed(trend, trend.Total)}){what}";
    }

    /// <summary>The growth with its interval: <c>heap 12 B per iteration (95 %: -40 B to 61 B)</c>.</summary>
    public static string Growth(LeakTrend trend) => $"{Name(trend)} {PerIteration(trend)} ({Interval(trend)})";

    /// <summary>A shape in one word.</summary>
    public static string Word(GrowthShape shape) => shape switch
    {
        GrowthShape.Linear => "linear",
        GrowthShape.Accelerating => "accelerating",
        GrowthShape.Settling => "settling",
        _ => "none",
    };

    /// <summary>What has not moved at all is left out, but for the memory.</summary>
    private static bool IsShown(LeakTrend trend) => trend.Resource == Resources.Heap || trend.Total != 0;

    private static string Name(LeakTrend trend) => trend.Resource == Resources.Heap ? "managed heap" : trend.Resource.Name;

    private static string PerIteration(LeakTrend trend) => $"{Amount(trend, trend.GrowthPerIteration)} per iteration";

    private static string Interval(LeakTrend trend) => $"95 %: {Amount(trend, trend.Low)} to {Amount(trend, trend.High)}";

    private static string Signed(LeakTrend trend, double value) => (value > 0 ? "+" : "") + Amount(trend, value);

    private static string Amount(LeakTrend trend, double value) => trend.Resource.Unit == MetricUnit.Bytes ? Figure.Bytes(value) : Figure.Number(value);

    private static string Type(TypeGrowth type) => $"{type.Type} +{Figure.Count(type.Instances)} ({Figure.Bytes(type.Bytes)})";
}
