using System.Globalization;

namespace PerfAssert;

/// <summary>Renders a comparison for the console and for the message of a failure: at most 100 columns but for paths. Pure.</summary>
internal static class ComparisonText
{
    private const int Columns = 100;
    private const string Indent = "  ";
    private const int LabelWidth = 14;

    /// <summary>Columns of the table that go first where it would be too wide.</summary>
    private const int VisibleColumn = 5, IntervalColumn = 4;

    public static string Render(BaselineComparison comparison)
    {
        var lines = new List<string>();
        lines.AddRange(PlainText.Wrap($"Baseline: {Words(comparison.Verdict).ToUpperInvariant()}, {PlainText.OneLine(comparison.Reason)}", Columns));
        Add(lines, "Compared with", comparison.BaselineRuns > 0
            ? $"{Count(comparison.BaselineRuns, "run")} of this environment; {Figure.Duration(comparison.Measured)} measured{Foreign(comparison.ForeignCpu)}"
            : null);
        Add(lines, "Second run", comparison.Confirmation is { } confirmation
            ? $"{PlainText.OneLine(confirmation.Text)} (fresh process, {Figure.Duration(confirmation.Took)})"
            : null);
        AddTable(lines, comparison.Channels);
        Add(lines, "What to do", Advice(comparison));
        AddPath(lines, "Received", comparison.ReceivedFile);
        if (comparison.Verdict != RegressionVerdict.Passed)
            AddPath(lines, "Verified", comparison.VerifiedFile);
        AddPath(lines, "Accept with", comparison.ReceivedFile is { } file ? $"perfassert accept \"{file}\"" : null);
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>In words: <c>no baseline</c>.</summary>
    public static string Words(RegressionVerdict verdict) => verdict switch
    {
        RegressionVerdict.NoBaseline => "no baseline",
        RegressionVerdict.InvalidRun => "invalid run",
        _ => verdict.ToString().ToLowerInvariant(),
    };

    private static void AddTable(List<string> lines, IReadOnlyList<ChannelComparison> channels)
    {
        var shown = channels.Where(IsShown).ToList();
        if (shown.Count == 0)
            return;
        var table = new TextTable("", "baseline", "this run", "change", "95% interval", "visible from", "")
        {
            Expendable = [VisibleColumn, IntervalColumn],
        };
        foreach (var channel in shown)
        {
            table.Add(
                ChannelText.Label(channel),
                ChannelText.Value(channel.Channel, channel.Baseline),
                ChannelText.Value(channel.Channel, channel.Measured),
                ChannelText.Change(channel),
                ChannelText.Interval(channel),
                ChannelText.Signed(channel, channel.SmallestVisible),
                channel.Verdict != RegressionVerdict.Inconclusive ? Words(channel.Verdict)
                    : channel.Note is null or Confirmations.NotConfirmed ? "open"
                    : "not judged");
        }

        lines.AddRange(table.Lines(Columns - Indent.Length).Select(line => Indent + line));
        foreach (var note in shown.Where(channel => channel.Note is not (null or Confirmations.NotConfirmed)).GroupBy(channel => channel.Note, StringComparer.Ordinal))
            Add(lines, "Not judged", $"{ChannelText.Join([.. note.Select(ChannelText.Label)])}: {note.Key}");
    }

    /// <summary>All of the whole iteration but errors and retained memory that are as they were, and the steps that changed.</summary>
    private static bool IsShown(ChannelComparison channel) => channel.Verdict is RegressionVerdict.Regressed or RegressionVerdict.Improved
        || (channel.Step is null
            && (channel.Baseline != 0 || channel.Measured != 0)
            && (channel.Channel is not (RegressionChannel.Errors or RegressionChannel.Retained) || channel.Verdict != RegressionVerdict.Passed));

    private static string? Advice(BaselineComparison comparison) => comparison.Verdict switch
    {
        RegressionVerdict.NoBaseline when comparison.ReceivedFile is { } received =>
            $"look at the received file, accept it with the command below or rename it to {Path.GetFileName(VerifiedOf(received))}, and commit it",
        RegressionVerdict.Regressed when comparison.ReceivedFile is not null =>
            "find the cause; or, if the change is wanted, accept the received file with perfassert accept (or rename it over the verified one)",
        RegressionVerdict.Improved when comparison.ReceivedFile is not null =>
            "accept the new level, so that a later fall back to the old one fails: perfassert accept, or rename the received file",
        RegressionVerdict.Inconclusive when comparison.Confirmation is null =>
            "nothing failed; run it longer or on a calmer machine, or compare both versions side by side: perfassert ab --base origin/main",
        _ => null,
    };

    private static string VerifiedOf(string received) => received.Replace(".received.json", ".verified.json", StringComparison.Ordinal);

    private static void Add(List<string> lines, string label, string? text)
    {
        if (text is null)
            return;
        foreach (var line in PlainText.Wrap(text, Columns - Indent.Length - LabelWidth))
        {
            lines.Add(Indent + PlainText.PadRight(label, LabelWidth) + line);
            label = "";
        }
    }

    /// <summary>A path, or a command with one, is to be clicked or copied: never broken.</summary>
    private static void AddPath(List<string> lines, string label, string? path)
    {
        if (path is not null)
            lines.Add(Indent + PlainText.PadRight(label, LabelWidth) + path);
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");

    private static string Foreign(double share) => double.IsNaN(share) ? "" : $", {Figure.Percent(Math.Round(share, 2))} of the CPU used by other processes";
}
