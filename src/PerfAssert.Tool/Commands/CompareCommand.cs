using System.CommandLine;

namespace PerfAssert.Tool;

/// <summary><c>perfassert compare</c>: two results, or two folders of them, beside each other.</summary>
internal static class CompareCommand
{
    public static Command Create(ToolEnvironment environment)
    {
        var first = new Argument<string>("A") { Description = "What to compare with: a results.json, a measurement.json, a report folder, or a folder of many (several runs of a test tell its spread)" };
        var second = new Argument<string>("B") { Description = "What to judge: the same; of several runs of a test the last" };
        var markdown = ToolOptions.Flag("--markdown", "Write Markdown, for a pull request or a job summary");
        var json = ToolOptions.Flag("--json", "Write JSON, for programs");
        var failOn = ToolOptions.FailOn();
        var command = new Command("compare", "Compares two results, or all tests of two folders: with a verdict where both have a measurement.json, else figure by figure.")
        {
            first, second, markdown, json, failOn,
        };
        command.SetAction(parsed =>
        {
            var a = ComparedRun.Read(environment, parsed.GetValue(first)!);
            var b = ComparedRun.Read(environment, parsed.GetValue(second)!);
            var pairs = Pair(a, b);
            if (parsed.GetValue(json))
                environment.Terminal.Line(Json(pairs, a, b));
            else
                Write(environment.Terminal, pairs, a, b, parsed.GetValue(markdown));
            return CodeOf(pairs, parsed.GetValue(failOn) ?? ToolOptions.FailOnByDefault);
        });
        return command.WithHelp(
            [("1", "a test regressed, or has another verdict that --fail-on names"), ("3", "no test is on both sides, or no verdict was possible for any because their runs are invalid")],
            ("perfassert compare before/perf-results after/perf-results", "every test that is in both folders"),
            ("perfassert compare a/results.json b/results.json", "two runs, whatever the tests are called"),
            ("perfassert compare main pr --markdown >> \"$GITHUB_STEP_SUMMARY\"", "as a table in the job summary"));
    }

    /// <summary>By name; where each side has one test only, these two whatever they are called.</summary>
    private static List<TestPair> Pair(IReadOnlyList<ComparedRun> a, IReadOnlyList<ComparedRun> b)
        => a.Count == 1 && b.Count == 1
            ? [TestPair.Of(a[0], b[0])]
            : [.. a.Join(b, run => run.Test, run => run.Test, TestPair.Of, StringComparer.Ordinal)];

    private static int CodeOf(IReadOnlyList<TestPair> pairs, IReadOnlyCollection<RegressionVerdict> failOn)
    {
        if (pairs.Any(pair => pair.Comparison is { } comparison && failOn.Contains(comparison.Verdict)))
            return ExitCode.Regression;
        return pairs.All(pair => pair.Comparison?.Verdict is RegressionVerdict.InvalidRun or RegressionVerdict.NoBaseline) ? ExitCode.NothingJudged : ExitCode.Fine;
    }

    private static void Write(Terminal terminal, List<TestPair> pairs, IReadOnlyList<ComparedRun> a, IReadOnlyList<ComparedRun> b, bool markdown)
    {
        BaselineComparison[] judged = [.. pairs.Select(pair => pair.Comparison).OfType<BaselineComparison>()];
        TestPair[] plain = [.. pairs.Where(pair => pair.Comparison is null)];
        var bullet = markdown ? "- " : "";
        if (judged.Length > 0)
        {
            var table = ComparisonReport.Table(judged, "A", "B");
            if (table.Count > 0)
                Table(terminal, table, markdown);
            foreach (var comparison in judged)
                terminal.Line(bullet + ComparisonReport.Line(comparison), VerdictTone.Of(comparison.Verdict));
        }

        if (plain.Length > 0)
        {
            if (judged.Length > 0)
                terminal.Line();
            Table(terminal, FigureComparison.Table(plain), markdown);
            terminal.Line($"{bullet}No verdict without a measurement.json on both sides: the figures are of single runs, and two runs of the same code differ too.", Tone.Faint);
        }

        foreach (var line in Unmatched(pairs, a, b))
            terminal.Line(bullet + line);
    }

    private static void Table(Terminal terminal, FigureTable table, bool markdown)
    {
        if (!markdown)
        {
            terminal.Table(table);
            return;
        }

        foreach (var line in table.Markdown())
            terminal.Line(line);
        terminal.Line();
    }

    private static IEnumerable<string> Unmatched(List<TestPair> pairs, IReadOnlyList<ComparedRun> a, IReadOnlyList<ComparedRun> b)
    {
        foreach (var pair in pairs.Where(pair => pair.A.Test != pair.B.Test))
            yield return $"A is {pair.A.Test}, B is {pair.B.Test}.";
        foreach (var run in a.Where(run => pairs.All(pair => pair.A != run)))
            yield return $"Only in A: {run.Test}";
        foreach (var run in b.Where(run => pairs.All(pair => pair.B != run)))
            yield return $"Only in B: {run.Test}";
    }

    private static string Json(List<TestPair> pairs, IReadOnlyList<ComparedRun> a, IReadOnlyList<ComparedRun> b) => ToolJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("tests");
        foreach (var pair in pairs)
        {
            json.WriteStartObject();
            if (pair.Comparison is { } comparison)
            {
                ComparisonReport.WriteJson(json, comparison);
            }
            else
            {
                json.WriteString("test", pair.Test);
                json.WriteNull("verdict");
                json.WriteStartArray("figures");
                foreach (var (name, before, after) in FigureComparison.Values(pair))
                {
                    json.WriteStartObject();
                    json.WriteString("figure", name);
                    json.Number("a", before);
                    json.Number("b", after);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("onlyInA");
        foreach (var run in a.Where(run => pairs.All(pair => pair.A != run)))
            json.WriteStringValue(run.Test);
        json.WriteEndArray();
        json.WriteStartArray("onlyInB");
        foreach (var run in b.Where(run => pairs.All(pair => pair.B != run)))
            json.WriteStringValue(run.Test);
        json.WriteEndArray();
        json.WriteEndObject();
    });
}
