using System.CommandLine;

namespace PerfAssert.Tool;

/// <summary><c>perfassert ab</c>: two versions of the code, measured in turns on the same machine at the same time.</summary>
internal static class AbCommand
{
    public static Command Create(ToolEnvironment environment)
    {
        var reference = new Option<string>("--base") { Description = "What to compare with: a branch, a tag or a commit; of a branch the commit at which this one left it", HelpName = "git ref", Required = true };
        var project = new Option<string[]>("--project") { Description = "Test projects, solutions or folders; the working directory by default", HelpName = "path", DefaultValueFactory = _ => [] };
        var filter = new Option<string?>("--filter") { Description = "Only tests whose full name contains this; or an expression as dotnet test --filter has it", HelpName = "name" };
        var slice = ToolOptions.Duration("--slice", "Length of a turn", PairingPlan.DefaultSlice, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(60));
        var maxTime = ToolOptions.Duration("--max-time", "The most load time for a test, both versions together, without confirming a regression", PairingPlan.DefaultMaxTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        var framework = new Option<string?>("--framework", "-f") { Description = "Target framework of projects that have several", HelpName = "name" };
        var configuration = ToolOptions.Configuration();
        var failOn = ToolOptions.FailOn();
        var markdown = ToolOptions.Flag("--markdown", "Write the outcome as Markdown, for a pull request or a job summary");
        var keep = ToolOptions.Flag("--keep", "Leave the base version's folder and the reports where they are");
        var command = new Command("ab", "Compares this version with another one: builds both, and has their load tests load the machine in turns. Nothing has to be recorded before, and what disturbs one version disturbs the other.")
        {
            reference, project, filter, slice, maxTime, framework, configuration, failOn, markdown, keep,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var comparison = new VersionComparison(
                environment,
                new VersionComparisonSettings(
                    parsed.GetValue(reference)!,
                    TestProjects.Find(environment, parsed.GetValue(project) ?? []),
                    LoadTestProcess.Filter(parsed.GetValue(filter)),
                    new PairingPlan(parsed.GetValue(slice) ?? PairingPlan.DefaultSlice, parsed.GetValue(maxTime) ?? PairingPlan.DefaultMaxTime),
                    parsed.GetValue(configuration)!,
                    parsed.GetValue(framework),
                    parsed.GetValue(keep)));
            return RunAsync(environment, comparison, parsed.GetValue(failOn) ?? ToolOptions.FailOnByDefault, parsed.GetValue(markdown), cancellationToken);
        });
        return command.WithHelp(
            [
                ("1", "a test regressed in both of two independent rounds, or has another verdict that --fail-on names"),
                ("3", "no test could be judged: none is in both versions, or every run is invalid"),
            ],
            ("perfassert ab --base origin/main", "the check of a pull request: this working tree against the commit at which it left main"),
            ("perfassert ab --base HEAD", "what is not committed yet against what is"),
            ("perfassert ab --base v1.2.0 --project tests/Shop.Tests --filter OrdersPerf --max-time 2m", "some tests of one project against a release, for longer"));
    }

    private static async Task<int> RunAsync(ToolEnvironment environment, VersionComparison versions, IReadOnlyCollection<RegressionVerdict> failOn, bool markdown, CancellationToken cancellationToken)
    {
        var outcome = await versions.RunAsync(cancellationToken);
        var terminal = environment.Terminal;
        var bullet = markdown ? "- " : "";
        var table = ComparisonReport.Table(outcome.Comparisons, "Base", "Changed");
        terminal.Line();
        if (table.Count > 0 && markdown)
        {
            foreach (var line in table.Markdown())
                terminal.Line(line);
            terminal.Line();
        }
        else if (table.Count > 0)
        {
            terminal.Table(table);
        }

        foreach (var comparison in outcome.Comparisons)
            terminal.Line(bullet + ComparisonReport.Line(comparison), VerdictTone.Of(comparison.Verdict));
        foreach (var test in outcome.OnlyBase)
            terminal.Line($"{bullet}Only in the base version: {test}");
        foreach (var test in outcome.OnlyChanged)
            terminal.Line($"{bullet}Only in the changed version: {test}");
        foreach (var failure in outcome.Failures)
            terminal.Error($"not judged: {failure}");
        return CodeOf(outcome, failOn);
    }

    private static int CodeOf(VersionOutcome outcome, IReadOnlyCollection<RegressionVerdict> failOn)
    {
        if (outcome.Comparisons.Any(comparison => failOn.Contains(comparison.Verdict)))
            return ExitCode.Regression;
        if (outcome.Failures.Count > 0)
            return ExitCode.Error;
        return outcome.Comparisons.All(comparison => comparison.Verdict is RegressionVerdict.InvalidRun or RegressionVerdict.NoBaseline) ? ExitCode.NothingJudged : ExitCode.Fine;
    }
}
