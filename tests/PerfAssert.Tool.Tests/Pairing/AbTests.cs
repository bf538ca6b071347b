using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tool.Tests.Pairing;

/// <summary>The whole command on a real repository; builds and test processes are played by this one, which speaks their protocol.</summary>
public sealed class AbTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeVersions versions = new();

    public async Task InitializeAsync()
    {
        var project = Path.Combine(folder.Path, "tests", "Shop.Tests.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        await File.WriteAllTextAsync(project, "<Project><!-- PerfAssert --></Project>");
        await GitAsync("init", "-q", "-b", "main");
        await CommitAsync("first");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "tests", "Shop.cs"), "// slower");
        await CommitAsync("second");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_slower_version_is_found_confirmed_and_fails()
    {
        versions.Changed = versions.Changed.Slower(1.5);
        var run = await RunAsync("ab", "--base", "HEAD~1", "--max-time", "10s");
        Assert.Equal(ExitCode.Regression, run.Code);
        Assert.Contains("\nbuilding tests/Shop.Tests.csproj in both versions (Release)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Shop.Search: 10 pairs of turns in 0.0 s: regressed\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Shop.Search: 10 pairs of turns in 0.0 s, to confirm it: regressed\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("REGRESSED  Shop.Search: ", run.Output, StringComparison.Ordinal);
        Assert.False(versions.LoadedAtOnce, "Both versions loaded the machine at the same time.");
        await AssertCleanAsync();
    }

    [Fact]
    public async Task Equal_versions_pass_and_tests_of_one_side_are_named()
    {
        versions.BaseTests = ["Shop.Tests.Shop.Search", "Shop.Tests.Shop.Old"];
        versions.ChangedTests = ["Shop.Tests.Shop.Search", "Shop.Tests.Shop.New"];
        var run = await RunAsync("ab", "--base", "HEAD~1", "--max-time", "20s");
        Assert.Equal(ExitCode.Fine, run.Code);
        Assert.Contains("PASSED  Shop.Search: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Only in the base version: Shop.Tests.Shop.Old\nOnly in the changed version: Shop.Tests.Shop.New\n", run.Output, StringComparison.Ordinal);
        await AssertCleanAsync();
    }

    [Fact]
    public async Task The_working_tree_is_compared_as_it_is_and_the_output_says_so()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "tests", "Shop.cs"), "// changed again");
        var run = await RunAsync("ab", "--base", "HEAD", "--max-time", "10s");
        Assert.Matches(@"^base     [0-9a-f]{10} \(HEAD\)\nchanged  [0-9a-f]{10} and the uncommitted changes of the working tree\n", run.Output);
    }

    [Fact]
    public async Task The_same_commit_twice_is_told()
    {
        var run = await RunAsync("ab", "--base", "HEAD", "--max-time", "10s");
        Assert.Contains("both are the same code: whatever is found is chance", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Misplaced_rows_are_compared_in_processes_of_their_own()
    {
        versions.BaseRows = ["Shop.Search(2)", "Shop.Search(1)"];
        versions.ChangedRows = ["Shop.Search(1)", "Shop.Search(2)"];
        var run = await RunAsync("ab", "--base", "HEAD~1", "--max-time", "20s");
        Assert.Contains("PASSED  Shop.Search(1): ", run.Output, StringComparison.Ordinal);
        Assert.Contains("PASSED  Shop.Search(2): ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Only in", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_version_that_does_not_build_leaves_nothing_behind()
    {
        versions.BaseBuilds = false;
        var run = await RunAsync("ab", "--base", "HEAD~1");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.Contains("does not build; run dotnet build", run.Errors, StringComparison.Ordinal);
        await AssertCleanAsync();
    }

    [Fact]
    public async Task A_test_that_dies_is_told_with_what_it_said()
    {
        versions.ChangedDies = true;
        var run = await RunAsync("ab", "--base", "HEAD~1");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.Contains("perfassert: not judged: Shop.Tests.Shop.Search: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains("| no connection to localhost:5432", run.Errors, StringComparison.Ordinal);
        await AssertCleanAsync();
    }

    [Fact]
    public async Task Ctrl_C_ends_the_processes_and_clears_up()
    {
        using var cancellation = new CancellationTokenSource();
        versions.OnTurn = () => cancellation.Cancel();
        var run = await RunAsync(cancellation.Token, "ab", "--base", "HEAD~1");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.Equal("perfassert: stopped; nothing was accepted, and no folder or process of the tool is left\n", run.Errors);
        Assert.Equal(0, versions.Running);
        await AssertCleanAsync();
    }

    [Theory]
    [InlineData("--base nowhere: there is no such commit in ", "--base", "nowhere")]
    [InlineData("--base -x: there is no such commit in ", "--base=-x")]
    [InlineData("Option '--base' is required.")]
    [InlineData("--slice 1ms: write a time from 50ms to 60s, such as --slice 500ms", "--base", "HEAD~1", "--slice", "1ms")]
    [InlineData("--max-time 30: has no unit of time; write a time from 1s to 1h, such as --max-time 30s", "--base", "HEAD~1", "--max-time", "30")]
    public async Task A_mistake_says_what_to_write(string expected, params string[] args)
    {
        var run = await RunAsync(["ab", .. args]);
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.StartsWith($"perfassert: {expected}", run.Errors, StringComparison.Ordinal);
        await AssertCleanAsync();
    }

    [Fact]
    public async Task Outside_of_a_repository_there_is_nothing_to_compare_with()
    {
        using var elsewhere = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(elsewhere.Path, "Shop.Tests.csproj"), "<Project />");
        var run = await ToolRun.OfAsync(elsewhere.Path, versions, new Dictionary<string, string>(), "ab", "--base", "HEAD");
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.StartsWith("perfassert: <folder> is not in a git repository", run.Errors, StringComparison.Ordinal);
    }

    private Task<ToolRun> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    private Task<ToolRun> RunAsync(CancellationToken cancellationToken, params string[] args)
        => ToolRun.OfAsync(folder.Path, versions, new Dictionary<string, string>(), cancellationToken, args);

    private async Task AssertCleanAsync()
    {
        Assert.Single((await GitAsync("worktree", "list", "--porcelain")).Split('\n'), line => line.StartsWith("worktree ", StringComparison.Ordinal));
        Assert.All(versions.BaseFolders, path => Assert.False(Directory.Exists(path), $"{path} is still there."));
        Assert.All(versions.Outputs, path => Assert.False(Directory.Exists(path), $"{path} is still there."));
    }

    private async Task CommitAsync(string message)
    {
        await GitAsync("add", "-A");
        await GitAsync("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-qm", message);
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        var outcome = await new ProcessRunner().RunAsync(new ProcessRequest("git", arguments, folder.Path), default);
        Assert.True(outcome.ExitCode == 0, $"git {string.Join(' ', arguments)}: {outcome.Errors}");
        return outcome.Output;
    }
}
