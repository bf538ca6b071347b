namespace PerfAssert;

/// <summary>Holds expectations against a result. Pure: the same result always gives the same verdicts and texts.</summary>
internal static class ExpectationEvaluator
{
    private static readonly Expectation NoErrors = Expectation.Parse("errors == 0");

    /// <summary>Percentiles to fall back on, the highest first, when there are too few samples for the one asked for.</summary>
    private static readonly double[] Fallbacks = [99, 95, 90, 75, 50];

    /// <summary>Judges the plan's expectations and, when asked, the implicit one of no failed iterations.</summary>
    /// <param name="plan">The plan with the expectations.</param>
    /// <param name="result">The result.</param>
    /// <param name="includeImplicit">Whether failed iterations that no expectation speaks of are an evaluation of their own.</param>
    public static IReadOnlyList<Evaluation> EvaluateAll(LoadPlan plan, LoadResult result, bool includeImplicit)
    {
        List<Evaluation> evaluations = [.. plan.Expectations.Select(expectation => Evaluate(expectation, result))];
        if (includeImplicit && JudgeUnexpectedErrors(plan, result) is { } unexpected)
            evaluations.Add(unexpected);
        return evaluations;
    }

    /// <summary>Judges one expectation.</summary>
    public static Evaluation Evaluate(Expectation expectation, LoadResult result)
    {
        var judgement = Judge(expectation, result);
        return new(expectation, judgement.Verdict, judgement.Measured, judgement.Message);
    }

    /// <summary>
    /// The implicit expectation of no failed iterations: <see langword="null"/> when none failed, when the plan allows errors,
    /// or when an expectation, declared or fluent, has spoken of them.
    /// </summary>
    public static Evaluation? JudgeUnexpectedErrors(LoadResult result) => JudgeUnexpectedErrors(result.Plan, result);

    /// <summary>Judges an expectation of the whole run or of the step that it names.</summary>
    public static Judgement Judge(Expectation expectation, LoadResult result)
    {
        var judgement = expectation.Step is not { } name ? JudgeSeries(expectation, result)
            : result.Steps.Find(name) is { } step ? JudgeSeries(expectation, step)
            : new(Verdict.Failed, default, Claim(expectation, $"step \"{name}\""), SeriesText.NoSuchStep(result, name));
        return result.GivenUp is { } givenUp ? AfterGivingUp(expectation, judgement, givenUp) : judgement;
    }

    /// <summary>What ended the run has failed, whatever the samples until then prove; what only needed more time is open.</summary>
    private static Judgement AfterGivingUp(Expectation expectation, Judgement judgement, GivenUp givenUp)
    {
        if (expectation == givenUp.Expectation)
            return judgement.Verdict == Verdict.Failed ? judgement : judgement with { Verdict = Verdict.Failed };
        var grows = expectation.Metric is { Unit: MetricUnit.Count, Reach: not null };
        return judgement.Verdict == Verdict.Failed && grows && expectation.Comparison is (Comparison.Above or Comparison.AtLeast or Comparison.Exactly)
            ? judgement with { Verdict = Verdict.Inconclusive, Finding = judgement.Finding + " when the load was ended early" }
            : judgement;
    }

    /// <summary>Judges an expectation of the series itself, whatever step it names.</summary>
    public static Judgement JudgeSeries(Expectation expectation, SeriesResult series)
    {
        var metric = expectation.Metric;
        var measured = metric.Measure(series);
        var claim = Claim(expectation, SeriesText.Subject(series));
        if (!measured.HasData)
            return new(Verdict.Failed, measured, claim, "but " + NoData(metric, series));

        var holds = Holds(expectation.Comparison, measured.Value, expectation.Limit);
        if (TooFew(expectation, series, measured) is { } tooFew)
        {
            return !holds && SurelyMissed(expectation, series)
                ? new(Verdict.Failed, measured, claim, $"but it was {Measured(expectation, series, measured, expectation.Limit)}")
                : new(Verdict.Inconclusive, measured, claim, "but " + tooFew);
        }

        if (!holds)
            return new(Verdict.Failed, measured, claim, $"but it was {Measured(expectation, series, measured, expectation.Limit)}");
        if (expectation.WarnLimit is { } warn && !Holds(expectation.Comparison, measured.Value, warn))
        {
            return new(Verdict.Warning, measured, claim,
                $"and it was {Measured(expectation, series, measured, warn)}, not {MetricText.Words(expectation.Comparison)} "
                + $"the warning limit of {MetricText.Format(metric.Unit, warn)}");
        }

        return new(Verdict.Passed, measured, claim, $"and it was {Measured(expectation, series, measured, expectation.Limit)}");
    }

    private static Evaluation? JudgeUnexpectedErrors(LoadPlan plan, LoadResult result)
    {
        if (result.Failed == 0 || plan.AllowErrors || result.ErrorsJudged
            || plan.Expectations.Any(expectation => expectation.Step is null && expectation.Metric.JudgesErrors))
            return null;
        var judgement = Judge(NoErrors, result);
        return new(NoErrors, judgement.Verdict, judgement.Measured,
            $"Expected no failed iterations of {SeriesText.Subject(result)}, but {Figure.Count(result.Failed)} of {Figure.Count(result.Count)} failed "
            + $"({Figure.Percent(result.ErrorRate.Value)}): no expectation speaks of errors, so none are accepted; "
            + "write [Expect(\"error rate < 1%\")] to accept some.");
    }

    private static bool Holds(Comparison comparison, double value, double limit) => comparison switch
    {
        Comparison.Below => value < limit,
        Comparison.AtMost => value <= limit,
        Comparison.Above => value > limit,
        Comparison.AtLeast => value >= limit,
        _ => value.Equals(limit),
    };

    public static string Claim(Expectation expectation, string subject)
        => $"Expected {expectation.Metric.Display} of {subject} to be {MetricText.Words(expectation.Comparison)} "
            + MetricText.Format(expectation.Metric.Unit, expectation.Limit);

    private static string NoData(Metric metric, SeriesResult series)
    {
        var noun = SeriesText.Noun(series, 2);
        if (metric.Absence?.Invoke(series) is { } absence)
            return absence;
        if (series.Count == 0)
            return $"there is no data: no {noun} ended";
        return metric.Times is not null
            ? $"there were no successful {noun}: all {Figure.Count(series.Failed)} failed"
            : $"there is no data: the run had no {metric.SampleNoun ?? "HTTP requests"}";
    }

    private static string? TooFew(Expectation expectation, SeriesResult series, Measurement measured)
    {
        if (expectation.Metric.Percentile is not { } percentile)
            return null;
        var upper = expectation.Comparison is Comparison.Below or Comparison.AtMost;
        var needed = PercentileStatistics.MinimumSamples(percentile, upper);
        if (measured.Samples >= needed)
            return null;
        var possible = Fallbacks.Where(other => upper && other < percentile && PercentileStatistics.MinimumSamples(other) <= measured.Samples).ToArray();
        var instead = possible.Length > 0 ? $", or expect p{possible[0]}" : "";
        var failed = series.Failed == 0 ? "" : $" ({Figure.Count(series.Failed)} that failed not counted)";
        return $"{expectation.Metric.Display} needs at least {Figure.Count(needed)} successful {SeriesText.Noun(series, needed)} "
            + $"and there {(measured.Samples == 1 ? "was" : "were")} {Figure.Count(measured.Samples)}{failed}: run longer{instead}";
    }

    /// <summary>
    /// Whether so many samples miss the limit that, if it held, chance would bring as many in less than one run of twenty: the
    /// lower limit of Clopper and Pearson (1934) for the share beyond the limit is above what the percentile allows.
    /// </summary>
    private static bool SurelyMissed(Expectation expectation, SeriesResult series)
    {
        var histogram = expectation.Metric.Times!(series).Histogram;
        var q = expectation.Metric.Percentile!.Value / 100;
        var limit = expectation.Limit;
        var (missing, allowed) = expectation.Comparison switch
        {
            Comparison.Below => (histogram.CountAbove((long)Math.Ceiling(limit) - 1), 1 - q),
            Comparison.AtMost => (histogram.CountAbove((long)Math.Floor(limit)), 1 - q),
            Comparison.Above => (histogram.Count - histogram.CountAbove((long)Math.Floor(limit)), q),
            _ => (histogram.Count - histogram.CountAbove((long)Math.Ceiling(limit) - 1), q),
        };
        return PercentileStatistics.BinomialUpperTail(missing, histogram.Count, allowed) < 1 - PercentileStatistics.Confidence;
    }

    private static string Measured(Expectation expectation, SeriesResult series, Measurement measured, double limit)
    {
        var metric = expectation.Metric;
        var noun = metric.SampleNoun ?? SeriesText.Noun(series, measured.Samples);
        return $"{MetricText.FormatBeside(metric.Unit, measured.Value, limit)} ({Figure.Count(measured.Samples)} {noun}"
            + $"{Interval(metric, series)}{(metric.Times is null ? "" : Missing(series))})"
            + (metric.Detail?.Invoke(series) is { } detail ? ": " + detail : "");
    }

    private static string Interval(Metric metric, SeriesResult series)
    {
        if (metric.Percentile is not { } percentile)
            return "";
        var histogram = metric.Times!(series).Histogram;
        var (lower, upper) = PercentileStatistics.IntervalRanks(percentile, histogram.Count);
        string At(long rank) => Figure.Duration(PercentileStatistics.AtRank(histogram, rank));
        return (lower, upper) switch
        {
            ({ } low, { } high) => $", 95% confidence {At(low)} to {At(high)}",
            ({ } low, null) => $", 95% confidence above {At(low)}",
            (null, { } high) => $", 95% confidence below {At(high)}",
            _ => "",
        };
    }

    private static string Missing(SeriesResult series) => series.Failed == 0 ? "" : $", {Figure.Count(series.Failed)} that failed not counted";
}
