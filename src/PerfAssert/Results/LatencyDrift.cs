namespace PerfAssert;

/// <summary>How the response time changed in the course of a steady load: the median by time, and whether it rises beyond chance. Pure.</summary>
/// <param name="First">Median response time of the first third, in nanoseconds.</param>
/// <param name="Last">Median response time of the last third, in nanoseconds.</param>
/// <param name="Certain">
/// Rise from the beginning to the end that is beyond doubt, as a share of the beginning: the lower end of the 95 % confidence interval (Theil and Sen)
/// of the trend of the parts' medians; 0 when it includes none or a fall.
/// </param>
internal sealed record LatencyDrift(double First, double Last, double Certain)
{
    /// <summary>Parts of the load that are compared: 12, so that each third has four, and waves of a neighbour's work are shorter than a part.</summary>
    private const int Parts = 12;

    /// <summary>Why there is none; <see langword="null"/> when there is.</summary>
    public static string? Absence(SeriesResult series) => Of(series) is not null ? null
        : series is LoadResult { Plan.Workload.Stages: { Count: > 0 } stages } && stages.All(stage => !Holds(stage))
            ? "the load rises or falls all the time, so that nobody can tell what the code's drift is: give it a stage that holds"
            : "the load was too short: a drift needs twelve parts of a quarter of a second with successful iterations in each";

    /// <summary>The drift of whole iterations; <see langword="null"/> where it cannot be told.</summary>
    /// <param name="series">A run.</param>
    public static LatencyDrift? Of(SeriesResult series)
    {
        if (series is not LoadResult result)
            return null;
        var (from, to) = Steady(result.Plan.Workload);
        var blocks = result.Blocks.Blocks.Where(block => block.Start >= from && block.Start + block.Length <= to).ToArray();
        if (blocks.Length < Parts)
            return null;
        var parts = Enumerable.Range(0, Parts)
            .Select(part => blocks[(part * blocks.Length / Parts)..((part + 1) * blocks.Length / Parts)].Select(block => block.Series[0].Response).Aggregate((one, next) => one.Add(next)))
            .ToArray();
        if (Array.Exists(parts, part => part.Count == 0))
            return null;
        double[] medians = [.. parts.Select(part => part.ValueAtPercentile(50))];
        var trend = GrowthEstimate.Of([([.. Enumerable.Range(0, Parts).Select(part => (double)part)], [.. medians.Select(median => Math.Log(median))])]);
        return new LatencyDrift(Median(parts[..(Parts / 3)]), Median(parts[^(Parts / 3)..]), Math.Max(0, Math.Exp(trend.Low * (Parts - 1)) - 1));
    }

    /// <summary>In words: <c>the median went from 4.1 ms in the first third to 5.9 ms in the last</c>.</summary>
    public override string ToString() => $"the median went from {Figure.Duration(First)} in the first third to {Figure.Duration(Last)} in the last";

    /// <summary>The longest time that the load is held at a level.</summary>
    private static (TimeSpan From, TimeSpan To) Steady(Workload workload)
    {
        (TimeSpan From, TimeSpan To) longest = workload.Stages.Count == 0 ? (TimeSpan.Zero, TimeSpan.MaxValue) : default;
        var at = TimeSpan.Zero;
        foreach (var stage in workload.Stages)
        {
            if (Holds(stage) && stage.Duration > longest.To - longest.From)
                longest = (at, at + stage.Duration);
            at += stage.Duration;
        }

        return longest;
    }

    private static bool Holds(Stage stage) => stage.From.Equals(stage.To) && stage.To > 0;

    private static double Median(BlockHistogram[] parts) => parts.Aggregate((one, next) => one.Add(next)).ValueAtPercentile(50);
}
