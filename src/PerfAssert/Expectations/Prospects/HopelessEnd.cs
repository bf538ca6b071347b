namespace PerfAssert;

/// <summary>
/// Ends a load when one of its declared expectations can no longer hold, however good everything to come were. Looks at the whole second
/// by second; warning limits do not count.
/// </summary>
internal sealed class HopelessEnd
{
    /// <summary>A step may come this many times as often in an iteration as it did so far, and at least once.</summary>
    public const double StepMargin = 2;

    private readonly LoadPlan plan;
    private readonly RemainingIterations remaining;

    private HopelessEnd(LoadPlan plan)
    {
        this.plan = plan;
        remaining = new RemainingIterations(plan);
    }

    /// <summary>Whoever looks at a run; <see langword="null"/> where there is nothing that could become hopeless.</summary>
    public static HopelessEnd? Of(LoadPlan plan) => plan.Expectations.Any(expectation => expectation.Metric.Reach is not null) ? new(plan) : null;

    /// <summary>The expectation that can no longer hold; <see langword="null"/> while all of them can.</summary>
    /// <param name="line">Everything that ended up to the end of its last slice.</param>
    /// <param name="dropped">Iterations dropped so far.</param>
    public GivenUp? Look(TimeLine line, long dropped)
    {
        var names = line.Names;
        var whole = line.Totals.Get(Recorder.IterationSeries);
        var ended = whole.Response.Count + whole.Failed.Count;
        var most = remaining.Most(line.Slices, ended, dropped);
        foreach (var expectation in plan.Expectations)
        {
            var prospect = expectation.Step is null ? Whole() : Step(expectation.Step);
            if (prospect is not null && Find(expectation, prospect) is { } reason)
                return new GivenUp(expectation, line.Slices[^1].Start + line.Slices[^1].Length, Planned(), reason);
        }

        return null;

        Prospect Whole()
        {
            SeriesData[] requests = [.. Enumerable.Range(1, names.Count - 1).Where(id => names[id].Kind == StepKind.Request).Select(line.Totals.Find).OfType<SeriesData>()];
            return new Prospect
            {
                Data = whole,
                Remaining = most,
                Window = Window(),
                Dropped = dropped,
                Due = remaining.Due > 0 ? remaining.Due : double.PositiveInfinity,
                Requests = requests.Sum(request => request.Response.Count + request.Failed.Count),
                Statuses = requests.SelectMany(request => request.Statuses).GroupBy(status => status.Key).ToDictionary(group => group.Key, group => group.Sum(status => status.Value)),
            };
        }

        Prospect? Step(string name)
        {
            // As the result finds a step: the first of that name that has samples.
            if (Enumerable.Range(1, names.Count - 1).Where(id => names[id].Name == name).Select(line.Totals.Find).OfType<SeriesData>().FirstOrDefault() is not { } data)
                return null;
            var each = Math.Max(1, (double)(data.Response.Count + data.Failed.Count) / Math.Max(1, ended));
            return new Prospect
            {
                Data = data,
                Remaining = Math.Ceiling(most * each * StepMargin),
                Window = Window(),
                Statuses = data.Statuses.ToDictionary(),
            };
        }
    }

    /// <summary>Why an expectation can no longer hold; <see langword="null"/> while it can. Pure.</summary>
    public static string? Find(Expectation expectation, Prospect prospect)
    {
        var (metric, comparison, limit) = (expectation.Metric, expectation.Comparison, expectation.Limit);
        if (metric.Reach is not { } reach || reach(prospect).CanBe(comparison, limit))
            return null;
        var range = reach(prospect);
        var value = MetricText.FormatBeside(metric.Unit, range.NearestTo(comparison, limit), limit);
        if (!reach(prospect with { Remaining = double.PositiveInfinity }).CanBe(comparison, limit))
            return $"The {metric.Display} was {value} already, which nothing to come could undo.";
        var bound = range.Lowest > limit || comparison is Comparison.Below or Comparison.AtMost ? "at least" : "at most";
        var all = comparison is Comparison.Below or Comparison.AtMost ? "succeeded at once" : "made the most of it";
        return $"The {metric.Display} would have been {bound} {value} even if each of the {Figure.Count((long)prospect.Remaining)} operations that could still come had {all}.";
    }

    /// <summary>The planned length, unless the load may end before it by a number of iterations.</summary>
    private TimeSpan? Window() => plan.Workload is ClosedWorkload { Iterations: not null } or ClosedWorkload { IterationsPerUser: not null } ? null : plan.Workload.Duration;

    private string Planned() => plan.Workload switch
    {
        { Duration: { } duration } => Figure.Duration(duration),
        ClosedWorkload { Iterations: { } all } => $"{Figure.Count(all)} iterations",
        ClosedWorkload { IterationsPerUser: { } each } => $"{Figure.Count(each)} iterations of each user",
        _ => "the load",
    };
}
