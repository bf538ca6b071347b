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
    public void The_milliseconds_left_at_the_end_do_not_count_as_a_second()
    {
        var slices = new[] { FabricatedResult.Slice(0, 100, 5), FabricatedResult.Slice(1, 110, 5), FabricatedResult.Slice(2, 20, 5) with { Length = TimeSpan.FromMilliseconds(4) } };
        Assert.Contains("██ 100/s to 110/s", ConsoleBlock.Render(FabricatedResult.Create(timeLine: slices)).Replace('▇', '█'), StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_iterations_that_nothing_judged_are_said_to_fail_the_test()
    {
        const string Note = "! No expectation speaks of errors: 1 failed iteration fails the test";
        Assert.Contains(Note, ConsoleBlock.Render(FabricatedResult.Create([1, 2], [3])), StringComparison.Ordinal);
        Assert.DoesNotContain("speaks of errors", ConsoleBlock.Render(FabricatedResult.Create([1, 2], [])), StringComparison.Ordinal);
        Assert.DoesNotContain("speaks of errors", ConsoleBlock.Render(FabricatedResult.Create([1, 2], [3], plan: FabricatedResult.Plan("x") with { AllowErrors = true })), StringComparison.Ordinal);
        var judged = FabricatedResult.Create([1, 2], [3], judge: _ => [ReportCases.Evaluation("error rate < 50%", Verdict.Passed, 0.33, 3, "ok")]);
        Assert.DoesNotContain("speaks of errors", ConsoleBlock.Render(judged), StringComparison.Ordinal);
    }

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
