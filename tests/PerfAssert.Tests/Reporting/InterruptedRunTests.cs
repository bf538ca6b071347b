using System.Text.Json;
using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public sealed class InterruptedRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LoadResult result = ReportCases.Create("passing_closed_with_steps");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_that_was_killed_leaves_a_readable_result_with_status_running()
    {
        Run(slices: 12);

        var text = File.ReadAllBytes(PathOf("results.json"));
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        Assert.Equal("running", root.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("verdict").ValueKind);
        Assert.Equal(10, root.GetProperty("timeLine").GetArrayLength());
        Assert.Equal(1000, root.GetProperty("metrics").GetProperty("succeeded").GetInt64());
        Assert.Equal(20, root.GetProperty("metrics").GetProperty("failed").GetInt64());
        Assert.Equal(100, root.GetProperty("metrics").GetProperty("throughputPerSecond").GetDouble());
        Assert.Empty(JsonSchema.Load(Path.Combine(RepositoryFolder.Root, "docs", "schemas", "results-1.0.schema.json")).Validate(root));
    }

    [Fact]
    public void A_run_that_was_killed_leaves_every_row_of_the_time_line()
    {
        Run(slices: 12);

        var lines = File.ReadAllLines(PathOf("timeline.csv"));
        Assert.Equal(CsvReporter.Header, lines[0]);
        Assert.Equal(12, lines.Length - 1);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
    }

    [Fact]
    public void The_result_is_there_before_the_first_second_has_passed()
    {
        Run(slices: 0);

        using var document = JsonDocument.Parse(File.ReadAllBytes(PathOf("results.json")));
        Assert.Equal("Shop.Browse", document.RootElement.GetProperty("name").GetString());
        Assert.Equal(0, document.RootElement.GetProperty("timeLine").GetArrayLength());
    }

    [Fact]
    public void A_long_run_rewrites_the_result_ever_more_rarely()
    {
        var set = Run(slices: 0);
        var rewrites = 0;
        var last = 0L;
        for (var second = 0; second < 3600; second++)
        {
            set.Slice(FabricatedResult.Slice(second, 100, 20), new LatencyHistogram());
            var length = new FileInfo(PathOf("results.json")).Length;
            rewrites += length != last ? 1 : 0;
            last = length;
        }

        // Every 5 s to second 100, then each time the run has grown by 1/20: 20 + ln(36) / ln(20/19).
        Assert.InRange(rewrites, 60, 100);
    }

    [Fact]
    public void A_run_that_ended_leaves_the_whole_result_and_no_temporary_file()
    {
        Run(slices: 10).Complete(result);

        Assert.Equal(ResultJson.Write(result), File.ReadAllBytes(PathOf("results.json")));
        Assert.Equal(MarkdownSummary.Render(result), File.ReadAllText(PathOf("summary.md")));
        Assert.Equal(["resources.csv", "results.json", "summary.md", "timeline.csv"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    private ReporterSet Run(int slices)
    {
        var set = new ReporterSet([new JsonReporter(), new CsvReporter(), new MarkdownReporter(null)], folder.Path);
        set.Start(result.Plan, result.Environment, result.StartedAt);
        for (var second = 0; second < slices; second++)
            set.Slice(FabricatedResult.Slice(second, 100, 20, failed: 2), new LatencyHistogram());
        Assert.Empty(set.Warnings);
        return set;
    }

    private string PathOf(string name) => Path.Combine(folder.Path, name);
}
