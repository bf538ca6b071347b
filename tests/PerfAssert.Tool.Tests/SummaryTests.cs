using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tool.Tests;

public sealed class SummaryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_history_shows_figures_trend_and_where_the_level_changed()
    {
        WriteHistory();
        ToolSnapshot.Compare("summary", await ToolRun.OfAsync(folder.Path, "summary"));
    }

    [Fact]
    public async Task A_history_as_markdown()
    {
        WriteHistory();
        ToolSnapshot.Compare("summary-markdown", await ToolRun.OfAsync(folder.Path, "summary", "--markdown"));
    }

    [Fact]
    public async Task A_history_as_json()
    {
        for (var i = 0; i < 2; i++)
            PastRuns.Write(folder.Path, "Shop.Search", PastRuns.Start.AddDays(i), 40 + i);
        ToolSnapshot.Compare("summary-json", await ToolRun.OfAsync(folder.Path, "summary", "--json"));
    }

    [Fact]
    public async Task Only_the_tests_asked_for_are_shown()
    {
        WriteHistory();
        var run = await ToolRun.OfAsync(folder.Path, "summary", "--test", "checkout");
        Assert.Contains("Shop.Checkout", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Shop.Search", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_show_is_no_error()
        => ToolSnapshot.Compare("summary-nothing", await ToolRun.OfAsync(folder.Path, "summary"));

    [Fact]
    public async Task No_test_of_that_name_is_no_error()
    {
        PastRuns.Write(folder.Path, "Shop.Search", PastRuns.Start, 40);
        var run = await ToolRun.OfAsync(folder.Path, "summary", "--test", "Orders");
        Assert.Equal((ExitCode.Fine, "None of the 1 run below the working directory is of a test whose name contains Orders.\n"), (run.Code, run.Output));
    }

    [Fact]
    public async Task A_damaged_results_file_is_told_and_the_others_are_shown()
    {
        PastRuns.Write(folder.Path, "Shop.Search", PastRuns.Start, 40);
        var damaged = PastRuns.Write(folder.Path, "Shop.Search", PastRuns.Start.AddDays(1), 41);
        File.WriteAllText(Path.Combine(damaged, "results.json"), "{ \"schemaVersion\": \"1.0\", \"na");
        ToolSnapshot.Compare("summary-damaged", await ToolRun.OfAsync(folder.Path, "summary"));
    }

    [Fact]
    public async Task A_newer_results_file_says_to_update_the_tool()
    {
        var newer = PastRuns.Write(folder.Path, "Shop.Search", PastRuns.Start, 40);
        File.WriteAllText(Path.Combine(newer, "results.json"), "{ \"schemaVersion\": \"2.0\" }");
        var run = await ToolRun.OfAsync(folder.Path, "summary");
        Assert.Contains("has the schema 2.0, which this version of perfassert does not know; update the tool", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_error()
        => ToolSnapshot.Compare("summary-no-folder", await ToolRun.OfAsync(folder.Path, "summary", "nowhere"));

    private void WriteHistory()
    {
        for (var i = 0; i < 30; i++)
            PastRuns.Write(folder.Path, "Shop.Search", PastRuns.Start.AddDays(i), (i < 18 ? 40 : 52) * PastRuns.Noise(i));
        for (var i = 0; i < 12; i++)
            PastRuns.Write(folder.Path, "Shop.Checkout", PastRuns.Start.AddDays(i).AddHours(1), 120 * PastRuns.Noise(i) * (1 + (i * 0.01)));
        PastRuns.Write(folder.Path, "Shop.Browse", PastRuns.Start, 15);
        PastRuns.WriteRunning(folder.Path, "Shop.Browse", PastRuns.Start.AddDays(1));
        PastRuns.Write(folder.Path, "Shop.Browse", PastRuns.Start.AddDays(2), 90, PastRuns.Busy);
    }
}
