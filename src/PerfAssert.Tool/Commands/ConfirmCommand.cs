using System.CommandLine;

namespace PerfAssert.Tool;

/// <summary><c>perfassert confirm</c>: runs what regressed again in a fresh process.</summary>
internal static class ConfirmCommand
{
    public static Command Create(ToolEnvironment environment)
    {
        var folder = ToolOptions.Folder("Where to look for the report folders of the last run, at any depth; the working directory by default");
        var project = new Option<string[]>("--project") { Description = "Built test projects to run, where they are not at the place that the reports name", HelpName = "path", DefaultValueFactory = _ => [] };
        var configuration = ToolOptions.Configuration();
        var framework = new Option<string?>("--framework", "-f") { Description = "Target framework of projects that have several", HelpName = "name" };
        var command = new Command("confirm", "Runs the load tests that regressed in their last run again, each in a fresh process: only what both runs find is a regression. dotnet test does so by itself, unless PERFASSERT_CONFIRM=0 leaves it to this command.")
        {
            folder, project, configuration, framework,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = ReportFolders.Existing(environment, parsed.GetValue(folder));
            var projects = parsed.GetValue(project) is { Length: > 0 } named ? TestProjects.Find(environment, named) : [];
            return ConfirmAsync(environment, path, projects, parsed.GetValue(configuration)!, parsed.GetValue(framework), cancellationToken);
        });
        return command.WithHelp(
            [("1", "a regression was found by both runs"), ("3", "no load test has been compared with a baseline there")],
            ("perfassert confirm", "the regressions of the last run of each test below the working directory"),
            ("perfassert confirm artifacts/perf-results --project tests/Shop.Tests", "reports from elsewhere, with the tests as they are built here"));
    }

    private static async Task<int> ConfirmAsync(
        ToolEnvironment environment, string path, IReadOnlyList<string> projects, string configuration, string? framework, CancellationToken cancellationToken)
    {
        var terminal = environment.Terminal;
        var verdicts = PastVerdict.ReadAll(path);
        if (verdicts.Count == 0)
        {
            terminal.Error($"no load test below {environment.Shown(path)} has been compared with a baseline; [MatchBaseline] or ShouldMatchBaselineAsync() compares, and leaves {VerdictFile.FileName} in the report folder");
            return ExitCode.NothingJudged;
        }

        var regressed = verdicts.Where(verdict => verdict.Verdict.Verdict == RegressionVerdict.Regressed).ToList();
        if (regressed.Count == 0)
        {
            terminal.Line($"Nothing to confirm: none of {ShownFigure.Of(verdicts.Count, "load test")} regressed in its last run.");
            return ExitCode.Fine;
        }

        using var scratch = new ScratchFolder("confirm");
        var confirmation = new RegressionConfirmation(environment, await AssembliesAsync(environment, projects, configuration, framework, cancellationToken), scratch.Path);
        var comparisons = new List<BaselineComparison>();
        var known = 0;
        foreach (var past in regressed)
        {
            if (past.Verdict.Confirmed == true)
            {
                terminal.Line($"REGRESSED  {past.Verdict.Test}: {past.Verdict.Reason} (confirmed by the test run itself)", Tone.Bad);
                known++;
                continue;
            }

            terminal.Line($"running {past.Verdict.Test} again in a fresh process");
            comparisons.Add(await confirmation.ConfirmAsync(past, cancellationToken));
        }

        var table = ComparisonReport.Table(comparisons, "Baseline", "First run");
        if (table.Count > 0)
            terminal.Table(table);
        foreach (var comparison in comparisons)
            terminal.Line(ComparisonReport.Line(comparison), VerdictTone.Of(comparison.Verdict));
        return known > 0 || comparisons.Any(comparison => comparison.Verdict == RegressionVerdict.Regressed) ? ExitCode.Regression : ExitCode.Fine;
    }

    private static async Task<IReadOnlyDictionary<string, string>> AssembliesAsync(
        ToolEnvironment environment, IReadOnlyList<string> projects, string configuration, string? framework, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var assemblies = new TestAssembly(environment);
        foreach (var project in projects)
        {
            var path = await assemblies.PathAsync(project, configuration, framework, cancellationToken);
            found[Path.GetFileName(path)] = path;
        }

        return found;
    }
}
