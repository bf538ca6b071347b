namespace PerfAssert.Tool;

/// <summary>
/// Compares two versions of tests: rounds of fresh processes until the verdict is clear or the time is up, and a regression once more,
/// from nothing but new processes.
/// </summary>
/// <param name="processes">Runs the rounds.</param>
/// <param name="plan">How long.</param>
/// <param name="tell">Receives a line for each step.</param>
/// <param name="confirm">Whether a regression is confirmed.</param>
internal sealed class PairedJudge(IPairedProcesses processes, PairingPlan plan, Action<string> tell, bool confirm = true)
{
    /// <summary>Compares all tests of a method.</summary>
    public async Task<PairedOutcome> CompareAsync(VersionPair versions, string fullyQualifiedName, CancellationToken cancellationToken)
    {
        var comparisons = new List<BaselineComparison>();
        var outcome = await processes.RunAsync(versions, fullyQualifiedName, null, plan.Rounds[0], cancellationToken);
        var rounds = outcome.Rounds.Select(round => (Round: round, outcome.Took)).ToList();
        var failure = outcome.Failure;
        foreach (var test in outcome.Misplaced)
        {
            var alone = await processes.RunAsync(versions, fullyQualifiedName, test, plan.Rounds[0], cancellationToken);
            failure ??= alone.Failure;
            rounds.AddRange(alone.Rounds.Select(round => (round, alone.Took)));
        }

        foreach (var (round, took) in rounds)
            comparisons.Add(await CompareAsync(versions, fullyQualifiedName, round, took, cancellationToken));
        return new PairedOutcome(comparisons, outcome.OnlyBase, outcome.OnlyChanged, failure is null ? null : $"{fullyQualifiedName}: {failure}");
    }

    private async Task<BaselineComparison> CompareAsync(VersionPair versions, string fullyQualifiedName, PairedRound first, TimeSpan took, CancellationToken cancellationToken)
    {
        List<PairedRound> rounds = [first];
        var comparison = Compare(rounds);
        Tell(comparison, rounds, took, "");
        foreach (var pairs in plan.Rounds.Skip(1).TakeWhile(_ => comparison.Verdict == RegressionVerdict.Inconclusive))
        {
            var next = await processes.RunAsync(versions, fullyQualifiedName, first.Test, pairs, cancellationToken);
            if (next.Rounds.FirstOrDefault(round => round.Test == first.Test) is not { } round)
                break;
            rounds.Add(round);
            comparison = Compare(rounds);
            Tell(comparison, rounds, next.Took, "");
        }

        if (comparison.Verdict != RegressionVerdict.Regressed || !confirm)
            return comparison;
        var again = await processes.RunAsync(versions, fullyQualifiedName, first.Test, plan.Rounds[0], cancellationToken);
        var second = again.Rounds.FirstOrDefault(round => round.Test == first.Test);
        var judged = second is null ? null : Compare([second]);
        if (judged is not null)
            Tell(judged, [second!], again.Took, ", to confirm it");
        return RegressionTest.Confirm(comparison, judged, again.Took, judged is null ? again.Failure ?? "the second run measured nothing" : null);
    }

    private void Tell(BaselineComparison comparison, List<PairedRound> rounds, TimeSpan took, string why)
        => tell($"{comparison.Test}: {Pairs(rounds)} pairs of turns in {LoadTestProcess.Seconds(took)}{why}: {ComparisonText.Words(comparison.Verdict)}");

    private static int Pairs(List<PairedRound> rounds)
        => rounds.Sum(round => Math.Max(0, Math.Min(round.Base.Measurement.Blocks.Blocks.Count, round.Changed.Measurement.Blocks.Blocks.Count) - TurnCoordinator.UncountedPairs));

    private static BaselineComparison Compare(List<PairedRound> rounds)
    {
        var (before, after) = (rounds[0].Base.Measurement, rounds[0].Changed.Measurement);
        var compared = PairedTest.Compare(after.Test, Blocks(rounds, round => round.Base), Blocks(rounds, round => round.Changed));
        if (before.Load.Hash != after.Load.Hash)
        {
            return compared with
            {
                Verdict = RegressionVerdict.NoBaseline,
                Reason = $"the load has changed: {before.Load.Text} in the base version, {after.Load.Text} now",
                Channels = [],
            };
        }

        var invalid = rounds.Select(round => round.Base.Invalid is { } one ? $"the base version: {one}" : round.Changed.Invalid is { } two ? $"the changed version: {two}" : null)
            .FirstOrDefault(reason => reason is not null);
        return invalid is null ? compared : compared with { Verdict = RegressionVerdict.InvalidRun, Reason = invalid, Channels = [] };
    }

    private static BlockSet Blocks(List<PairedRound> rounds, Func<PairedRound, Measured> side)
        => BlockJoin.Join([.. rounds.Select(round => BlockJoin.Without(side(round).Measurement.Blocks, TurnCoordinator.UncountedPairs))]);
}
