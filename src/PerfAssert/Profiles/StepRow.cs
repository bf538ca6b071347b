namespace PerfAssert;

/// <summary>One step of a profile as a row of a table: the same columns wherever a level of load is a row.</summary>
internal static class StepRow
{
    public static readonly IReadOnlyList<string> Headings = ["step", "throughput", "P50", "P95", "P99", "errors", "dropped", "verdict"];

    /// <summary>The figures that a narrow table does without, the most expendable first.</summary>
    public static readonly IReadOnlyList<int> Expendable = [6, 2];

    public static string[] Of(LoadResult run, string verdict, string? name = null) =>
    [
        name ?? LevelWorkload.Peak(run.Plan.Workload).ToString(),
        Figure.Rate(run.Throughput),
        StatedPercentile.Text(run.ResponseTime, 50),
        StatedPercentile.Text(run.ResponseTime, 95),
        StatedPercentile.Text(run.ResponseTime, 99),
        Figure.Percent(run.ErrorRate.Value),
        run.Plan.Workload is OpenWorkload ? Figure.Count(run.Dropped) : StatedPercentile.NotStated,
        verdict,
    ];

    /// <summary>Throughput and P95 over the steps, as they are drawn.</summary>
    public static IReadOnlyList<(string Label, IReadOnlyList<double> Values, string Text)> Lines(IReadOnlyList<LoadResult> runs)
    {
        if (runs.Count == 0)
            return [];
        double[] p95 = [.. runs.Select(run => StatedPercentile.Of(run.ResponseTime, 95) is { } time ? time.TotalMilliseconds : double.NaN)];
        var slowest = runs.MaxBy(run => run.ResponseTime.P95)!;
        return
        [
            ("Rate by step", [.. runs.Select(run => run.Throughput)], $"{Figure.Rate(runs.Min(run => run.Throughput))} to {Figure.Rate(runs.Max(run => run.Throughput))}"),
            ("P95 by step", p95, p95.All(double.IsNaN) ? "too few samples" : $"up to {Figure.Duration(slowest.ResponseTime.P95)}, at {LevelWorkload.Peak(slowest.Plan.Workload)}"),
        ];
    }
}
