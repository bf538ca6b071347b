namespace PerfAssert;

/// <summary>
/// The summary of one load test as plain text: at most 100 columns, no colour, since it goes through test output, TRX files and
/// CI logs. Pure.
/// </summary>
internal static class ConsoleBlock
{
    /// <summary>What most CI logs show without breaking a line.</summary>
    public const int MostColumns = 100;

    /// <summary>Begins the one line that loggers collect.</summary>
    public const string RowPrefix = "PerfAssert" + Separator;

    private const string Separator = " │ ";
    private const string Indent = "  ";
    private const int LabelWidth = 14;
    private const int TextWidth = MostColumns - 2 - LabelWidth;
    private const int SparklineWidth = 50;

    private static readonly TimeSpan ShortestSlice = TimeSpan.FromSeconds(0.3);

    /// <summary>Renders the block; its last line is the <see cref="Row(LoadResult)"/>. Only that and the reports' folder, which is to be clicked, may be longer.</summary>
    /// <param name="result">The result.</param>
    public static string Render(LoadResult result)
    {
        var stall = StallFinder.Find(result);
        var lines = new List<string> { Heading(result) };
        AddTexts(lines, "Load", PlanText.Describe(result.Plan, result.Cost.WarmUp));
        if (result.Plan.Overrides.Count > 0)
            AddTexts(lines, "Overrides", PlanText.Overrides(result.Plan));
        AddTexts(lines, "Measured on", ResultTables.Environment(result.Environment));
        if (result.StoppedEarly is { } reason)
            AddTexts(lines, "Stopped", reason);
        if (result.GivenUp is { } givenUp)
            AddTexts(lines, "Ended early", givenUp.ToString());
        AddFindings(lines, "Invalid run", result, ValiditySeverity.Invalid);
        foreach (var (label, text) in ResultTables.Totals(result))
            AddTexts(lines, label, text);
        AddLatencies(lines, result, stall);
        AddSteps(lines, result);
        AddTexts(lines, "Errors", [.. ErrorTexts(result)]);
        AddTimeLine(lines, result);
        AddResources(lines, result);
        if (stall is not null)
            AddTexts(lines, "Stall", ResultTables.Describe(stall));
        AddTexts(lines, "Database", [.. DatabaseText.Lines(result)]);
        foreach (var bottleneck in result.Bottlenecks)
            AddTexts(lines, "Bottleneck", $"{bottleneck.Evidence} {bottleneck.Advice}");
        if (result.Leaks is { } leaks)
            AddTexts(lines, "Leaks", [.. LeakText.Sentences(leaks)]);
        AddTexts(lines, "Expectations", [.. InvalidRunProvesNothing(result), .. result.Evaluations.Select(Describe), .. OpenQuestionOfErrors(result)]);
        AddFindings(lines, "Notes", result, ValiditySeverity.Note);
        AddTexts(lines, "Measuring", ResultTables.Cost(result));
        if (result.ReportFolder is { } folder)
            lines.Add(Indent + PlainText.PadRight("Reports", LabelWidth) + folder);
        lines.Add(Row(result));
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>
    /// The whole result in one line, for a logger's table: <c>PerfAssert │ name │ load │ iterations │ rate │ P50 │ P95 │ P99 │ error
    /// rate │ verdict</c>. No field contains <c>│</c>.
    /// </summary>
    /// <param name="result">The result.</param>
    public static string Row(LoadResult result) => Row(result.Name, PlanText.Short(result.Plan), result.Count, result, result.Verdict);

    /// <summary>The row of several runs together.</summary>
    /// <param name="name">Name of the load test.</param>
    /// <param name="load">What load there was.</param>
    /// <param name="count">Iterations in all.</param>
    /// <param name="figures">The run whose rate and times are shown; <see langword="null"/> for none.</param>
    /// <param name="verdict">Of all together.</param>
    public static string Row(string name, string load, long count, LoadResult? figures, Verdict verdict)
    {
        var times = figures?.ResponseTime ?? LatencySummary.Empty;
        string[] fields =
        [
            PlainText.OneLine(name),
            load,
            Figure.Count(count),
            figures is null ? StatedPercentile.NotStated : Figure.Rate(figures.Throughput),
            StatedPercentile.Text(times, 50),
            StatedPercentile.Text(times, 95),
            StatedPercentile.Text(times, 99),
            figures is not { Count: > 0 } ? StatedPercentile.NotStated : Figure.Percent(figures.ErrorRate.Value),
            VerdictText.Words(verdict),
        ];
        return RowPrefix + string.Join(Separator, fields.Select(field => field.Replace('│', '|')));
    }

    private static string Heading(LoadResult result)
    {
        var verdict = $"── {VerdictText.Mark(result.Verdict)} {VerdictText.Words(result.Verdict).ToUpperInvariant()} ── ";
        var name = PlainText.Cut(PlainText.OneLine(result.Name), MostColumns - verdict.Length - 3);
        return verdict + name + " " + new string('─', MostColumns - PlainText.Width(verdict) - PlainText.Width(name) - 1);
    }

    private static void AddTexts(List<string> lines, string label, params string[] texts)
    {
        var heading = label;
        foreach (var text in texts)
        {
            // A text that goes on in a second line is indented there, so that the next mark is seen.
            var first = true;
            foreach (var line in PlainText.Wrap(text, texts.Length == 1 ? TextWidth : TextWidth - 2))
            {
                lines.Add(Indent + PlainText.PadRight(heading, LabelWidth) + (first || texts.Length == 1 ? "" : "  ") + line);
                heading = "";
                first = false;
            }
        }
    }

    private static void AddFindings(List<string> lines, string label, LoadResult result, ValiditySeverity severity)
        => AddTexts(lines, label, [.. result.Validity.Findings.Where(finding => finding.Severity == severity).Select(finding => finding.ToString())]);

    private static void AddLatencies(List<string> lines, LoadResult result, Stall? stall)
    {
        if (result.Count == 0)
        {
            AddTexts(lines, "Latency", "Nothing was measured: no iteration ended.");
            return;
        }

        var table = new TextTable(ResultTables.LatencyHeadings) { Expendable = [5, 2, 9] };
        foreach (var row in ResultTables.Latencies(result, stall))
            table.Add(row);
        Add(lines, table);
        if (result.Succeeded == 0)
            AddTexts(lines, "", "No iteration succeeded, so there is no response time.");
    }

    private static void AddSteps(List<string> lines, LoadResult result)
    {
        if (result.Steps.Count == 0)
            return;
        var table = new TextTable(["step or request", .. ResultTables.StepHeadings[1..]]) { Expendable = [6, 3] };
        foreach (var row in ResultTables.Steps(result))
            table.Add(row);
        Add(lines, table, ResultTables.MoreSteps(result));
    }

    private static void AddResources(List<string> lines, LoadResult result)
    {
        var table = new TextTable(ResourceTables.Headings);
        var any = false;
        foreach (var row in ResourceTables.Notable(result))
        {
            table.Add(row);
            any = true;
        }

        if (any)
            Add(lines, table, result.Resources.Process ?? "");
    }

    private static void Add(List<string> lines, TextTable table, string below = "")
    {
        if (lines[^1].Length > 0)
            lines.Add("");
        lines.AddRange(table.Lines(MostColumns - Indent.Length).Select(line => Indent + line));
        if (below.Length > 0)
            lines.Add(Indent + below);
        lines.Add("");
    }

    private static IEnumerable<string> ErrorTexts(LoadResult result)
    {
        foreach (var error in result.Errors.Take(ResultTables.MostErrors))
            yield return $"{Figure.Count(error.Count)} × {error.Kind}{(error.Samples.Count == 0 ? "" : ": " + error.Samples[0])}";
        if (ResultTables.MoreErrors(result) is { Length: > 0 } more)
            yield return more;
    }

    private static void AddTimeLine(List<string> lines, LoadResult result)
    {
        // What is left at the end may be a few milliseconds long: its rate says nothing.
        TimeSlice[] slices = [.. result.TimeLine.Where(slice => slice.Length >= ShortestSlice)];
        if (slices.Length < 2)
            return;
        double[] p95 = [.. slices.Select(slice => slice.Succeeded == 0 ? double.NaN : slice.P95.Ticks * 100.0)];
        double[] rate = [.. slices.Select(slice => slice.Throughput)];
        if (slices.Where(slice => slice.Succeeded > 0).MaxBy(slice => slice.P95) is { } worst)
        {
            AddTexts(lines, "P95 by time", Sparkline.Draw(p95, SparklineWidth, values => values.Max())
                + $" up to {Figure.Duration(worst.P95)}, at {Figure.Duration(worst.Start)}{(p95.Any(double.IsNaN) ? $"; {Sparkline.Gap} none succeeded" : "")}");
        }

        AddTexts(lines, "Rate by time", Sparkline.Draw(rate, SparklineWidth, values => values.Average())
            + $" {Figure.Rate(rate.Min())} to {Figure.Rate(rate.Max())}");
        if (slices.FirstOrDefault(slice => slice.LostConnections > 0) is { } loss)
        {
            AddTexts(lines, "Connections", Sparkline.Draw([.. slices.Select(slice => (double)slice.LostConnections)], SparklineWidth, values => values.Sum())
                + $" lost: {Figure.Count(slices.Sum(slice => slice.LostConnections))} WebSockets, the first at {Figure.Duration(loss.Start)}");
        }
    }

    private static string[] InvalidRunProvesNothing(LoadResult result)
        => result.Validity.IsValid || result.Evaluations.Count == 0 ? [] : ["An invalid run proves none of them:"];

    /// <summary>Failed iterations that nothing has judged yet fail the test; a test may still assert them after this block is printed.</summary>
    private static string[] OpenQuestionOfErrors(LoadResult result)
        => result.Evaluations.Any(evaluation => evaluation.Expectation.Metric.JudgesErrors) || ExpectationEvaluator.JudgeUnexpectedErrors(result) is null
            ? []
            : [$"! No expectation speaks of errors: {Figure.Count(result.Failed)} failed {(result.Failed == 1 ? "iteration fails" : "iterations fail")} the test unless it asserts the error rate itself."];

    private static string Describe(Evaluation evaluation)
    {
        var requirement = evaluation.Expectation.Requirement is { } id ? $"[{id}] " : "";
        return $"{VerdictText.Mark(evaluation.Verdict)} {requirement}{evaluation.Message}";
    }
}
