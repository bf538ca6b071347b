namespace PerfAssert;

/// <summary>Judges a run against its baseline. Pure.</summary>
internal static class RegressionTest
{
    /// <summary>A step's change below this share of the iteration's own median is no matter of the iteration.</summary>
    private const double StepRelevance = 0.02;

    /// <summary>A smaller growth of the memory kept in all may be pools and caches: unchanged runs differed by up to 4 MB.</summary>
    private const double LeastRetained = 8 * 1024 * 1024;

    /// <param name="test">Stable name of the test.</param>
    /// <param name="baseline">The accepted file; <see langword="null"/> when there is none.</param>
    /// <param name="fingerprint">Where the run was measured.</param>
    /// <param name="load">What load was applied.</param>
    /// <param name="run">The run.</param>
    public static BaselineComparison Compare(
        string test, BaselineDocument? baseline, EnvironmentFingerprint fingerprint, LoadFingerprint load, RunSummary run)
    {
        var none = new BaselineComparison
        {
            Test = test,
            Verdict = RegressionVerdict.NoBaseline,
            Reason = "no baseline has been accepted yet",
            Channels = [],
            BaselineRuns = 0,
            ForeignCpu = run.ForeignCpu,
            Measured = run.Measured,
        };
        if (baseline is null || baseline.Environments.All(section => section.Runs.Count == 0))
            return none;
        if (baseline.Load.Hash != load.Hash)
            return none with { Reason = $"the load has changed: the baseline was recorded with {baseline.Load.Text}, this run with {load.Text}" };

        var own = baseline.Find(fingerprint) is { Runs.Count: > 0 } found ? found : null;
        var section = own ?? Nearest(baseline, fingerprint);
        var conditions = new RunConditions(section, run, sameEnvironment: own is not null);
        var channels = Channels(section, run, conditions, own is null && !SameAllocations(section.Fingerprint, fingerprint)).ToList();
        var (verdict, reason) = VerdictRules.Conclude(channels, conditions, own is null ? section.Fingerprint : null);
        return none with { Verdict = verdict, Reason = reason, Channels = channels, BaselineRuns = own?.Runs.Count ?? 0 };
    }

    /// <summary>Joins a regressed comparison with that of a second run in a fresh process: regressed only when both agree.</summary>
    /// <param name="first">Says <see cref="RegressionVerdict.Regressed"/>.</param>
    /// <param name="second">The second run compared with the same baseline; <see langword="null"/> when it could not be made.</param>
    /// <param name="took">Time that the second run took.</param>
    /// <param name="failure">Why there is no second run.</param>
    public static BaselineComparison Confirm(BaselineComparison first, BaselineComparison? second, TimeSpan took, string? failure)
        => Confirmations.Join(first, second, took, failure);

    private static IEnumerable<ChannelComparison> Channels(BaselineSection section, RunSummary run, RunConditions conditions, bool noAllocations)
    {
        foreach (var comparison in Series(section, section.Runs.Select(each => each.Total).ToList(), run.Total, conditions, 1, noAllocations))
            yield return comparison;

        var steps = run.Steps
            .Select(step => (Step: step, Before: section.Runs.SelectMany(each => each.Steps).Where(each => each.Step == step.Step).ToList()))
            .Where(pair => pair.Before.Count > 0)
            .ToList();
        foreach (var (step, before) in steps)
        {
            foreach (var comparison in Series(section, before, step, conditions, 1.0 / steps.Count, noAllocations))
                yield return IsRelevant(comparison, run.Total) ? comparison : comparison with { Verdict = RegressionVerdict.Passed };
        }
    }

    private static IEnumerable<ChannelComparison> Series(
        BaselineSection section, List<SeriesSummary> before, SeriesSummary now, RunConditions conditions, double riskShare, bool noAllocations)
    {
        foreach (var channel in Enum.GetValues<RegressionChannel>())
        {
            if (channel == RegressionChannel.Errors)
            {
                yield return ErrorComparison.Compare(now.Step, before, now);
                continue;
            }

            if (noAllocations && channel is RegressionChannel.Allocations or RegressionChannel.Retained)
                continue;
            if (Compare(section, before, now, channel, conditions.Gate(channel, riskShare)) is { } comparison)
                yield return comparison;
        }
    }

    private static ChannelComparison? Compare(
        BaselineSection section, List<SeriesSummary> before, SeriesSummary now, RegressionChannel channel, ChannelGate gate)
    {
        var rule = ChannelRule.Of(channel);
        var known = before.Select(series => Estimate(series, channel, now)).OfType<ChannelEstimate>().ToList();
        if (known.Count == 0 || Estimate(now, channel, before[0]) is not { } estimate)
            return null;
        var level = new BaselineLevel(
            known, section.InheritedVariance.TryGetValue((now.Step ?? "", channel), out var variance) ? variance : null);
        var (calm, typical) = (level.Calm(rule), level.Typical(rule));
        var comparison = ChannelJudge.Judge(
            rule,
            now.Step,
            rule.Logarithmic ? Math.Exp(calm) : calm,
            BaselineLevel.Scale(rule, estimate.Calm) - calm,
            BaselineLevel.Scale(rule, estimate.Typical) - typical,
            level.StandardError(rule, estimate),
            level.Degrees,
            gate);
        return channel == RegressionChannel.Retained && Growth(before, now) < LeastRetained
            ? comparison with { Verdict = RegressionVerdict.Passed }
            : comparison;
    }

    /// <summary>
    /// Memory kept beyond the baseline's, in bytes. What the runtime and the recording keep does not depend on the number of iterations, what
    /// a cache keeps does: whichever allows for more is taken off.
    /// </summary>
    private static double Growth(List<SeriesSummary> before, SeriesSummary now)
    {
        var known = before.Where(series => series.Channels.ContainsKey(RegressionChannel.Retained)).ToList();
        var each = SampleMedian.Of(known.Select(series => series.Channels[RegressionChannel.Retained].Calm));
        var total = SampleMedian.Of(known.Select(series => series.Channels[RegressionChannel.Retained].Calm * series.Count));
        return (now.Channels[RegressionChannel.Retained].Calm * now.Count) - Math.Max(total, each * now.Count);
    }

    /// <summary>Where one side counted commands or calls and the other saw no source of them, the other had none.</summary>
    private static ChannelEstimate? Estimate(SeriesSummary series, RegressionChannel channel, SeriesSummary other)
        => series.Channels.TryGetValue(channel, out var estimate) ? estimate
            : channel is RegressionChannel.SqlCommands or RegressionChannel.OutboundCalls && other.Channels.ContainsKey(channel)
                ? new ChannelEstimate(0, 0, 0)
                : null;

    private static bool IsRelevant(ChannelComparison comparison, SeriesSummary total)
        => comparison.Channel is not (RegressionChannel.P95 or RegressionChannel.P50)
            || !total.Channels.TryGetValue(RegressionChannel.P50, out var median)
            || Math.Abs(comparison.Measured - comparison.Baseline) >= StepRelevance * median.Calm;

    /// <summary>The section whose counts can stand in where this environment has none: the most alike, then the one with the most runs.</summary>
    private static BaselineSection Nearest(BaselineDocument baseline, EnvironmentFingerprint fingerprint)
        => baseline.Environments
            .Where(section => section.Runs.Count > 0)
            .OrderByDescending(section => SameAllocations(section.Fingerprint, fingerprint))
            .ThenByDescending(section => section.Fingerprint.Transport == fingerprint.Transport)
            .ThenByDescending(section => section.Runs.Count)
            .First();

    /// <summary>Whether the same code allocates the same on both: the runtime, its word size and how the host is reached decide.</summary>
    private static bool SameAllocations(EnvironmentFingerprint one, EnvironmentFingerprint other)
        => one.Runtime == other.Runtime && one.Architecture == other.Architecture && one.OperatingSystem == other.OperatingSystem
            && one.Transport == other.Transport && one.Build == other.Build && one.Jit == other.Jit;
}
