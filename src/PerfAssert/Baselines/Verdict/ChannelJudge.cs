namespace PerfAssert;

/// <summary>Judges the difference of one channel. Pure.</summary>
internal static class ChannelJudge
{
    private const string FewOccasions = "the baseline knows too few occasions, and machines change between them; record again on other days";

    /// <summary>Two-sided, for the interval that is shown.</summary>
    private const double Confidence = 0.95;

    /// <param name="rule">The channel's rule.</param>
    /// <param name="step">Name of the step; <see langword="null"/> for whole iterations.</param>
    /// <param name="baseline">Level of the baseline, in the channel's unit.</param>
    /// <param name="difference">Calm estimate minus the baseline's, in logarithms where the rule says so.</param>
    /// <param name="typical">The same of the typical estimates.</param>
    /// <param name="error">Standard error of both.</param>
    /// <param name="degrees">Degrees of freedom of the error.</param>
    /// <param name="gate">Which verdicts the conditions allow.</param>
    public static ChannelComparison Judge(
        ChannelRule rule, string? step, double baseline, double difference, double typical, double error, double degrees, ChannelGate gate)
    {
        var limit = LimitOf(rule, baseline);
        var spread = Math.Sqrt((error * error) + (gate.OccasionError * gate.OccasionError));
        var needed = Math.Max(limit, StudentT.Quantile(1 - (rule.Risk * gate.RiskShare), degrees) * spread);
        var chance = StudentT.Quantile((1 + Confidence) / 2, degrees);
        var half = chance * error;
        var passes = typical + (StudentT.Quantile(1 - ChannelRule.PassRisk, degrees) * error) < PassLimit(rule, baseline, limit);
        var (verdict, note) =
            difference >= needed ? gate.WhyNotRegressed is { } why ? (RegressionVerdict.Inconclusive, why) : (RegressionVerdict.Regressed, null)
            : difference <= -needed && gate.MayImprove ? (RegressionVerdict.Improved, null)
            : difference >= limit && gate is { OccasionError: > 0, WhyNotRegressed: null } ? (RegressionVerdict.Inconclusive, FewOccasions)
            : passes && gate.WhyNotPassed is null ? (RegressionVerdict.Passed, null)
            : (RegressionVerdict.Inconclusive, gate.WhyNotPassed ?? gate.WhyNotRegressed);
        var relative = rule.Logarithmic || (baseline > 0 && rule.Channel != RegressionChannel.Retained);
        return new ChannelComparison
        {
            Channel = rule.Channel,
            Step = step,
            Baseline = baseline,
            Measured = rule.Logarithmic ? baseline * Math.Exp(difference) : baseline + difference,
            Change = Change(difference),
            ChangeLow = Change(difference - half),
            ChangeHigh = Change(difference + half),
            Limit = Change(limit),
            SmallestVisible = Change(needed),
            AgreesFrom = Change(Math.Max(Confirmations.PartOfLimit * limit, chance * spread)),
            Verdict = verdict,
            Note = note,
        };

        double Change(double value) => rule.Logarithmic ? Math.Exp(value) - 1 : relative ? value / baseline : value;
    }

    private static double LimitOf(ChannelRule rule, double baseline)
        => rule.Logarithmic ? Math.Log(1 + Math.Max(rule.Limit, rule.LeastChange / baseline)) : Math.Max(rule.LeastChange, rule.Limit * baseline);

    /// <summary>Times and cost pass when they exclude a relevant regression, the others when they exclude their own limit twice over.</summary>
    private static double PassLimit(ChannelRule rule, double baseline, double limit)
        => ChannelRule.IsDeterministic(rule.Channel)
            ? 2 * limit
            : Math.Max(Math.Log(1 + ChannelRule.RelevantChange), limit);
}
