namespace PerfAssert;

/// <summary>What the channels of a comparison say together. Pure.</summary>
internal static class VerdictRules
{
    /// <param name="channels">Whole iterations first, then steps.</param>
    /// <param name="conditions">Under which conditions they were measured.</param>
    /// <param name="otherEnvironment">The environment that stood in for this one; <see langword="null"/> when the baseline knows this one.</param>
    public static (RegressionVerdict Verdict, string Reason) Conclude(
        IReadOnlyList<ChannelComparison> channels, RunConditions conditions, EnvironmentFingerprint? otherEnvironment)
    {
        var regressed = Having(channels, RegressionVerdict.Regressed);
        if (regressed.Count > 0)
            return (RegressionVerdict.Regressed, ChannelText.Changes(regressed));
        if (otherEnvironment is not null)
        {
            return (RegressionVerdict.NoBaseline,
                $"none for this environment yet (there is one for {otherEnvironment.Key}); {JudgedInstead(channels)}");
        }

        var total = channels.Where(channel => channel.Step is null).ToList();
        var p95 = total.Find(channel => channel.Channel == RegressionChannel.P95);
        var p50 = total.Find(channel => channel.Channel == RegressionChannel.P50);
        var cost = total.Find(channel => channel.Channel == RegressionChannel.Cost);
        if (conditions.NoTimes is { } why)
            return (RegressionVerdict.Inconclusive, $"{why}; {JudgedInstead(channels)}");

        if (p95 is null || p50 is null)
            return (RegressionVerdict.Inconclusive, $"no response times could be estimated; {JudgedInstead(channels)}");

        var countsAreClear = !total.Exists(channel => ChannelRule.IsDeterministic(channel.Channel) && channel.Verdict == RegressionVerdict.Inconclusive);
        var improved = Having(channels, RegressionVerdict.Improved);
        if (conditions.WaitBound || cost is null)
        {
            if (Fine(p95) && Fine(p50) && countsAreClear)
                return Good("times show no regression of 20% or more");
        }
        else if (Fine(cost) && countsAreClear)
        {
            if (Fine(p95))
                return Good("times and CPU cost show no regression of 20% or more");

            // A busy machine adds to the times and hardly to the cost: cost alone lets a run pass when the times do not speak against it.
            if (p95.Change <= p95.Limit)
                return Good("CPU cost shows no regression of 20% or more, and P95 no rise beyond its limit, though it could have missed one");
        }

        return (RegressionVerdict.Inconclusive, ChannelText.Doubts([.. total.Where(channel =>
            channel.Verdict == RegressionVerdict.Inconclusive && !(conditions.WaitBound && channel.Channel == RegressionChannel.Cost))]));

        (RegressionVerdict, string) Good(string reason) => improved.Count > 0
            ? (RegressionVerdict.Improved, ChannelText.Changes(improved))
            : (RegressionVerdict.Passed, reason);
    }

    private static bool Fine(ChannelComparison channel) => channel.Verdict is RegressionVerdict.Passed or RegressionVerdict.Improved;

    private static List<ChannelComparison> Having(IReadOnlyList<ChannelComparison> channels, RegressionVerdict verdict)
        => [.. channels.Where(channel => channel.Verdict == verdict)];

    private static string JudgedInstead(IReadOnlyList<ChannelComparison> channels)
    {
        var judged = channels
            .Where(channel => channel.Step is null && ChannelRule.IsDeterministic(channel.Channel) && channel.Verdict != RegressionVerdict.Inconclusive)
            .Select(channel => ChannelText.Name(channel.Channel))
            .ToList();
        return judged.Count == 0 ? "nothing could be judged" : $"judged were {ChannelText.Join(judged)}, which do not depend on the machine";
    }
}
