namespace PerfAssert.VerdictBench;

/// <summary>Judges all runs of a cell, and confirms each that regressed by every other and by all confirmations there were.</summary>
internal static class Replay
{
    /// <param name="runs">All candidates of a cell.</param>
    /// <param name="confirmations">Runs that confirmed one of them, and are no candidates.</param>
    /// <param name="baselineOf">The baseline for a run, which must not contain the run itself.</param>
    /// <param name="tally">Receives the verdicts.</param>
    /// <param name="weight">Of a run in the tally.</param>
    /// <param name="report">Receives a line for each first verdict that is wrong; <see langword="null"/> for none.</param>
    public static void Judge(
        IReadOnlyList<(string Id, MeasurementFile Run)> runs,
        IReadOnlyList<MeasurementFile> confirmations,
        Func<MeasurementFile, BaselineDocument> baselineOf,
        CellTally tally,
        double weight,
        Action<string>? report)
    {
        foreach (var (id, run) in runs)
        {
            var baseline = baselineOf(run);
            var first = VerdictBench.Judge.Compare(baseline, run);
            tally.AddFirst(first.Verdict, weight);
            foreach (var channel in first.Channels.Where(channel => channel.Step is null))
                tally.AddChange(channel.Channel, channel.Change);
            if (tally.Cell.IsUnchanged == (first.Verdict == RegressionVerdict.Regressed))
                report?.Invoke($"{id}: {first.Verdict}. {first.Reason}");

            MeasurementFile[] others = [.. runs.Select(other => other.Run).Where(other => !ReferenceEquals(other, run)), .. confirmations];
            if (first.Verdict != RegressionVerdict.Regressed || others.Length == 0)
            {
                tally.AddFinal(first.Verdict, weight);
                continue;
            }

            foreach (var other in others)
            {
                var second = VerdictBench.Judge.Compare(baseline, other);
                tally.AddFinal(RegressionTest.Confirm(first, second, TimeSpan.Zero, null).Verdict, weight / others.Length);
            }
        }
    }
}
