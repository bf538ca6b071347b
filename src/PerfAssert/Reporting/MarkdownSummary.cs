using System.Text;

namespace PerfAssert;

/// <summary>The summary of one load test as GitHub-flavoured Markdown. Pure.</summary>
internal static class MarkdownSummary
{
    /// <summary>Everything that Markdown or HTML could take for its own in a name or a message.</summary>
    private const string Special = @"\`*_[]#|~$@";

    /// <summary>Renders the summary.</summary>
    /// <param name="result">The result.</param>
    public static string Render(LoadResult result)
    {
        var stall = StallFinder.Find(result);
        var insights = Insights.Of(result);
        var text = new StringBuilder();
        text.Append("## ").Append(Headline(result)).Append("\n\n");
        text.Append(Escape(PlanText.Describe(result.Plan, result.Cost.WarmUp))).Append(".\n\n");
        if (result.Plan.Overrides.Count > 0)
            text.Append("Overrides: ").Append(Escape(PlanText.Overrides(result.Plan))).Append(".\n\n");
        text.Append(Escape(ResultTables.Environment(result.Environment))).Append(".\n");
        if (result.StoppedEarly is { } reason)
            text.Append("\n**Stopped early:** ").Append(Escape(reason)).Append('\n');
        if (result.GivenUp is { } givenUp)
            text.Append("\n**Ended early:** ").Append(Escape(givenUp.ToString())).Append('\n');
        AddFindings(text, "Why the run is invalid", result, ValiditySeverity.Invalid);
        AddExpectations(text, result);
        AddRequirements(text, result);

        text.Append("\n### Load\n\n| | |\n|---|---|\n");
        foreach (var (label, value) in ResultTables.Totals(result))
            AddRow(text, label, value);
        AddLatencies(text, result, stall);
        AddSteps(text, result);
        AddErrors(text, result);
        AddResources(text, result);
        AddList(text, "Databases", DatabaseText.Lines(result));
        if (result.Leaks is { } leaks)
            AddList(text, "Leaks", LeakText.Sentences(leaks));
        AddList(text, "Highlights", insights.Highlights);
        AddList(text, "Concerns", insights.Concerns);
        AddList(text, "Recommendations", insights.Recommendations.Select(item => $"{item.Advice} ({item.Evidence.TrimEnd('.')}.)"));
        AddFindings(text, "Notes on the measurement", result, ValiditySeverity.Note);
        text.Append("\nWhat measuring cost: ").Append(Escape(ResultTables.Cost(result))).Append(".\n");
        if (result.ReportFolder is { } folder)
            text.Append("\nReports: ").Append(Escape(folder)).Append('\n');
        return text.ToString();
    }

    /// <summary>Verdict and name.</summary>
    public static string Headline(LoadResult result)
        => $"{VerdictText.Mark(result.Verdict)} {Escape(result.Name)}: {VerdictText.Words(result.Verdict)}";

    /// <summary>Makes a text appear as it is, on one line, also in a table cell.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in PlainText.OneLine(text))
        {
            _ = character switch
            {
                '<' => escaped.Append("&lt;"),
                '&' => escaped.Append("&amp;"),
                _ when Special.Contains(character, StringComparison.Ordinal) => escaped.Append('\\').Append(character),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    private static void AddResources(StringBuilder text, LoadResult result)
    {
        if (result.Resources.Count == 0)
            return;
        text.Append("\n### Resources\n\n");
        if (result.Resources.Process is { } process)
            text.Append(Escape(process)).Append(".\n\n");
        text.Append("| ").AppendJoin(" | ", ResourceTables.Headings).Append(" |\n|---|---:|---:|---:|---:|\n");
        foreach (var row in ResourceTables.All(result))
            AddRow(text, row);
    }

    private static void AddExpectations(StringBuilder text, LoadResult result)
    {
        if (result.Evaluations.Count == 0)
            return;
        text.Append("\n### Expectations\n\n").Append(result.Validity.IsValid ? "" : "An invalid run proves none of them.\n\n").Append("| | Expectation | Result |\n|---|---|---|\n");
        foreach (var evaluation in result.Evaluations)
        {
            var expectation = evaluation.Expectation;
            var step = expectation.Step is { } name ? $"{name}: " : "";
            AddRow(text, VerdictText.Mark(evaluation.Verdict), step + expectation.Text, evaluation.Message);
        }
    }

    private static void AddRequirements(StringBuilder text, LoadResult result)
    {
        var requirements = RequirementStatus.Of(result);
        if (requirements.Count == 0)
            return;
        text.Append("\n### Requirements\n\n| | Requirement | Status | Expectations |\n|---|---|---|---|\n");
        foreach (var requirement in requirements)
        {
            AddRow(text, VerdictText.Mark(requirement.Status), requirement.Id, VerdictText.Words(requirement.Status),
                string.Join("; ", requirement.Evaluations.Select(evaluation => evaluation.Expectation.Text)));
        }
    }

    private static void AddLatencies(StringBuilder text, LoadResult result, Stall? stall)
    {
        if (result.Count == 0)
        {
            text.Append("\nNothing was measured: no iteration ended.\n");
            return;
        }

        AddTable(text, "Latency", ResultTables.LatencyHeadings, ResultTables.Latencies(result, stall));
        if (stall is not null)
            text.Append('\n').Append(Escape(ResultTables.Describe(stall))).Append('\n');
    }

    private static void AddSteps(StringBuilder text, LoadResult result)
    {
        if (result.Steps.Count == 0)
            return;
        AddTable(text, "Steps and requests", ResultTables.StepHeadings, ResultTables.Steps(result));
        if (ResultTables.MoreSteps(result) is { Length: > 0 } more)
            text.Append('\n').Append(Escape(more)).Append('\n');
    }

    private static void AddErrors(StringBuilder text, LoadResult result)
    {
        if (result.Errors.Count == 0)
            return;
        text.Append("\n### Errors\n\n| Kind | count | first | last | for example |\n|---|---:|---:|---:|---|\n");
        foreach (var error in result.Errors.Take(ResultTables.MostErrors))
        {
            AddRow(text, error.Kind, Figure.Count(error.Count), Figure.Duration(error.FirstAt), Figure.Duration(error.LastAt),
                error.Samples.Count == 0 ? "" : error.Samples[0]);
        }

        if (ResultTables.MoreErrors(result).Length > 0)
            text.Append('\n').Append(ResultTables.MoreErrors(result)).Append('\n');
    }

    private static void AddTable(StringBuilder text, string title, string[] headings, IEnumerable<string[]> rows)
    {
        text.Append("\n### ").Append(title).Append("\n\n");
        AddRow(text, headings);
        text.Append("|---|").Append(string.Concat(Enumerable.Repeat("---:|", headings.Length - 1))).Append('\n');
        foreach (var row in rows)
            AddRow(text, row);
    }

    private static void AddRow(StringBuilder text, params string[] cells)
        => text.Append("| ").Append(string.Join(" | ", cells.Select(Escape))).Append(" |\n");

    private static void AddFindings(StringBuilder text, string title, LoadResult result, ValiditySeverity severity)
        => AddList(text, title, result.Validity.Findings.Where(finding => finding.Severity == severity).Select(finding => finding.ToString()));

    private static void AddList(StringBuilder text, string title, IEnumerable<string> items)
    {
        string[] all = [.. items];
        if (all.Length == 0)
            return;
        text.Append("\n### ").Append(title).Append("\n\n");
        foreach (var item in all)
            text.Append("- ").Append(Escape(item)).Append('\n');
    }
}
