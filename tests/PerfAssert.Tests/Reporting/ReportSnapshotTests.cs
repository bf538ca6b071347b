using System.Text;
using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class ReportSnapshotTests
{
    public static TheoryData<string> Cases => ReportCases.TheoryData;

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_console_block_is_as_accepted(string name)
        => Snapshot.Verify(name, "txt", () => ConsoleBlock.Render(ReportCases.Create(name)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_json_is_as_accepted(string name)
        => Snapshot.Verify(name, "json", () => Encoding.UTF8.GetString(ResultJson.Write(ReportCases.Create(name))));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_markdown_summary_is_as_accepted(string name)
        => Snapshot.Verify(name, "md", () => MarkdownSummary.Render(ReportCases.Create(name)));

    [Fact]
    public void The_time_line_is_as_accepted() => Snapshot.Verify("timeline", "csv", () =>
    {
        using var folder = new TemporaryFolder();
        var result = ReportCases.Create("stopped_early_with_awkward_names");
        var reporter = new CsvReporter();
        reporter.Start(new ReportStart(result.Plan, result.Environment, result.StartedAt, folder.Path));
        foreach (var slice in result.TimeLine)
            reporter.Slice(slice);
        reporter.Slice(FabricatedResult.Slice(3, 12_345, 1234.5678));
        reporter.Complete(result);
        return File.ReadAllText(Path.Combine(folder.Path, "timeline.csv"));
    });
}
