namespace PerfAssert;

/// <summary>
/// Judges two versions that were measured in turns on the same machine at the same time: what disturbs one disturbs the other. Each pair
/// of turns gives a difference, and these are averaged (Bulej et al. 2020, Duet Benchmarking). Pure.
/// </summary>
internal static class PairedTest
{
    /// <summary>Two processes of the same code differ by this much, as a standard deviation: addresses, JIT decisions.</summary>
    private const double BetweenProcesses = 0.02;

    /// <summary>Share of pairs that is trimmed off each end before the differences are averaged.</summary>
    private const double Trimmed = 0.2;

    /// <summary>With fewer pairs nothing is judged.</summary>
    public const int FewestPairs = 8;

    /// <summary>Above this share of all cores used by others, even turns beside each other differ in the times of code that computes.</summary>
    private const double BusyForTimes = 0.40;

    /// <param name="test">Stable name of the test.</param>
    /// <param name="baseline">Blocks of the base version, one for each of its turns.</param>
    /// <param name="changed">Blocks of the changed version, the n-th beside the n-th of the base.</param>
    public static BaselineComparison Compare(string test, BlockSet baseline, BlockSet changed)
    {
        var pairs = Math.Min(baseline.Blocks.Count, changed.Blocks.Count);
        var summary = RunSummaryBuilder.Build(changed, default, null);
        var result = new BaselineComparison
        {
            Test = test,
            Verdict = RegressionVerdict.Inconclusive,
            Reason = $"{pairs} pairs of turns are too few, {FewestPairs} are needed",
            Channels = [],
            BaselineRuns = 1,
            ForeignCpu = summary.ForeignCpu,
            Measured = summary.Measured,
        };
        if (pairs < FewestPairs)
            return result;

        var one = baseline with { Blocks = [.. baseline.Blocks.Take(pairs)] };
        var two = changed with { Blocks = [.. changed.Blocks.Take(pairs)] };
        var before = RunSummaryBuilder.Build(one, default, null);
        var now = changed.Blocks.Count == pairs ? summary : RunSummaryBuilder.Build(two, default, null);
        var waitBound = RunConditions.IsWaitBound([before]);
        var channels = Channels((one, before), (two, now), waitBound, summary.ForeignCpu).ToList();
        var (verdict, reason) = Conclude(channels, waitBound);
        return result with { Verdict = verdict, Reason = reason, Channels = channels };
    }

    private static IEnumerable<ChannelComparison> Channels(
        (BlockSet Blocks, RunSummary Summary) first, (BlockSet Blocks, RunSummary Summary) second, bool waitBound, double foreign)
    {
        var ((one, before), (two, now)) = (first, second);
        var busy = !waitBound && foreign > BusyForTimes ? RunConditions.Busy(foreign) : null;
        var steps = before.Steps.Where(step => now.Steps.Any(other => other.Step == step.Step)).ToList();
        foreach (var (left, right) in steps.Select(step => (step, now.Steps.First(other => other.Step == step.Step))).Prepend((before.Total, now.Total)))
        {
            var series = (First: IdOf(one, left.Step), Second: IdOf(two, right.Step));
            var factor = Math.Max(RunSummaryBuilder.Factor(one.Blocks, series.First), RunSummaryBuilder.Factor(two.Blocks, series.Second));
            var measured = RunSummaryBuilder.Merge(one.Blocks, factor)
                .Zip(RunSummaryBuilder.Merge(two.Blocks, factor))
                .Where(pair => RunSummaryBuilder.IsEnough(pair.First, series.First) && RunSummaryBuilder.IsEnough(pair.Second, series.Second))
                .ToList();
            var (a, b) = (measured.ConvertAll(pair => pair.First), measured.ConvertAll(pair => pair.Second));
            foreach (var channel in left.Channels.Keys.Where(right.Channels.ContainsKey).Order())
            {
                var gate = channel switch
                {
                    RegressionChannel.P95 or RegressionChannel.P50 => new ChannelGate(busy, null, busy is null),
                    RegressionChannel.Cost => new ChannelGate(waitBound ? RunConditions.Waits : null, null, !waitBound),
                    _ => ChannelGate.Open,
                };
                yield return Compare(left, right, channel, a, b, series, gate with { RiskShare = left.Step is null ? 1 : 1.0 / steps.Count });
            }

            yield return ErrorComparison.Compare(left.Step, [left], right);
        }
    }

    private static ChannelComparison Compare(
        SeriesSummary before,
        SeriesSummary now,
        RegressionChannel channel,
        List<Block> a,
        List<Block> b,
        (int First, int Second) series,
        ChannelGate gate)
    {
        var rule = ChannelRule.Of(channel);
        var first = RunSummaryBuilder.Values(a, series.First, channel, inProcess: true);
        var second = RunSummaryBuilder.Values(b, series.Second, channel, inProcess: true);

        // What has no value a turn (bytes of whole iterations, retained memory) is compared as a whole.
        if (first is null || second is null || first.Count < FewestPairs || channel is RegressionChannel.BytesReceived or RegressionChannel.BytesSent)
        {
            var level = new BaselineLevel([before.Channels[channel]], null);
            var calm = level.Calm(rule);
            var difference = BaselineLevel.Scale(rule, now.Channels[channel].Calm) - calm;
            return ChannelJudge.Judge(
                rule, now.Step, rule.Logarithmic ? Math.Exp(calm) : calm, difference, difference,
                level.StandardError(rule, now.Channels[channel]), level.Degrees, gate);
        }

        var differences = first.Zip(second, (x, y) => BaselineLevel.Scale(rule, y) - BaselineLevel.Scale(rule, x)).ToArray();
        var (mean, error) = TrimmedMean(differences);
        var between = rule.Logarithmic ? BetweenProcesses : rule.Prior * SampleMedian.Of(first);
        var baseline = SampleMedian.Of(first);
        var total = Math.Sqrt((2 * between * between) + (error * error));
        return ChannelJudge.Judge(rule, now.Step, baseline, mean, SampleMedian.Of(differences), total, differences.Length - 1, gate);
    }

    /// <summary>
    /// The trimmed mean and its standard error from the winsorized variance (Yuen 1974, The two-sample trimmed t for unequal population
    /// variances): one disturbed turn moves neither.
    /// </summary>
    internal static (double Mean, double Error) TrimmedMean(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        var cut = (int)Math.Floor(Trimmed * sorted.Length);
        var kept = sorted.AsSpan(cut, sorted.Length - (2 * cut)).ToArray();
        var winsorized = sorted.Select(value => Math.Clamp(value, kept[0], kept[^1])).ToArray();
        var error = Math.Sqrt(BaselineLevel.Variance(winsorized)) / ((1 - (2 * Trimmed)) * Math.Sqrt(sorted.Length));
        return (kept.Average(), error);
    }

    private static (RegressionVerdict Verdict, string Reason) Conclude(List<ChannelComparison> channels, bool waitBound)
    {
        var regressed = channels.Where(channel => channel.Verdict == RegressionVerdict.Regressed).ToList();
        if (regressed.Count > 0)
            return (RegressionVerdict.Regressed, ChannelText.Changes(regressed));
        var open = channels
            .Where(channel => channel.Step is null && channel.Verdict == RegressionVerdict.Inconclusive
                && (channel.Channel != RegressionChannel.Cost || !waitBound))
            .ToList();
        if (open.Count > 0)
            return (RegressionVerdict.Inconclusive, ChannelText.Doubts(open));
        var improved = channels.Where(channel => channel.Verdict == RegressionVerdict.Improved).ToList();
        return improved.Count > 0
            ? (RegressionVerdict.Improved, ChannelText.Changes(improved))
            : (RegressionVerdict.Passed, "no regression of 20% or more in times or cost");
    }

    private static int IdOf(BlockSet blocks, string? step)
        => step is null ? 0 : Enumerable.Range(1, blocks.Names.Count - 1).First(id => blocks.Names[id].Name == step);
}
