using System.Text;

namespace PerfAssert;

/// <summary>The text that a developer reads when a profile fails: the answer, the table, and what explains the run that made it fail.</summary>
internal static class ProfileFailure
{
    private const int Width = 100;

    /// <summary>The message.</summary>
    /// <param name="result">The profile.</param>
    /// <param name="claim">What was expected: <c>Expected Shop.Search to hold at least 200 users</c>.</param>
    /// <param name="finding">What was found, whole sentences.</param>
    public static string Compose(ProfileResult result, string claim, string finding)
        => $"{claim}, but this {Words(result.Verdict)}: {finding}\n\n{Explain(result)}".TrimEnd('\n');

    /// <summary>What explains it, once for all failures.</summary>
    public static string Explain(ProfileResult result)
    {
        var report = result.Report();
        var text = new StringBuilder();
        foreach (var line in ProfileConsole.Table(report, Width - 2))
            text.Append("  ").Append(line).Append('\n');
        if (result.Telling is { } run)
            text.Append('\n').Append("  Of ").Append(LevelWorkload.Peak(run.Plan.Workload)).Append(":\n").Append(FailureMessage.Explain(run, result: run)).Append('\n');
        foreach (var note in report.Notes)
            text.Append("  Note: ").Append(note).Append('\n');
        if (result.ReportFolder is { } folder)
            text.Append("  All reports: ").Append(folder).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>What became of an expectation, after "but this".</summary>
    public static string Words(Verdict verdict) => verdict switch
    {
        Verdict.Failed => "failed",
        Verdict.Inconclusive => "is inconclusive",
        _ => "could not be measured",
    };
}
