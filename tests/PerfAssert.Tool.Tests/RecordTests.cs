using PerfAssert.Tests.Baselines;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tool.Tests;

public sealed class RecordTests : IDisposable
{
    private static readonly SimulatedProgram Program = new();

    private readonly TemporaryFolder folder = new();
    private readonly string project;
    private int runs;

    public RecordTests()
    {
        project = Path.Combine(folder.Path, "Shop.Tests", "Shop.Tests.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        File.WriteAllText(project, "<Project><PackageReference Include=\"Microsoft.NET.Test.Sdk\" /><PackageReference Include=\"PerfAssert.Xunit\" /></Project>");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Builds_once_and_measures_each_run_in_a_process_of_its_own()
    {
        var dotnet = new FakeDotnet(Measuring("OrdersPerf.Search", "OrdersPerf.Checkout"));
        var run = await RecordAsync(dotnet, "record", "--runs", "3");
        ToolSnapshot.Compare("record", run);
        Assert.Equal(["build", "test", "test", "test"], dotnet.Requests.Select(request => request.Arguments[0]));
        Assert.Equal(
            ["dotnet", "test", project, "-c", "Release", "--no-build", "--nologo", "--filter", "Category=Load"],
            dotnet.Requests[1].Arguments.Prepend(dotnet.Requests[1].Program));
        Assert.All(dotnet.Requests.Skip(1), request => Assert.Equal("measure", request.Variables["PERFASSERT_BASELINE"]));
        Assert.Equal(3, dotnet.Requests.Skip(1).Select(request => request.Variables["PERFASSERT_OUTPUT"]).Distinct().Count());
        Assert.All(dotnet.Requests.Skip(1), request => Assert.False(Directory.Exists(request.Variables["PERFASSERT_OUTPUT"]), "The reports of the runs are to go with the tool."));

        var store = new BaselineStore(Verified("OrdersPerf.Search")) { Variable = _ => null };
        Assert.Equal(3, Assert.Single(store.ReadReceived()!.Environments).Runs.Count);
        Assert.Null(store.ReadVerified());
    }

    [Fact]
    public async Task Runs_are_added_to_those_that_were_accepted()
    {
        var store = new BaselineStore(Verified("OrdersPerf.Search")) { Variable = _ => null };
        store.UpdateVerified(_ => BaselineEdit.Append(null, PastRuns.Measurement("OrdersPerf.Search", PastRuns.Start.AddDays(-1), Program, 99)));
        await RecordAsync(new FakeDotnet(Measuring("OrdersPerf.Search")), "record", "--runs", "2");
        Assert.Equal(3, Assert.Single(store.ReadReceived()!.Environments).Runs.Count);
        Assert.Single(Assert.Single(store.ReadVerified()!.Environments).Runs);
    }

    [Fact]
    public async Task With_accept_the_verified_file_is_written_at_once()
    {
        var run = await RecordAsync(new FakeDotnet(Measuring("OrdersPerf.Search")), "record", "Shop.Tests", "--runs", "2", "--accept");
        Assert.Equal(ExitCode.Fine, run.Code);
        Assert.EndsWith("accepted Shop.Tests/OrdersPerf.Search.verified.json\nCommit them.\n", run.Output, StringComparison.Ordinal);
        var store = new BaselineStore(Verified("OrdersPerf.Search")) { Variable = _ => null };
        Assert.Equal(2, Assert.Single(store.ReadVerified()!.Environments).Runs.Count);
        Assert.Null(store.ReadReceived());
    }

    [Fact]
    public async Task Accepting_is_refused_in_CI_before_anything_runs()
    {
        var dotnet = new FakeDotnet(Measuring("OrdersPerf.Search"));
        var run = await ToolRun.OfAsync(folder.Path, dotnet, new Dictionary<string, string> { ["CI"] = "true" }, "record", "--accept");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.StartsWith("perfassert: --accept is refused in CI (CI is set): leave it out", run.Errors, StringComparison.Ordinal);
        Assert.Empty(dotnet.Requests);
    }

    [Fact]
    public async Task An_invalid_run_is_named_and_repeated()
    {
        var dotnet = new FakeDotnet(request => Measure(request, "OrdersPerf.Search", valid: runs != 1));
        var run = await RecordAsync(dotnet, "record", "--runs", "2");
        ToolSnapshot.Compare("record-repeated", run);
        Assert.Equal("FullyQualifiedName=Shop.Tests.OrdersPerf.Search", dotnet.Requests[^1].Arguments[^1]);
        Assert.Equal(2, Assert.Single(new BaselineStore(Verified("OrdersPerf.Search")).ReadReceived()!.Environments).Runs.Count);
    }

    [Fact]
    public async Task A_test_that_is_never_valid_is_not_recorded()
    {
        var dotnet = new FakeDotnet(request => Measure(request, "OrdersPerf.Search", valid: false));
        ToolSnapshot.Compare("record-never-valid", await RecordAsync(dotnet, "record", "--runs", "2"));
        Assert.Equal(5, dotnet.Requests.Count);
        Assert.Null(new BaselineStore(Verified("OrdersPerf.Search")).ReadReceived());
    }

    [Fact]
    public async Task A_project_that_does_not_build_is_an_error()
    {
        var dotnet = new FakeDotnet(_ => new ProcessOutcome(1, "OrdersPerf.cs(3,1): error CS1002: ; expected [Shop.Tests.csproj]\n    0 Warning(s)\n", ""));
        ToolSnapshot.Compare("record-no-build", await RecordAsync(dotnet, "record"));
    }

    [Fact]
    public async Task No_load_test_of_that_name_is_an_error()
    {
        var dotnet = new FakeDotnet(request => request.Arguments[0] == "build" ? FakeDotnet.Fine : new ProcessOutcome(0, "No test matches the given testcase filter `Category=Load`", ""));
        ToolSnapshot.Compare("record-no-tests", await RecordAsync(dotnet, "record", "--filter", "Basket"));
    }

    [Fact]
    public async Task A_test_process_that_fails_before_measuring_is_an_error()
    {
        var dotnet = new FakeDotnet(request => request.Arguments[0] == "build" ? FakeDotnet.Fine : new ProcessOutcome(1, "Failed OrdersPerf.Search\n  Error Message: no connection to localhost:5432\n", ""));
        ToolSnapshot.Compare("record-failing", await RecordAsync(dotnet, "record"));
    }

    [Theory]
    [InlineData("Category=Load", null)]
    [InlineData("Category=Load&FullyQualifiedName~Orders", "Orders")]
    [InlineData(@"Category=Load&FullyQualifiedName~Row\(size: 1\)", "Row(size: 1)")]
    [InlineData("Category=Load&(Name~Orders|Name~Basket)", "Name~Orders|Name~Basket")]
    public void A_filter_is_a_part_of_a_name_or_a_whole_expression(string expected, string? written)
        => Assert.Equal(expected, LoadTestProcess.Filter(written));

    [Fact]
    public async Task Without_a_project_that_has_load_tests_there_is_nothing_to_run()
    {
        File.WriteAllText(project, "<Project />");
        File.WriteAllText(Path.Combine(folder.Path, "Shop.Tests", "Other.csproj"), "<Project />");
        var run = await RecordAsync(new FakeDotnet(_ => FakeDotnet.Fine), "record");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.Equal("perfassert: none of the 2 projects below <folder> is a test project that references PerfAssert; name the project that has the load tests\n", run.Errors);
    }

    private Task<ToolRun> RecordAsync(FakeDotnet dotnet, params string[] args) => ToolRun.OfAsync(folder.Path, dotnet, new Dictionary<string, string>(), args);

    private string Verified(string test) => Path.Combine(folder.Path, "Shop.Tests", $"{test}.verified.json");

    private Func<ProcessRequest, ProcessOutcome> Measuring(params string[] tests) => request =>
    {
        foreach (var test in tests)
            Measure(request, test, valid: true);
        return FakeDotnet.Fine;
    };

    private ProcessOutcome Measure(ProcessRequest request, string test, bool valid)
    {
        if (request.Arguments[0] == "test")
        {
            runs++;
            PastRuns.WriteMeasured(request.Variables["PERFASSERT_OUTPUT"]!, test, PastRuns.Start.AddMinutes(runs), Program, runs, Verified(test), valid);
        }

        return FakeDotnet.Fine;
    }
}
