namespace PerfAssert;

/// <summary>Between which levels the limit lies. Of a level that was run twice the second run counts. Pure.</summary>
/// <param name="LastGood">The highest level below <paramref name="FirstBad"/> that was held; <see langword="null"/> when none was.</param>
/// <param name="FirstBad">The lowest level that was not held; <see langword="null"/> when all were.</param>
/// <param name="Knee">Where throughput stops growing; <see langword="null"/> when it never did.</param>
internal sealed record StressLimits(StressStep? LastGood, StressStep? FirstBad, LoadLevel? Knee)
{
    public static StressLimits Of(IReadOnlyList<StressStep> steps)
    {
        StressStep[] last = [.. steps.GroupBy(step => step.Level).Select(level => level.Last()).OrderBy(step => step.Level.Value)];
        var bad = last.FirstOrDefault(step => step.Outcome is StressOutcome.Failed or StressOutcome.GeneratorLimited);
        var good = last.LastOrDefault(step => step.Outcome == StressOutcome.Held && (bad is null || step.Level.Value < bad.Level.Value));
        return new StressLimits(good, bad, KneeOf([.. last.Where(step => step.Outcome != StressOutcome.GeneratorLimited && step.Result.Succeeded > 0)]));
    }

    /// <summary>
    /// The saturation point of the asymptotic bounds: throughput follows N·x₁, with x₁ the throughput of one user at the level where that is
    /// best, up to its highest value X, so that they meet at N* = X / x₁ (Denning and Buzen, The Operational Analysis of Queueing Network
    /// Models, 1978; Lazowska, Zahorjan, Graham and Sevcik, Quantitative System Performance, 1984, chapter 5). Of a rate of arrivals it is X
    /// itself. Two figures, each the best of several runs, so that few and noisy points do; a curve fitted through them would need more.
    /// </summary>
    private static LoadLevel? KneeOf(StressStep[] steps)
    {
        if (steps.Length < 2)
            return default;
        var runs = steps.Select(step => step.Result).ToArray();
        if (steps[0].Level.IsRate)
        {
            var usual = StressJudge.Usual(runs);
            return runs.Any(run => StressJudge.FallsBehind(run, usual))
                ? LoadLevel.Rate(runs.Max(run => run.Throughput / StressJudge.Ending(run, usual)))
                : default(LoadLevel?);
        }

        var perUser = runs.Max(StressJudge.PerUser);
        return runs.Any(run => StressJudge.PerUser(run) < perUser * StressJudge.Follows)
            ? LoadLevel.Users((int)Math.Max(1, Math.Round(runs.Max(run => run.Throughput) / perUser)))
            : default(LoadLevel?);
    }
}
