using PerfAssert.Tests.Baselines;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tool.Tests;

public sealed class AcceptTests : IDisposable
{
    private static readonly SimulatedProgram Program = new();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_received_becomes_what_is_verified()
    {
        var search = Received("tests/OrdersPerf.Search", 3);
        Received("tests/deep/OrdersPerf.Checkout", 1);
        var received = File.ReadAllBytes(search.ReceivedFile);
        ToolSnapshot.Compare("accept", await ToolRun.OfAsync(folder.Path, "accept"));
        Assert.Equal(received, File.ReadAllBytes(search.VerifiedFile));
        Assert.False(File.Exists(search.ReceivedFile));
    }

    [Fact]
    public async Task A_list_accepts_nothing()
    {
        var store = Received("OrdersPerf.Search", 2);
        ToolSnapshot.Compare("accept-list", await ToolRun.OfAsync(folder.Path, "accept", "--list"));
        Assert.True(File.Exists(store.ReceivedFile));
        Assert.False(File.Exists(store.VerifiedFile));
    }

    [Fact]
    public async Task A_new_level_keeps_only_the_new_runs_and_what_is_known_of_their_spread()
    {
        var store = Received("OrdersPerf.Search", 4);
        store.Accept();
        var document = BaselineEdit.Append(store.ReadVerified(), PastRuns.Measurement("OrdersPerf.Search", PastRuns.Start.AddDays(9), Program.Slower(1.5), 77));
        store.WriteReceived(document);
        ToolSnapshot.Compare("accept-rebase", await ToolRun.OfAsync(folder.Path, "accept", "--rebase"));

        var section = Assert.Single(store.ReadVerified()!.Environments);
        Assert.Equal(PastRuns.Start.AddDays(9), Assert.Single(section.Runs).RecordedAt);
        Assert.Contains(("", RegressionChannel.P95), section.InheritedVariance.Keys);
        Assert.False(File.Exists(store.ReceivedFile));
    }

    [Fact]
    public async Task Nothing_to_accept_is_no_error()
    {
        var run = await ToolRun.OfAsync(folder.Path, "accept");
        Assert.Equal((ExitCode.Fine, "Nothing waits to be accepted: no received baseline of PerfAssert was found.\n"), (run.Code, run.Output));
    }

    [Fact]
    public async Task Files_of_others_with_the_same_convention_stay_as_they_are()
    {
        var theirs = Path.Combine(folder.Path, "Invoice.Prints.received.json");
        File.WriteAllText(theirs, "{ \"total\": 12 }");
        var run = await ToolRun.OfAsync(folder.Path, "accept");
        Assert.Equal(ExitCode.Fine, run.Code);
        Assert.Equal("{ \"total\": 12 }", File.ReadAllText(theirs));
        Assert.Single(Directory.EnumerateFiles(folder.Path));

        var named = await ToolRun.OfAsync(folder.Path, "accept", "Invoice.Prints.received.json");
        Assert.Equal(ExitCode.Error, named.Code);
        Assert.StartsWith("perfassert: Invoice.Prints.received.json is not a baseline of PerfAssert", named.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bin/Release")]
    [InlineData("obj")]
    [InlineData("node_modules/x")]
    [InlineData(".git")]
    public async Task Copies_in_folders_that_are_built_are_left_alone(string place)
    {
        var store = Received($"{place}/OrdersPerf.Search", 1);
        await ToolRun.OfAsync(folder.Path, "accept");
        Assert.True(File.Exists(store.ReceivedFile));
    }

    [Fact]
    public async Task A_damaged_file_is_told_and_the_others_are_accepted()
    {
        var damaged = Received("OrdersPerf.Checkout", 1);
        File.WriteAllText(damaged.ReceivedFile, File.ReadAllText(damaged.ReceivedFile)[..^40]);
        var good = Received("OrdersPerf.Search", 1);
        var run = await ToolRun.OfAsync(folder.Path, "accept");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.Contains("perfassert: The received file <folder>/OrdersPerf.Checkout.received.json is damaged: line ", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("Accepted 1 baseline; look at the difference and commit.\n", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(damaged.ReceivedFile));
        Assert.True(File.Exists(good.VerifiedFile));
    }

    [Fact]
    public async Task Nothing_is_accepted_in_CI_but_listing_is_allowed()
    {
        var store = Received("OrdersPerf.Search", 1);
        var variables = new Dictionary<string, string> { ["CI"] = "true" };
        var run = await ToolRun.OfAsync(folder.Path, new FakeDotnet(_ => FakeDotnet.Fine), variables, "accept");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.StartsWith("perfassert: nothing is accepted in CI (CI is set)", run.Errors, StringComparison.Ordinal);
        Assert.True(File.Exists(store.ReceivedFile));
        Assert.Equal(ExitCode.Fine, (await ToolRun.OfAsync(folder.Path, new FakeDotnet(_ => FakeDotnet.Fine), variables, "accept", "--list")).Code);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_an_error()
    {
        var run = await ToolRun.OfAsync(folder.Path, "accept", "Orders.received.json");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.Equal("perfassert: there is no Orders.received.json; name a folder or a file that ends in .received.json, or leave it out to look below the working directory\n", run.Errors);
    }

    private BaselineStore Received(string name, int runs)
    {
        var store = new BaselineStore(Path.Combine(folder.Path, name + ".verified.json")) { Variable = _ => null };
        Directory.CreateDirectory(Path.GetDirectoryName(store.VerifiedFile)!);
        BaselineDocument? document = null;
        for (var run = 0; run < runs; run++)
            document = BaselineEdit.Append(document, PastRuns.Measurement(Path.GetFileName(name), PastRuns.Start.AddDays(run), Program, run));
        store.WriteReceived(document!);
        return store;
    }
}
