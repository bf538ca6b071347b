namespace PerfAssert;

/// <summary>The metrics of the leak check. What is not beyond doubt, or less and less, counts as nothing.</summary>
internal static class LeakMetrics
{
    public static IReadOnlyList<Metric> All { get; } =
    [
        Of("leaks", "number of leaks", MetricUnit.Count, report => report.Trends.Count(trend => trend.IsLeaking)),
        Of("leaked per iteration", "managed memory leaked per iteration", MetricUnit.Bytes, report => PerIteration(report, Resources.Heap)),
        Of("leaked native per iteration", "native memory leaked per iteration", MetricUnit.Bytes, report => PerIteration(report, Resources.NativeMemory)),
        Of("leaked memory", "memory leaked during the check", MetricUnit.Bytes, report => Total(report, Resources.Heap) + Total(report, Resources.NativeMemory)),
        Of("leaked handles", "handles leaked during the check", MetricUnit.Count, report => Total(report, Resources.Handles)),
        Of("leaked timers", "timers leaked during the check", MetricUnit.Count, report => Total(report, Resources.Timers)),
        Of("leaked threads", "threads leaked during the check", MetricUnit.Count, report => Total(report, Resources.Threads)),
        Of("leaked assemblies", "assemblies leaked during the check", MetricUnit.Count, report => Total(report, Resources.Assemblies)),
    ];

    private static Metric Of(string name, string display, MetricUnit unit, Func<LeakReport, double> read)
        => new(name, display, unit, series => Report(series) is { Trends.Count: > 0 } report ? new(read(report), report.Iterations) : default)
        {
            WholeIterationsOnly = true,
            NeedsLeakCheck = true,
            SampleNoun = "iterations of the leak check",
            Absence = series => Report(series) is not { } report ? "the run was not checked for leaks: " + LeakText.TurnOn : report.Note,
            Detail = series => Report(series) is { IsLeaking: true } report ? string.Join("; ", LeakText.Sentences(report)) : null,
        };

    private static LeakReport? Report(SeriesResult series) => (series as LoadResult)?.Leaks;

    private static double PerIteration(LeakReport report, Resource resource) => Growing(report, resource)?.GrowthPerIteration ?? 0;

    private static double Total(LeakReport report, Resource resource) => Math.Max(0, Growing(report, resource)?.Total ?? 0);

    private static LeakTrend? Growing(LeakReport report, Resource resource)
        => report.Trends.FirstOrDefault(trend => trend.Resource == resource && trend is { Low: > 0, Shape: not GrowthShape.Settling });
}
