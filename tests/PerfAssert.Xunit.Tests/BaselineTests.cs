using System.Diagnostics;
using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;

namespace PerfAssert.Xunit.Tests;

/// <summary>Comparisons with baselines as a runner sees them. Alone, because the environment holds for the whole process.</summary>
[Collection(nameof(BaselineTests))]
[CollectionDefinition(nameof(BaselineTests), DisableParallelization = true)]
public sealed class BaselineTests : IDisposable
{
    private static readonly string[] Variables =
    [
        SourceFolder.ProjectVariable, ReportFolder.Variable, BaselineEnvironment.ModeVariable, BaselineEnvironment.OnlyVariable, BaselineEnvironment.FailOnVariable,
        Baselines.BytesVariable, "CI", "TF_BUILD",
    ];

    private readonly Dictionary<string, string?> before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);
    private readonly string project = Directory.CreateTempSubdirectory("perfassert-").FullName;

    public BaselineTests()
    {
        foreach (var name in Variables)
            Environment.SetEnvironmentVariable(name, null);
        Environment.SetEnvironmentVariable(SourceFolder.ProjectVariable, project);
    }

    /// <summary>The fixtures are a library; with the files of this test assembly they run in a test host of their own, configured as this one is.</summary>
    private static void LetFixturesRunAlone()
    {
        foreach (var file in new[] { "deps.json", "runtimeconfig.json" })
        {
            File.Copy(
                Path.Combine(AppContext.BaseDirectory, $"{typeof(BaselineTests).Assembly.GetName().Name}.{file}"),
                Path.Combine(AppContext.BaseDirectory, $"{typeof(Baselines).Assembly.GetName().Name}.{file}"),
                overwrite: true);
        }
    }

    private IEnumerable<string?> Files => Directory.GetFiles(project).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    public void Dispose()
    {
        Baselines.MoreBytesHere = 0;
        foreach (var (name, value) in before)
            Environment.SetEnvironmentVariable(name, value);
        Directory.Delete(project, recursive: true);
    }

    [Fact]
    public async Task A_first_run_passes_and_says_what_to_do()
    {
        var result = (await InnerRun.OfAsync(typeof(Baselines), nameof(Baselines.Allocates))).Single;

        Assert.Equal("passed", result.Outcome);
        Assert.Equal(["Baselines.Allocates.received.json"], Files);
        Assert.Contains("Baseline: NO BASELINE, no baseline has been accepted yet", result.Output);
        Assert.Contains("perfassert accept", result.Output);
    }

    [Fact]
    public async Task Expectations_and_baseline_are_reported_together()
    {
        var result = (await InnerRun.OfAsync(typeof(Baselines), nameof(Baselines.Fails_twice))).Single;

        Assert.Equal("failed", result.Outcome);
        Assert.StartsWith("Expected number of successes of Baselines.Fails_twice to be below 1, but it was ", result.Message);
        Assert.Contains("\n\nBaseline: NO BASELINE, ", result.Message);
    }

    [Fact]
    public async Task A_hopeless_run_fails_early_says_so_first_and_leaves_nothing_to_accept()
    {
        var result = (await InnerRun.OfAsync(typeof(Baselines), nameof(Baselines.Becomes_hopeless))).Single;

        Assert.Equal("failed", result.Outcome);
        Assert.Matches(@"^Ended after [\d.]+ s of 60 s: ""errors == 0"" could no longer hold\. The number of errors was [\d,]+ already, which nothing to come could undo\.\n"
            + "Expected number of errors of Baselines.Becomes_hopeless to be exactly 0, but it was [\\d,]+ .*Requirement 4.1.", result.Message);
        Assert.Contains("Ended early", result.Output);
        Assert.Contains("Baseline: INCONCLUSIVE, not compared: the load was ended early", result.Output);
        Assert.Empty(Files);
    }

    [Fact]
    public async Task Rows_and_runs_have_files_of_their_own()
    {
        var rows = await InnerRun.OfAsync(typeof(Baselines), nameof(Baselines.Rows));
        var runs = await InnerRun.OfAsync(typeof(Baselines), nameof(Baselines.Several_runs));

        Assert.All(rows.Results.Concat(runs.Results), result => Assert.Equal("passed", result.Outcome));
        Assert.Collection(
            Files,
            file => Assert.Matches("^Baselines\\.Rows\\(row_a_b_\\)~[0-9a-f]{8}\\.received\\.json$", file),
            file => Assert.Matches("^Baselines\\.Rows\\(row_c_\\)~[0-9a-f]{8}\\.received\\.json$", file),
            file => Assert.Equal("Baselines.Several_runs.2.received.json", file),
            file => Assert.Equal("Baselines.Several_runs.other.received.json", file),
            file => Assert.Equal("Baselines.Several_runs.received.json", file));
    }

    [Fact]
    public async Task One_test_can_be_run_alone()
    {
        Environment.SetEnvironmentVariable(BaselineEnvironment.OnlyVariable, "Baselines.Rows(row: \"c\")");

        var run = await InnerRun.OfAsync(typeof(Baselines), nameof(Baselines.Rows));

        Assert.Equal(["passed", "skipped"], run.Results.OrderBy(result => result.Outcome).Select(result => result.Outcome));
        Assert.Equal("Only Baselines.Rows(row: \"c\") is run: PERFASSERT_ONLY is set.", run["(row: \"a/b\")"].Message);
        Environment.SetEnvironmentVariable(BaselineEnvironment.OnlyVariable, "Baselines.Several_runs.other");
        Assert.Equal("passed", (await InnerRun.OfAsync(typeof(Baselines), nameof(Baselines.Several_runs))).Single.Outcome);
    }

    [Fact]
    public async Task A_regression_fails_when_a_fresh_process_sees_it_too_and_not_when_only_this_one_does()
    {
        LetFixturesRunAlone();
        Environment.SetEnvironmentVariable(Baselines.BytesVariable, "50000");
        Environment.SetEnvironmentVariable(BaselineEnvironment.ModeVariable, "accept");
        var accepted = (await InnerRun.OfAsync(typeof(Baselines), nameof(Baselines.Allocates))).Single;
        Assert.True(File.Exists(Path.Combine(project, "Baselines.Allocates.verified.json")), accepted.Message + accepted.Output);
        Environment.SetEnvironmentVariable(BaselineEnvironment.ModeVariable, null);

        Baselines.MoreBytesHere = 50_000;
        var here = (await InnerRun.OfAsync(typeof(Baselines), nameof(Baselines.Allocates))).Single;
        Assert.True(here.Output.Contains("not confirmed by a second", StringComparison.Ordinal), here.Output);
        Assert.Equal("passed", here.Outcome);

        Baselines.MoreBytesHere = 0;
        Environment.SetEnvironmentVariable(Baselines.BytesVariable, "100000");
        var everywhere = (await InnerRun.OfAsync(typeof(Baselines), nameof(Baselines.Allocates))).Single;
        Assert.Equal("failed", everywhere.Outcome);
        Assert.StartsWith("Baseline: REGRESSED, ", everywhere.Message);
        Assert.Contains("Second run    agrees: ", everywhere.Message);
        Assert.Equal(["Baselines.Allocates.received.json", "Baselines.Allocates.verified.json"], Files);
    }

    [Fact]
    public async Task Two_processes_that_accept_at_once_lose_no_run()
    {
        LetFixturesRunAlone();

        await Task.WhenAll(AcceptAsync(), AcceptAsync());

        Assert.Equal(3, Files.Count());
        Assert.All(Files, file => Assert.Equal(2, new BaselineStore(Path.Combine(project, file!)).ReadVerified()!.Environments.Single().Runs.Count));

        static async Task AcceptAsync()
        {
            var test = new TestIdentity("Baselines.Several_runs", $"{typeof(Baselines).FullName}.{nameof(Baselines.Several_runs)}", typeof(Baselines).Assembly.Location, "");
            var reports = Directory.CreateTempSubdirectory("perfassert-");
            try
            {
                var start = FreshProcess.Describe(DotnetHost.Find()!, test, reports.FullName);
                start.Environment[BaselineEnvironment.ModeVariable] = "accept";
                using var process = Process.Start(start)!;
                process.StandardInput.Close();
                var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
                await process.WaitForExitAsync();
                Assert.True(process.ExitCode == 0, await output + await error);
            }
            finally
            {
                reports.Delete(recursive: true);
            }
        }
    }

    [Fact]
    public void A_time_out_during_the_confirmation_says_what_did_not_fit()
    {
        var session = new LoadSession();
        var declaration = DeclarationReader.Read(typeof(Baselines), typeof(Baselines).GetMethod(nameof(Baselines.Allocates))!);
        var body = new LoadTestBody(declaration, [], session);
        Assert.Equal("Nothing was measured until then.", body.Measured());

        using (session.Confirm())
        {
            Assert.Equal(
                "Nothing was measured until then. It had regressed against its baseline, and its confirmation in a fresh process did not fit into the time-out: "
                + "raise Timeout to more than twice the length of the run and half a minute, or set Confirm = false.",
                body.Measured());
        }

        Assert.Equal("Nothing was measured until then.", body.Measured());
    }

    [Fact]
    public void The_attribute_asks_for_what_the_method_asks_for()
    {
        var (attribute, method) = (new MatchBaselineAttribute().ToSettings(), new BaselineSettings());

        Assert.Equal((method.Confirm, string.Join(' ', method.FailOn)), (attribute.Confirm, string.Join(' ', attribute.FailOn)));
    }
}
