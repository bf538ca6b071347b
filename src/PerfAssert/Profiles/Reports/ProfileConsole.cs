namespace PerfAssert;

/// <summary>The answer of a profile as plain text, as <see cref="ConsoleBlock"/> shows a run: at most 100 columns, the answer first. Pure.</summary>
internal static class ProfileConsole
{
    private const int LabelWidth = 14;
    private const int SparklineWidth = 50;

    public static string Render(ProfileResult result)
    {
        var report = result.Report();
        var lines = new List<string> { Heading(result, report) };
        Add("Answer", result.Answer);
        if (result.StoppedEarly is { } reason)
            Add("Stopped", reason);
        Add("Load", report.Load);
        if (result.Plan.Overrides.Count > 0)
            Add("Overrides", PlanText.Overrides(result.Plan));
        if (result.Runs.Count > 0)
            Add("Measured on", ResultTables.Environment(result.Runs[0].Environment));
        foreach (var (label, text) in report.Facts)
            Add(label, text);
        lines.Add("");
        lines.AddRange(Table(report, ConsoleBlock.MostColumns - 2).Select(line => "  " + line));
        lines.Add("");
        foreach (var (label, values, text) in report.Lines.Where(line => line.Values.Count > 1))
            Add(label, Sparkline.Draw(values, SparklineWidth, shared => shared.Max()) + " " + text);
        var heading = "Notes";
        foreach (var note in report.Notes)
        {
            Add(heading, note);
            heading = "";
        }

        if (result.ReportFolder is { } folder)
            lines.Add("  " + PlainText.PadRight("Reports", LabelWidth) + folder);
        lines.Add(Row(result, report));
        return string.Join('\n', lines) + "\n";

        void Add(string label, string text)
        {
            foreach (var line in PlainText.Wrap(text, ConsoleBlock.MostColumns - 2 - LabelWidth))
            {
                lines.Add("  " + PlainText.PadRight(label, LabelWidth) + line);
                label = "";
            }
        }
    }

    /// <summary>The lines of the table.</summary>
    public static IEnumerable<string> Table(ProfileReport report, int width)
    {
        var table = new TextTable([.. report.Headings]) { Expendable = report.Expendable };
        foreach (var row in report.Rows)
            table.Add(row);
        return table.Lines(width);
    }

    private static string Heading(ProfileResult result, ProfileReport report)
    {
        var verdict = $"── {VerdictText.Mark(result.Verdict)} {report.Kind}: {VerdictText.Words(result.Verdict).ToUpperInvariant()} ── ";
        var name = PlainText.Cut(PlainText.OneLine(result.Name), ConsoleBlock.MostColumns - PlainText.Width(verdict) - 3);
        return verdict + name + " " + new string('─', ConsoleBlock.MostColumns - PlainText.Width(verdict) - PlainText.Width(name) - 1);
    }

    /// <summary>The whole answer in one line for a logger's table, as a run has one.</summary>
    private static string Row(ProfileResult result, ProfileReport report)
        => ConsoleBlock.Row(result.Name, report.Short, result.Runs.Sum(run => run.Count), report.Figures, result.Verdict);
}
