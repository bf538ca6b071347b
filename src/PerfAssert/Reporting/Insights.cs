namespace PerfAssert;

/// <summary>What a result shows at second sight: what is good, what is not, and what to do. Every sentence rests on figures of the result. Pure.</summary>
/// <param name="Highlights">What is good.</param>
/// <param name="Concerns">What is not.</param>
/// <param name="Recommendations">What to do.</param>
internal sealed record Insights(IReadOnlyList<string> Highlights, IReadOnlyList<string> Concerns, IReadOnlyList<Recommendation> Recommendations)
{
    /// <summary>P99 above so many medians: some requests do something else than the others.</summary>
    private const double LongTail = 10;

    /// <summary>P99 below so many medians is an even service.</summary>
    private const double ShortTail = 3;

    /// <summary>A rise of P95 from the first to the last third of a steady load that is more than the usual wave.</summary>
    private const double Drift = 1.5;

    /// <summary>Thirds of fewer slices would compare single seconds.</summary>
    private const int FewestSlicesForDrift = 15;

    /// <summary>A request with more than this share of all request time is where to begin.</summary>
    private const double DominantShare = 0.5;

    /// <summary>Looks at a result.</summary>
    public static Insights Of(LoadResult result)
    {
        var insights = new Insights(new List<string>(), new List<string>(), new List<Recommendation>());
        insights.AddValidity(result);
        insights.AddExpectations(result);
        insights.AddErrors(result);
        insights.AddArrivals(result);
        var stall = StallFinder.Find(result);
        insights.AddTail(result, stall);
        insights.AddStall(result, stall);
        insights.AddDrift(result);
        insights.AddBottlenecks(result);
        insights.AddDominantStep(result);
        return insights;
    }

    private void Praise(string highlight) => ((List<string>)Highlights).Add(highlight);

    private void Warn(string concern) => ((List<string>)Concerns).Add(concern);

    private void Advise(string advice, string evidence) => ((List<Recommendation>)Recommendations).Add(new(advice, evidence));

    private void AddValidity(LoadResult result)
    {
        foreach (var finding in result.Validity.Findings)
        {
            if (finding.Severity == ValiditySeverity.Note)
            {
                Warn(finding.ToString());
                continue;
            }

            Warn("The measurement cannot be trusted: " + finding.Problem);
            Advise(finding.Remedy, finding.Problem);
        }

        if (result.StoppedEarly is { } reason)
            Warn($"The run was stopped early: {reason}");
        if (result.GivenUp is { } givenUp)
            Warn(givenUp.ToString());
    }

    private void AddExpectations(LoadResult result)
    {
        var evaluations = result.Evaluations;
        int Number(Verdict verdict) => evaluations.Count(evaluation => evaluation.Verdict == verdict);
        if (evaluations.Count > 0 && Number(Verdict.Passed) == evaluations.Count && result.Validity.IsValid)
            Praise(evaluations.Count == 1 ? "The expectation holds." : $"All {evaluations.Count} expectations hold.");
        foreach (var (verdict, words) in new[]
                 {
                     (Verdict.Failed, "failed"), (Verdict.Inconclusive, "could not be decided for lack of samples"), (Verdict.Warning, "held with a warning"),
                 })
        {
            if (Number(verdict) is > 0 and var number)
                Warn($"{number} of {evaluations.Count} expectations {words}.");
        }
    }

    private void AddErrors(LoadResult result)
    {
        if (result.Count == 0)
            Warn("Nothing was measured: no iteration ended.");
        else if (result.Failed == 0)
            Praise($"None of {Figure.Count(result.Count)} iterations failed.");
        else
        {
            var most = result.Errors.Count == 0 ? "" : $", most often with {result.Errors[0].Kind} ({Figure.Count(result.Errors[0].Count)})";
            Warn($"{Figure.Count(result.Failed)} of {Figure.Count(result.Count)} iterations failed ({Figure.Percent(result.ErrorRate.Value)}){most}.");
        }
    }

    private void AddArrivals(LoadResult result)
    {
        if (result.Plan.Workload is not OpenWorkload open)
            return;
        var due = result.Started + result.Dropped;
        if (result.Dropped == 0 && result.Started > 0)
            Praise($"Every one of {Figure.Count(due)} due iterations was started.");
        if (result.Dropped == 0)
            return;
        var dropped = $"{Figure.Count(result.Dropped)} of {Figure.Count(due)} due iterations were dropped ({Figure.Percent((double)result.Dropped / due)}): no user was free";
        Warn(dropped + ".");

        // Little's law: users in flight = rate × time. The 99th percentile leaves room for the waves.
        var p99 = StatedPercentile.Of(result.ServiceTime, 99) ?? TimeSpan.Zero;
        var needed = Math.Ceiling(open.Peak * p99.TotalSeconds);
        if (needed > open.MaxUsers)
        {
            Advise($"Set MaxUsers to {Figure.Number(needed)} or more, or find out why an iteration takes so long.",
                $"{dropped}; {Figure.Rate(open.Peak)} × a P99 of {Figure.Duration(p99)} service time needs {Figure.Number(needed)} users (Little's law), MaxUsers is {Figure.Count(open.MaxUsers)}.");
        }
    }

    private void AddTail(LoadResult result, Stall? stall)
    {
        var p50 = result.ResponseTime.P50;
        if (p50 <= TimeSpan.Zero || StatedPercentile.Of(result.ResponseTime, 99) is not { } p99)
            return;
        var text = $"P99 ({Figure.Duration(p99)}) is {Figure.Number(p99 / p50)} times the median ({Figure.Duration(p50)}), n = {Figure.Count(result.Succeeded)}.";
        if (p99 > p50 * LongTail)
            Warn("Long tail: " + text);
        else if (p99 < p50 * ShortTail && stall is null)
            Praise("Even response times: " + text);
    }

    private void AddStall(LoadResult result, Stall? stall)
    {
        if (stall is null)
            return;
        Warn(stall.Evidence);
        Advise($"Measure with the open model, ArrivalRate = \"{Figure.Rate(stall.Rate).Replace(",", "", StringComparison.Ordinal)}\": a closed model under-reports a stall.",
            $"{stall.Evidence} P99 is {Figure.Duration(result.ResponseTime.P99)}, and {Figure.Duration(stall.OpenModel.P99)} as an open model would have seen it.");
    }

    private void AddDrift(LoadResult result)
    {
        var stages = result.Plan.Workload.Stages;
        TimeSlice[] slices = [.. result.TimeLine.Where(slice => slice.Succeeded > 0)];
        if (stages.Count != 1 || !stages[0].From.Equals(stages[0].To) || slices.Length < FewestSlicesForDrift)
            return;
        var third = slices.Length / 3;
        var first = MedianP95(slices[..third]);
        var last = MedianP95(slices[^third..]);
        if (last > first * Drift)
            Warn($"Slowing down under a steady load: the median P95 of a second rose from {Figure.Duration(first)} in the first third to {Figure.Duration(last)} in the last.");
    }

    private void AddBottlenecks(LoadResult result)
    {
        foreach (var bottleneck in result.Bottlenecks)
        {
            Warn(bottleneck.Evidence);
            Advise(bottleneck.Advice, bottleneck.Evidence);
        }
    }

    private void AddDominantStep(LoadResult result)
    {
        // Requests only: named steps contain each other and the requests.
        StepResult[] requests = [.. result.Steps.Where(step => step.Kind == StepKind.Request)];
        var total = requests.Sum(ResultTables.TotalTime);
        if (requests.Length < 2 || total <= 0)
            return;
        var slowest = requests.MaxBy(ResultTables.TotalTime)!;
        var share = ResultTables.TotalTime(slowest) / total;
        if (share <= DominantShare)
            return;
        Advise($"To speed up the iteration, begin with {PlainText.OneLine(slowest.Name)}.",
            $"{Figure.Percent(share)} of all request time was spent there: {Figure.Count(slowest.Count)} requests, mean {Figure.Duration(slowest.ResponseTime.Mean)}.");
    }

    private static TimeSpan MedianP95(TimeSlice[] slices) => slices.Select(slice => slice.P95).Order().ElementAt(slices.Length / 2);
}
