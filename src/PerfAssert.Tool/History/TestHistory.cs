namespace PerfAssert.Tool;

/// <summary>The runs of one test over time, and what they say together. Pure.</summary>
internal sealed record TestHistory
{
    /// <summary>A new level that is nearer than this to the old one is of no interest to anybody.</summary>
    private const double SmallestChange = 0.02;

    private static readonly (string Name, Func<PastRun, double> Of)[] Figures =
    [
        ("P95", run => run.P95),
        ("P50", run => run.P50),
        ("cost", run => run.Cost),
    ];

    public required string Test { get; init; }

    /// <summary>Runs that count, oldest first.</summary>
    public required IReadOnlyList<PastRun> Runs { get; init; }

    /// <summary>Runs that were left out: not ended, or not to be trusted.</summary>
    public required int LeftOut { get; init; }

    /// <summary>By time, then by figure.</summary>
    public required IReadOnlyList<LevelChange> Changes { get; init; }

    /// <summary>How P95 moves since its last change of level.</summary>
    public required Trend Trend { get; init; }

    /// <summary>Runs that the trend rests on.</summary>
    public required int TrendRuns { get; init; }

    public PastRun? Last => Runs.Count == 0 ? null : Runs[^1];

    public double Median(Func<PastRun, double> figure) => SampleMedian.Of(Runs.Select(figure).Where(value => !double.IsNaN(value)));

    /// <summary>A history for each test, by name.</summary>
    public static IReadOnlyList<TestHistory> Of(IEnumerable<PastRun> runs)
        => [.. runs.GroupBy(run => run.Test, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Of(group.Key, [.. group]))];

    private static TestHistory Of(string test, IReadOnlyList<PastRun> all)
    {
        PastRun[] runs = [.. all.Where(run => run.State == RunState.Ended)];
        LevelChange[] changes = [.. Figures.SelectMany(figure => ChangesOf(figure.Name, figure.Of, runs)).OrderBy(change => change.Run.StartedAt)];
        var since = changes.LastOrDefault(change => change.Figure == Figures[0].Name)?.Run.StartedAt ?? DateTimeOffset.MinValue;
        double[] level = [.. runs.Where(run => run.StartedAt >= since && !double.IsNaN(run.P95)).Select(run => run.P95)];
        return new TestHistory
        {
            Test = test,
            Runs = runs,
            LeftOut = all.Count - runs.Length,
            Changes = changes,
            Trend = Trend.Of(level),
            TrendRuns = level.Length,
        };
    }

    private static IEnumerable<LevelChange> ChangesOf(string name, Func<PastRun, double> figure, IReadOnlyList<PastRun> runs)
    {
        PastRun[] known = [.. runs.Where(run => !double.IsNaN(figure(run)))];
        double[] values = [.. known.Select(figure)];
        var found = ChangePoints.Find(values);
        for (var i = 0; i < found.Count; i++)
        {
            var from = i == 0 ? 0 : found[i - 1];
            var to = i == found.Count - 1 ? values.Length : found[i + 1];
            var change = new LevelChange(name, known[found[i]], SampleMedian.Of(values[from..found[i]]), SampleMedian.Of(values[found[i]..to]));
            if (Math.Abs(change.Change) >= SmallestChange)
                yield return change;
        }
    }
}
