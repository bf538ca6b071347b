namespace PerfAssert;

/// <summary>Compares the share of failed operations with the baseline's. Pure.</summary>
internal static class ErrorComparison
{
    /// <summary>A smaller rise of the error rate is left to expectations.</summary>
    private const double LeastRise = 0.001;

    private const double Risk = 0.0005;

    public static ChannelComparison Compare(string? step, IReadOnlyList<SeriesSummary> baseline, SeriesSummary run)
    {
        var (failed, count) = (baseline.Sum(each => each.Failed), baseline.Sum(each => each.Count));
        var before = count == 0 ? 0 : (double)failed / count;
        var now = run.Count == 0 ? 0 : (double)run.Failed / run.Count;

        // Errors come in clusters: a rate that some accepted run has come near to is no news.
        var worst = baseline.Count == 0 ? 0 : baseline.Max(each => each.Count == 0 ? 0 : (double)each.Failed / each.Count);
        var expected = (failed + 0.5) / (count + 1);
        var regressed = now - before >= LeastRise && now > 2 * worst
            && PercentileStatistics.BinomialUpperTail(run.Failed, run.Count, expected) < Risk;
        var (low, high) = ClopperPearson.Interval(run.Failed, run.Count);
        return new ChannelComparison
        {
            Channel = RegressionChannel.Errors,
            Step = step,
            Baseline = before,
            Measured = now,
            Change = now - before,
            ChangeLow = low - before,
            ChangeHigh = high - before,
            Limit = LeastRise,
            SmallestVisible = Math.Max(LeastRise, (2 * worst) - before),
            AgreesFrom = low > before ? Confirmations.PartOfLimit * LeastRise : double.PositiveInfinity,
            Verdict = regressed ? RegressionVerdict.Regressed : RegressionVerdict.Passed,
        };
    }
}
