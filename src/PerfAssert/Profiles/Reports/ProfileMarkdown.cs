using System.Text;

namespace PerfAssert;

/// <summary>The answer of a profile as GitHub-flavoured Markdown. Pure.</summary>
internal static class ProfileMarkdown
{
    public static string Render(ProfileResult result)
    {
        var report = result.Report();
        var text = new StringBuilder();
        text.Append("## ").Append(Headline(result)).Append("\n\n**").Append(MarkdownSummary.Escape(result.Answer)).Append("**\n\n");
        text.Append(MarkdownSummary.Escape(report.Load)).Append(".\n");
        if (result.StoppedEarly is { } reason)
            text.Append("\n**Stopped early:** ").Append(MarkdownSummary.Escape(reason)).Append('\n');
        if (result.Plan.Overrides.Count > 0)
            text.Append("\nOverrides: ").Append(MarkdownSummary.Escape(PlanText.Overrides(result.Plan))).Append(".\n");
        if (result.Runs.Count > 0)
            text.Append('\n').Append(MarkdownSummary.Escape(ResultTables.Environment(result.Runs[0].Environment))).Append(".\n");
        text.Append('\n');
        Row(report.Headings);
        text.Append("|---|").Append(string.Concat(Enumerable.Repeat("---:|", report.Headings.Count - 1))).Append('\n');
        foreach (var row in report.Rows)
            Row(row);
        if (report.Facts.Count > 0)
            text.Append('\n');
        foreach (var (label, fact) in report.Facts)
            text.Append("- ").Append(label.Length == 0 ? "" : $"{MarkdownSummary.Escape(label)}: ").Append(MarkdownSummary.Escape(fact)).Append('\n');
        if (report.Notes.Count > 0)
            text.Append("\n### Notes\n\n");
        foreach (var note in report.Notes)
            text.Append("- ").Append(MarkdownSummary.Escape(note)).Append('\n');
        if (result.ReportFolder is { } folder)
            text.Append("\nReports: ").Append(MarkdownSummary.Escape(folder)).Append('\n');
        return text.ToString();

        void Row(IEnumerable<string> cells) => text.Append("| ").Append(string.Join(" | ", cells.Select(MarkdownSummary.Escape))).Append(" |\n");
    }

    /// <summary>Verdict and name.</summary>
    public static string Headline(ProfileResult result)
        => $"{VerdictText.Mark(result.Verdict)} {MarkdownSummary.Escape(result.Name)}: {VerdictText.Words(result.Verdict)}";
}
