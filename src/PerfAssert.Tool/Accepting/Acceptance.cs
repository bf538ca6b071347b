namespace PerfAssert.Tool;

/// <summary>What accepting a received file changes, for one environment.</summary>
/// <param name="Environment">Key of the environment.</param>
/// <param name="NewRuns">Runs that the accepted file did not have.</param>
/// <param name="Runs">Runs it has then.</param>
/// <param name="Before">Median P95 in milliseconds of the runs it had; NaN when it had none.</param>
/// <param name="After">Median P95 in milliseconds of the runs it has then.</param>
internal sealed record Acceptance(string Environment, int NewRuns, int Runs, double Before, double After)
{
    /// <summary>What a new accepted document changes, where anything: a section for each environment.</summary>
    public static IReadOnlyList<Acceptance> Of(BaselineDocument? before, BaselineDocument after)
        => [.. after.Environments
            .Select(section => Of(Comparable(before, after)?.Find(section.Fingerprint), section))
            .Where(change => change.NewRuns > 0 || before is null)];

    /// <summary>The runs of a received section that the accepted file does not have.</summary>
    public static IReadOnlyList<RunSummary> NewRunsOf(BaselineSection? verified, BaselineSection received)
        => [.. received.Runs.Where(run => verified?.Runs.All(known => known.RecordedAt != run.RecordedAt) ?? true)];

    /// <summary>
    /// The received runs as a new level: those that the accepted file does not have replace the others of their environment, whose
    /// spread stays known.
    /// </summary>
    public static BaselineDocument Rebase(BaselineDocument? verified, BaselineDocument received)
    {
        MeasurementFile[] fresh = [.. from section in received.Environments
                                      from run in NewRunsOf(Comparable(verified, received)?.Find(section.Fingerprint), section)
                                      select new MeasurementFile(received.Test, "", null, true, section.Fingerprint, received.Load, run, BlockSet.Empty)];
        return fresh.Length == 0 ? received : BaselineEdit.Rebase(verified, fresh);
    }

    public override string ToString()
        => $"{Environment}: {ShownFigure.Of(NewRuns, "new run")}, {Runs} in all, P95 {ShownFigure.Milliseconds(After)}"
            + (double.IsNaN(Before) ? "" : $" (was {ShownFigure.Milliseconds(Before)}, {ShownFigure.Change((After / Before) - 1)})");

    private static Acceptance Of(BaselineSection? before, BaselineSection after)
        => new(after.Fingerprint.Key, NewRunsOf(before, after).Count, after.Runs.Count, P95(before), P95(after));

    private static double P95(BaselineSection? section)
        => SampleMedian.Of((section?.Runs ?? []).Where(run => run.Total.Channels.ContainsKey(RegressionChannel.P95)).Select(run => run.Total.Channels[RegressionChannel.P95].Calm));

    private static BaselineDocument? Comparable(BaselineDocument? verified, BaselineDocument received) => verified?.Load == received.Load ? verified : null;
}
