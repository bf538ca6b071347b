using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Xunit;

namespace PerfAssert.Xunit.Tests;

public class LoadTestConsoleTests
{
    private const string Block = """
        a line of the test's own
        ── ✓ PASSED ── Shop.Search ──
          Load   5 users
        PerfAssert │ Shop.Search │ 5 users 2 s │ 1,200 │ 600/s │ 8 ms │ 9.5 ms │ 12 ms │ 0% │ passed
        """;

    private readonly StringWriter output = new() { NewLine = "\n" };

    [Fact]
    public void Marked_lines_of_the_test_host_are_shown_at_once_and_no_others()
    {
        new LoadTestConsole(output, ShownAnyway.Failures).Message("[PerfAssert] Search 5s/60s\r\nsomething else\n[PerfAssert] Search 10s/60s");

        Assert.Equal("[PerfAssert] Search 5s/60s\n[PerfAssert] Search 10s/60s\n", output.ToString());
    }

    [Fact]
    public void What_a_talkative_console_shows_is_not_repeated()
    {
        new LoadTestConsole(output, ShownAnyway.Messages).Message("[PerfAssert] Search 5s/60s");
        var console = new LoadTestConsole(output, ShownAnyway.Output);
        console.Message("[PerfAssert] Search 5s/60s");
        console.Result(Result(TestOutcome.Passed, Block));
        console.Complete();

        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void The_block_of_a_load_test_is_shown_when_it_has_passed()
    {
        var console = new LoadTestConsole(output, ShownAnyway.Failures);

        console.Result(Result(TestOutcome.Passed, Block));
        console.Complete();

        Assert.Equal("\n── ✓ PASSED ── Shop.Search ──\n  Load   5 users\n", output.ToString());
    }

    [Fact]
    public void The_comparison_with_a_baseline_follows_the_block()
    {
        var console = new LoadTestConsole(output, ShownAnyway.Failures);

        console.Result(Result(
            TestOutcome.Passed,
            Block + "\nBaseline: INCONCLUSIVE, the text of which\ngoes on\n  P95   8 ms\n\na line of the test's own\n" + Block + "\nBaseline: PASSED, fine\n  P95   9 ms"));

        Assert.Equal(
            """

            ── ✓ PASSED ── Shop.Search ──
              Load   5 users

            Baseline: INCONCLUSIVE, the text of which
            goes on
              P95   8 ms

            ── ✓ PASSED ── Shop.Search ──
              Load   5 users

            Baseline: PASSED, fine
              P95   9 ms

            """,
            output.ToString());
    }

    [Fact]
    public void The_comparison_of_a_failed_test_is_in_its_message_and_not_repeated()
    {
        var console = new LoadTestConsole(output, ShownAnyway.Failures);

        console.Result(Result(TestOutcome.Failed, Block + "\nBaseline: REGRESSED, slower\n  P95   8 ms"));

        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void A_failed_one_is_left_to_the_console_logger_and_is_failed_in_the_table_whatever_its_block_says()
    {
        var console = new LoadTestConsole(output, ShownAnyway.Failures);

        console.Result(Result(TestOutcome.Failed, Block, Block));
        console.Complete();

        Assert.Equal(
            """

              load test    load         iterations   rate   P50     P95    P99  errors  verdict
              Shop.Search  5 users 2 s       1,200  600/s  8 ms  9.5 ms  12 ms      0%  failed
              Shop.Search  5 users 2 s       1,200  600/s  8 ms  9.5 ms  12 ms      0%  failed


            """,
            output.ToString());
    }

    [Fact]
    public void Nothing_is_said_when_there_was_no_load_test()
    {
        var console = new LoadTestConsole(output, ShownAnyway.Failures);

        console.Message("a line");
        console.Result(Result(TestOutcome.Passed, "output"));
        console.Result(Result(TestOutcome.Skipped));
        console.Complete();

        Assert.Equal("", output.ToString());
    }

    private static TestResult Result(TestOutcome outcome, params string[] outputs)
    {
        var result = new TestResult(new TestCase("Shop.Search", new Uri("executor://test"), "shop.dll")) { Outcome = outcome };
        foreach (var text in outputs)
            result.Messages.Add(new TestResultMessage(TestResultMessage.StandardOutCategory, text.ReplaceLineEndings("\r\n")));
        return result;
    }
}
