using System.CommandLine;
using System.Text.Json;

namespace PerfAssert.Tool;

/// <summary><c>perfassert summary</c>: past runs, their trend and their changes of level.</summary>
internal static class SummaryCommand
{
    private const int SparklineWidth = 24;

    public static Command Create(ToolEnvironment environment)
    {
        var folder = ToolOptions.Folder("Where to look for report folders, at any depth; the working directory by default");
        var test = new Option<string?>("--test") { Description = "Only tests whose name contains this", HelpName = "name" };
        var markdown = ToolOptions.Flag("--markdown", "Write Markdown, for a job summary or a wiki");
        var json = ToolOptions.Flag("--json", "Write JSON, for programs");
        var command = new Command("summary", "Shows past runs: their figures, their trend, and where they took another level.") { folder, test, markdown, json };
        command.SetAction(parsed =>
        {
            var path = ReportFolders.Existing(environment, parsed.GetValue(folder));
            var terminal = environment.Terminal;
            var runs = PastRun.ReadAll(path, problem => terminal.Error(problem));
            var name = parsed.GetValue(test);
            var histories = TestHistory.Of(runs.Where(run => name is null || run.Test.Contains(name, StringComparison.OrdinalIgnoreCase)));
            if (parsed.GetValue(json))
                terminal.Line(Json(histories));
            else if (histories.Count == 0)
                terminal.Line(NothingFound(environment, path, name, runs.Count));
            else if (parsed.GetValue(markdown))
                Markdown(histories, line => terminal.Line(line));
            else
                Text(histories, terminal);
            return ExitCode.Fine;
        });
        return command.WithHelp(
            [],
            ("perfassert summary", "everything below the working directory"),
            ("perfassert summary artifacts/perf-results --test Search", "the history of the tests whose name contains Search"),
            ("perfassert summary --markdown >> \"$GITHUB_STEP_SUMMARY\"", "into the job summary of a build"));
    }

    private static string NothingFound(ToolEnvironment environment, string path, string? name, int runs)
        => runs == 0
            ? $"No report folders below {environment.Shown(path)}. Load tests write them to perf-results beside the test assembly, or where PERFASSERT_OUTPUT points."
            : $"None of the {ShownFigure.Of(runs, "run")} below {environment.Shown(path)} is of a test whose name contains {name}.";

    private static void Text(IReadOnlyList<TestHistory> histories, Terminal terminal)
    {
        var table = Table(histories);
        terminal.Table(table);
        foreach (var line in ChangeLines(histories))
            terminal.Line(line.Text, line.Tone);
    }

    private static void Markdown(IReadOnlyList<TestHistory> histories, Action<string> write)
    {
        foreach (var line in Table(histories).Markdown())
            write(line);
        var changes = ChangeLines(histories).Select(line => line.Text.Trim()).Where(line => line.Length > 0).ToArray();
        if (changes.Length == 0)
            return;
        write("");
        foreach (var line in changes)
            write($"- {line}");
    }

    private static FigureTable Table(IReadOnlyList<TestHistory> histories)
    {
        var table = new FigureTable("<Test", "Runs", "P95 last", "P95 median", "P50 median", "Cost median", "<P95 over time", "<Trend", "<Last run (UTC)", "<Commit") { Expendable = [9, 3, 4, 5, 6, 8] };
        foreach (var history in histories)
        {
            table.Add(
                history.Last is null ? Tone.Faint : history.Trend.Change > 0 ? Tone.Warning : Tone.Plain,
                history.Test,
                history.Runs.Count.ToString(System.Globalization.CultureInfo.InvariantCulture) + (history.LeftOut > 0 ? $" (+{history.LeftOut})" : ""),
                ShownFigure.Milliseconds(history.Last?.P95 ?? double.NaN),
                ShownFigure.Milliseconds(history.Median(run => run.P95)),
                ShownFigure.Milliseconds(history.Median(run => run.P50)),
                ShownFigure.Milliseconds(history.Median(run => run.Cost)),
                Sparkline.Draw([.. history.Runs.Select(run => run.P95)], SparklineWidth, SampleMedian.Of),
                TrendText(history),
                history.Last is { } last ? ShownFigure.Time(last.StartedAt) : ShownFigure.None,
                history.Last?.Commit ?? ShownFigure.None);
        }

        return table;
    }

    private static string TrendText(TestHistory history)
        => history.TrendRuns < Trend.Fewest ? ShownFigure.None : history.Trend.Change == 0 ? "steady" : $"{ShownFigure.Change(history.Trend.Change)} over {history.TrendRuns} runs";

    private static IEnumerable<(string Text, Tone Tone)> ChangeLines(IReadOnlyList<TestHistory> histories)
    {
        foreach (var history in histories)
        {
            foreach (var change in history.Changes)
            {
                yield return (
                    $"{history.Test}: {change.Figure} {ShownFigure.Milliseconds(change.Before)} → {ShownFigure.Milliseconds(change.After)} ({ShownFigure.Change(change.Change)}) since {ShownFigure.Time(change.Run.StartedAt)}"
                        + (change.Run.Commit is { } commit ? $", commit {commit}" : ""),
                    change.Change > 0 ? Tone.Bad : Tone.Good);
            }
        }

        if (histories.Any(history => history.LeftOut > 0))
            yield return ("(+n): runs that are left out, because they have not ended or their measurement cannot be trusted.", Tone.Faint);
    }

    private static string Json(IReadOnlyList<TestHistory> histories) => ToolJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("tests");
        foreach (var history in histories)
        {
            json.WriteStartObject();
            json.WriteString("test", history.Test);
            json.WriteNumber("leftOut", history.LeftOut);
            json.Number("trendRatio", history.Trend.Change);
            json.WriteStartArray("runs");
            foreach (var run in history.Runs)
                WriteRun(json, run);
            json.WriteEndArray();
            json.WriteStartArray("changes");
            foreach (var change in history.Changes)
            {
                json.WriteStartObject();
                json.WriteString("figure", change.Figure);
                json.Time("since", change.Run.StartedAt);
                json.WriteString("commit", change.Run.Commit);
                json.Number("beforeMs", change.Before);
                json.Number("afterMs", change.After);
                json.Number("changeRatio", change.Change);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteRun(Utf8JsonWriter json, PastRun run)
    {
        json.WriteStartObject();
        json.Time("startedAt", run.StartedAt);
        json.WriteString("commit", run.Commit);
        json.WriteNumber("count", run.Count);
        json.Number("p50Ms", run.P50);
        json.Number("p95Ms", run.P95);
        json.Number("p99Ms", run.P99);
        json.Number("cpuPerIterationMs", run.Cost);
        json.Number("throughputPerSecond", run.Throughput);
        json.Number("errorRatio", run.ErrorRatio);
        json.WriteString("folder", Path.GetFileName(run.Path));
        json.WriteEndObject();
    }
}
