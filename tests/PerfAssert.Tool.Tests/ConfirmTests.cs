using PerfAssert.Tests.Baselines;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tool.Tests;

public sealed class ConfirmTests : IDisposable
{
    private static readonly SimulatedProgram Program = new() { BetweenRuns = 0.01 };

    private readonly TemporaryFolder folder = new();
    private readonly string assembly;
    private readonly string verified;

    public ConfirmTests()
    {
        assembly = Path.Combine(folder.Path, "bin", "Shop.Tests.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(assembly)!);
        File.WriteAllText(assembly, "");
        verified = Path.Combine(folder.Path, "Shop.Search.verified.json");
        new BaselineStore(verified) { Variable = _ => null }.UpdateVerified(_ => Enumerable.Range(0, 5).Aggregate(
            (BaselineDocument?)null, (document, run) => BaselineEdit.Append(document, PastRuns.Measurement("Shop.Search", PastRuns.Start.AddDays(-run), Program, run)))!);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_both_runs_find_is_a_regression()
    {
        Compared(Program.Slower(1.4));
        var dotnet = Measuring(Program.Slower(1.4));
        var run = await ConfirmAsync(dotnet, "confirm");
        Assert.Equal(ExitCode.Regression, run.Code);
        ToolSnapshot.Compare("confirm", run);

        var request = Assert.Single(dotnet.Requests);
        Assert.Equal(["vstest", assembly, "--TestCaseFilter:FullyQualifiedName=Shop.Tests.Shop.Search"], request.Arguments.Take(3));
        Assert.Equal("measure", request.Variables["PERFASSERT_BASELINE"]);
        Assert.Equal("Shop.Search", request.Variables["PERFASSERT_ONLY"]);
        Assert.False(Directory.Exists(request.Variables["PERFASSERT_OUTPUT"]), "The reports of the second run are to go with the tool.");
    }

    [Fact]
    public async Task What_only_the_first_run_finds_is_none()
    {
        Compared(Program.Slower(1.4));
        var run = await ConfirmAsync(Measuring(Program), "confirm");
        Assert.Equal(ExitCode.Fine, run.Code);
        Assert.Contains("INCONCLUSIVE  Shop.Search: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("not confirmed by a second", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_that_proves_nothing_confirms_nothing()
    {
        Compared(Program.Slower(1.4));
        var run = await ConfirmAsync(Measuring(Program.Slower(1.4), valid: false), "confirm");
        Assert.Equal(ExitCode.Fine, run.Code);
        Assert.Contains("the run in a fresh process is invalid: Others used 80% of the CPU.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_that_cannot_be_made_says_why()
    {
        Compared(Program.Slower(1.4));
        var run = await ConfirmAsync(new FakeDotnet(_ => new ProcessOutcome(1, "no connection to localhost:5432", "")), "confirm");
        Assert.Contains("the fresh process ended with code 1 without a measurement", run.Output, StringComparison.Ordinal);
        Assert.Contains("no connection to localhost:5432", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_last_run_of_a_test_counts()
    {
        Compared(Program.Slower(1.4));
        Compared(Program, RegressionVerdict.Passed, hour: 2);
        var run = await ConfirmAsync(Measuring(Program), "confirm");
        Assert.Equal((ExitCode.Fine, "Nothing to confirm: none of 1 load test regressed in its last run.\n"), (run.Code, run.Output));
    }

    [Fact]
    public async Task What_the_test_run_has_confirmed_itself_is_not_run_again()
    {
        Compared(Program.Slower(1.4), confirmed: true);
        var dotnet = Measuring(Program);
        var run = await ConfirmAsync(dotnet, "confirm");
        Assert.Equal((ExitCode.Regression, "REGRESSED  Shop.Search: P95 up (confirmed by the test run itself)\n"), (run.Code, run.Output));
        Assert.Empty(dotnet.Requests);
    }

    [Fact]
    public async Task A_named_project_runs_in_place_of_the_assembly_of_the_reports()
    {
        Compared(Program.Slower(1.4), elsewhere: true);
        var project = Path.Combine(folder.Path, "Shop.Tests.csproj");
        await File.WriteAllTextAsync(project, "<Project />");
        var measuring = Measuring(Program.Slower(1.4));
        var dotnet = new FakeDotnet(request => request.Arguments[0] == "msbuild"
            ? new ProcessOutcome(0, $$"""{ "Properties": { "TargetPath": "{{assembly}}", "TargetFrameworks": "" } }""", "")
            : measuring.RunAsync(request, default).Result);
        var without = await ConfirmAsync(dotnet, "confirm");
        Assert.Equal(ExitCode.Error, without.Code);
        Assert.Equal(
            "perfassert: Shop.Search: its assembly /elsewhere/Shop.Tests.dll is not there; build it again, or name its project: perfassert confirm --project /elsewhere/Shop.Tests.csproj\n",
            without.Errors);
        Assert.Equal(ExitCode.Regression, (await ConfirmAsync(dotnet, "confirm", "--project", "Shop.Tests.csproj")).Code);
    }

    [Fact]
    public async Task Without_a_comparison_there_is_nothing_to_judge()
    {
        PastRuns.Write(folder.Path, "Shop.Search", PastRuns.Start, 40);
        var run = await ConfirmAsync(Measuring(Program), "confirm");
        Assert.Equal(ExitCode.NothingJudged, run.Code);
        Assert.StartsWith("perfassert: no load test below the working directory has been compared with a baseline; [MatchBaseline]", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_baseline_that_is_gone_is_an_error()
    {
        Compared(Program.Slower(1.4));
        File.Delete(verified);
        var run = await ConfirmAsync(Measuring(Program), "confirm");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.StartsWith("perfassert: Shop.Search: the baseline <folder>/Shop.Search.verified.json that it was compared with is not there", run.Errors, StringComparison.Ordinal);
    }

    private Task<ToolRun> ConfirmAsync(FakeDotnet dotnet, params string[] args) => ToolRun.OfAsync(folder.Path, dotnet, new Dictionary<string, string>(), args);

    /// <summary>The report folder of a run that was compared with its baseline.</summary>
    private void Compared(SimulatedProgram program, RegressionVerdict verdict = RegressionVerdict.Regressed, bool? confirmed = null, int hour = 1, bool elsewhere = false)
    {
        var report = PastRuns.WriteMeasured(Path.Combine(folder.Path, "perf-results"), "Shop.Search", PastRuns.Start.AddHours(hour), program, 50 + hour, verified);
        new VerdictFile(
            "Shop.Search",
            "Shop.Tests.Shop.Search",
            elsewhere ? "/elsewhere/Shop.Tests.dll" : assembly,
            elsewhere ? "/elsewhere/Shop.Tests.csproj" : null,
            verdict,
            verdict == RegressionVerdict.Regressed,
            confirmed,
            "P95 up",
            null,
            verified,
            "",
            []).Write(report);
    }

    private static FakeDotnet Measuring(SimulatedProgram program, bool valid = true) => new(request =>
    {
        PastRuns.WriteMeasured(request.Variables["PERFASSERT_OUTPUT"]!, "Shop.Search", PastRuns.Start.AddDays(1), program, 70, valid: valid);
        return FakeDotnet.Fine;
    });
}
