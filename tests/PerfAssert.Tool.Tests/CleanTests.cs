using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tool.Tests;

public sealed class CleanTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_newest_runs_of_each_test_stay()
    {
        for (var i = 0; i < 4; i++)
        {
            PastRuns.Write(folder.Path, "Shop.Search", PastRuns.Start.AddDays(i), 40);
            PastRuns.Write(Path.Combine(folder.Path, "deep", "perf-results"), "Shop.Checkout", PastRuns.Start.AddDays(i), 40);
        }

        var run = await ToolRun.OfAsync(folder.Path, "clean", "--keep", "3");
        Assert.Equal(ExitCode.Fine, run.Code);
        Assert.Equal(
            ["20261002T080000.000Z_Shop.Search", "20261003T080000.000Z_Shop.Search", "20261004T080000.000Z_Shop.Search", "deep"],
            Directory.EnumerateDirectories(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(3, Directory.EnumerateDirectories(Path.Combine(folder.Path, "deep", "perf-results")).Count());
        Assert.Matches(@"^removed .*20261001T080000.000Z_Shop.Checkout \([\d.]+ KB\)\nremoved 20261001T080000.000Z_Shop.Search \([\d.]+ KB\)\nRemoved 2 of 8 report folders, [\d.]+ KB; kept: the newest 3 of each test.\n$", run.Output);
    }

    [Fact]
    public async Task With_an_age_only_older_ones_go()
    {
        PastRuns.Write(folder.Path, "Shop.Search", ToolRun.Now.AddDays(-31), 40);
        PastRuns.Write(folder.Path, "Shop.Search", ToolRun.Now.AddDays(-29), 40);
        PastRuns.Write(folder.Path, "Shop.Search", ToolRun.Now.AddDays(-1), 40);
        var run = await ToolRun.OfAsync(folder.Path, "clean", "--keep", "1", "--older-than", "30d");
        Assert.EndsWith("kept: the newest 1 of each test, and everything of the last 30 days.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, Directory.EnumerateDirectories(folder.Path).Count());
    }

    [Fact]
    public async Task A_dry_run_removes_nothing()
    {
        for (var i = 0; i < 3; i++)
            PastRuns.Write(folder.Path, "Shop.Search", PastRuns.Start.AddDays(i), 40);
        var run = await ToolRun.OfAsync(folder.Path, "clean", "--keep", "1", "--dry-run");
        Assert.Contains("would remove 20261001T080000.000Z_Shop.Search", run.Output, StringComparison.Ordinal);
        Assert.Contains("Would remove 2 of 3 report folders", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, Directory.EnumerateDirectories(folder.Path).Count());
    }

    [Theory]
    [InlineData("20261001T080000.000Z_Mine", "notes.txt")]
    [InlineData("2026-10-01_Shop.Search", "results.json")]
    [InlineData("results", "results.json")]
    [InlineData("20261001T080000.000Z_", "results.json")]
    public async Task What_PerfAssert_did_not_write_stays(string name, string file)
    {
        var mine = Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName;
        File.WriteAllText(Path.Combine(mine, file), "mine");
        var run = await ToolRun.OfAsync(folder.Path, "clean", "--keep", "0");
        Assert.Equal((ExitCode.Fine, "Nothing to remove: 0 report folders below the working directory, all of them within the newest 0 of each test.\n"), (run.Code, run.Output));
        Assert.True(File.Exists(Path.Combine(mine, file)));
    }

    [Fact]
    public async Task A_link_is_neither_followed_nor_removed()
    {
        using var elsewhere = new TemporaryFolder();
        var run = PastRuns.Write(elsewhere.Path, "Shop.Search", PastRuns.Start, 40);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "link"), elsewhere.Path);
        await ToolRun.OfAsync(folder.Path, "clean", "--keep", "0");
        Assert.True(Directory.Exists(run));
    }

    [Fact]
    public async Task A_run_that_is_under_way_stays()
    {
        var running = PastRuns.WriteRunning(folder.Path, "Shop.Search", ToolRun.Now);
        File.SetLastWriteTimeUtc(Path.Combine(running, "results.json"), ToolRun.Now.UtcDateTime.AddSeconds(-20));
        await ToolRun.OfAsync(folder.Path, "clean", "--keep", "0");
        Assert.True(Directory.Exists(running));

        File.SetLastWriteTimeUtc(Path.Combine(running, "results.json"), ToolRun.Now.UtcDateTime.AddHours(-1));
        await ToolRun.OfAsync(folder.Path, "clean", "--keep", "0");
        Assert.False(Directory.Exists(running));
    }

    [Theory]
    [InlineData("--keep -1: write a whole number from 0 to 1000000, such as --keep 20", "--keep", "-1")]
    [InlineData("--keep many: write a whole number from 0 to 1000000, such as --keep 20", "--keep", "many")]
    [InlineData("--older-than 30: write an age in days, weeks or hours, such as --older-than 30d, --older-than 2w or --older-than 12h", "--older-than", "30")]
    [InlineData("there is no option --oder-than", "--oder-than")]
    public async Task A_mistake_says_what_to_write(string expected, params string[] args)
    {
        var run = await ToolRun.OfAsync(folder.Path, ["clean", .. args]);
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.Equal("", run.Output);
        Assert.StartsWith($"perfassert: {expected}\n", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("The options and examples: perfassert clean --help\n", run.Errors, StringComparison.Ordinal);
    }
}
