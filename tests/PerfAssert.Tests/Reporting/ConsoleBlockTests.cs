using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class ConsoleBlockTests
{
    public static TheoryData<string> Cases => ReportCases.TheoryData;

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_line_but_the_row_and_the_folder_is_wider_than_a_hundred_columns(string name)
    {
        var result = ReportCases.Create(name);
        var lines = ConsoleBlock.Render(result).TrimEnd('\n').Split('\n');
        Assert.All(lines[..^1].Where(line => result.ReportFolder is null || !line.Contains(result.ReportFolder, StringComparison.Ordinal)),
            line => Assert.True(PlainText.Width(line) <= 100, line));
        Assert.DoesNotContain(lines, line => line.Any(char.IsControl));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_row_is_the_last_line_and_has_ten_fields(string name)
    {
        var result = ReportCases.Create(name);
        var last = ConsoleBlock.Render(result).TrimEnd('\n').Split('\n')[^1];
        Assert.Equal(ConsoleBlock.Row(result), last);
        Assert.StartsWith("PerfAssert │ ", last, StringComparison.Ordinal);
        Assert.Equal(10, last.Split(" │ ").Length);
    }

    [Fact]
    public void Latencies_of_any_magnitude_fit()
    {
        var times = Enumerable.Range(1, 4000).Select(i => Math.Pow(10, -3 + (i / 4000.0 * 9.5)));
        var block = ConsoleBlock.Render(FabricatedResult.Create(times, failedMilliseconds: times));
        Assert.All(block.TrimEnd('\n').Split('\n')[..^1], line => Assert.True(PlainText.Width(line) <= 100, line));
        Assert.Contains("P99", block, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(298, "–")]
    [InlineData(299, "3 ms")]
    public void A_percentile_is_stated_from_as_many_samples_as_it_needs(int samples, string expected)
        => Assert.Equal(expected, StatedPercentile.Text(FabricatedResult.Create(Enumerable.Repeat(3.0, samples)).ResponseTime, 99));

    [Fact]
    public void Steps_are_shown_slowest_in_total_first()
    {
        var result = FabricatedResult.Create(steps:
        [
            FabricatedResult.Step("often", StepKind.Step, Enumerable.Repeat(1.0, 100)),
            FabricatedResult.Step("slow", StepKind.Step, Enumerable.Repeat(50.0, 10)),
            FabricatedResult.Step("failing", StepKind.Step, [], Enumerable.Repeat(1000.0, 10)),
        ]);
        Assert.Equal(["failing", "slow", "often"], ResultTables.Steps(result).Select(row => row[0]));
    }
}
