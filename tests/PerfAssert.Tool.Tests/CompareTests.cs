using PerfAssert.Tests.Baselines;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tool.Tests;

public sealed class CompareTests : IDisposable
{
    private static readonly SimulatedProgram Program = new();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Folders_with_measurements_are_judged_test_by_test()
    {
        WriteFolders();
        var run = await ToolRun.OfAsync(folder.Path, "compare", "a", "b");
        Assert.Equal(ExitCode.Regression, run.Code);
        ToolSnapshot.Compare("compare", run);
    }

    [Fact]
    public async Task Markdown_is_a_table_and_a_list()
    {
        WriteFolders();
        var lines = (await ToolRun.OfAsync(folder.Path, "compare", "a", "b", "--markdown")).Output.Split('\n');
        Assert.Equal("| Test | Figure | A | B | Change | 95% interval | Verdict |", lines[0]);
        Assert.Equal("| --- | --- | ---: | ---: | ---: | ---: | --- |", lines[1]);
        Assert.Matches(@"^\| Shop.Search \| P95 \| [\d.]+ ms \| [\d.]+ ms \| \+\d+% \| \+\d+% to \+\d+% \| \*\*regressed\*\* \|$", lines.Single(line => line.StartsWith("| Shop.Search", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.StartsWith("- REGRESSED  Shop.Search: ", StringComparison.Ordinal));
        Assert.Contains("- Only in A: Shop.Old", lines);
    }

    [Fact]
    public async Task Json_has_verdicts_channels_and_what_is_on_one_side_only()
    {
        WriteFolders();
        using var document = System.Text.Json.JsonDocument.Parse((await ToolRun.OfAsync(folder.Path, "compare", "a", "b", "--json")).Output);
        var search = document.RootElement.GetProperty("tests").EnumerateArray().Single(test => test.GetProperty("test").GetString() == "Shop.Search");
        Assert.Equal("regressed", search.GetProperty("verdict").GetString());
        var p95 = search.GetProperty("channels").EnumerateArray().First();
        Assert.Equal("P95", p95.GetProperty("channel").GetString());
        Assert.InRange(p95.GetProperty("change").GetDouble(), 0.8, 1.2);
        Assert.Equal("Shop.Old", document.RootElement.GetProperty("onlyInA")[0].GetString());
        Assert.Equal("Shop.New", document.RootElement.GetProperty("onlyInB")[0].GetString());
    }

    private void WriteFolders()
    {
        for (var run = 0; run < 3; run++)
        {
            Measured("a", "Shop.Search", run, Program);
            Measured("a", "Shop.Checkout", run, Program);
        }

        Measured("a", "Shop.Old", 0, Program);
        Measured("b", "Shop.Search", 10, Program.Slower(2));
        Measured("b", "Shop.Checkout", 11, Program);
        Measured("b", "Shop.New", 12, Program);
    }

    [Fact]
    public async Task Two_results_without_measurements_are_shown_figure_by_figure()
    {
        var a = PastRuns.Write(Path.Combine(folder.Path, "a"), "Shop.Search", PastRuns.Start, 40);
        var b = PastRuns.Write(Path.Combine(folder.Path, "b"), "Shop.Browse", PastRuns.Start.AddDays(1), 50);
        ToolSnapshot.Compare("compare-figures", await ToolRun.OfAsync(folder.Path, "compare", Path.Combine(a, "results.json"), b));
    }

    [Fact]
    public async Task Two_measurement_files_alone_are_judged()
    {
        var a = Measured("a", "Shop.Search", 1, Program);
        var b = Measured("b", "Shop.Search", 2, Program);
        var run = await ToolRun.OfAsync(folder.Path, "compare", Path.Combine(a, "measurement.json"), Path.Combine(b, "measurement.json"));
        Assert.Equal(ExitCode.Fine, run.Code);
        Assert.Contains("PASSED  Shop.Search: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_run_is_not_judged()
    {
        Measured("a", "Shop.Search", 1, Program);
        Measured("b", "Shop.Search", 2, Program.Slower(2), valid: false);
        var run = await ToolRun.OfAsync(folder.Path, "compare", "a", "b");
        Assert.Equal((ExitCode.NothingJudged, "INVALID RUN  Shop.Search: the run of B cannot be trusted; its results.json says why\n"), (run.Code, run.Output));
    }

    [Fact]
    public async Task Fail_on_names_the_verdicts_that_count()
    {
        Measured("a", "Shop.Search", 1, Program);
        Measured("b", "Shop.Search", 2, Program.Slower(2));
        Assert.Equal(ExitCode.Regression, (await ToolRun.OfAsync(folder.Path, "compare", "a", "b")).Code);
        Assert.Equal(ExitCode.Fine, (await ToolRun.OfAsync(folder.Path, "compare", "a", "b", "--fail-on", "inconclusive")).Code);
        var mistaken = await ToolRun.OfAsync(folder.Path, "compare", "a", "b", "--fail-on", "slower");
        Assert.Equal(ExitCode.Error, mistaken.Code);
        Assert.StartsWith("perfassert: --fail-on slower: there is no such verdict; write one or more of regressed, inconclusive", mistaken.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_without_a_test_in_common_judge_nothing()
    {
        Measured("a", "Shop.Search", 1, Program);
        Measured("a", "Shop.Browse", 1, Program);
        Measured("b", "Shop.Checkout", 2, Program);
        var run = await ToolRun.OfAsync(folder.Path, "compare", "a", "b");
        Assert.Equal((ExitCode.NothingJudged, "Only in A: Shop.Browse\nOnly in A: Shop.Search\nOnly in B: Shop.Checkout\n"), (run.Code, run.Output));
    }

    [Theory]
    [InlineData("there is no nowhere; name a results.json", "nowhere")]
    [InlineData("there is no report folder at or below empty; load tests write them", "empty")]
    [InlineData("<folder>/text.json is not a results.json of PerfAssert, or damaged", "text.json")]
    [InlineData("<folder>/Shop.verified.json is a baseline, not a run; name a results.json", "Shop.verified.json")]
    public async Task What_cannot_be_compared_says_what_can(string expected, string path)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "empty"));
        File.WriteAllText(Path.Combine(folder.Path, "text.json"), "{}");
        File.WriteAllText(Path.Combine(folder.Path, "Shop.verified.json"), "{ \"loadHash\": \"\" }");
        var run = await ToolRun.OfAsync(folder.Path, "compare", path, path);
        Assert.Equal(ExitCode.Error, run.Code);
        Assert.StartsWith($"perfassert: {expected}", run.Errors, StringComparison.Ordinal);
    }

    private string Measured(string side, string test, int seed, SimulatedProgram program, bool valid = true)
        => PastRuns.WriteMeasured(Path.Combine(folder.Path, side), test, PastRuns.Start.AddMinutes(seed), program, seed, valid: valid);
}
