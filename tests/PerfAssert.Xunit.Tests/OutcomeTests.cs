using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;

namespace PerfAssert.Xunit.Tests;

public class OutcomeTests
{
    [Fact]
    public async Task A_body_that_applies_no_load_fails_and_says_how_to()
    {
        var result = await RunAsync(nameof(Outcomes.Applies_no_load));

        Assert.Equal("failed", result.Outcome);
        Assert.Equal("The load test applied no load. Await load.RunAsync(async user => …) in its body.", result.Message);
        Assert.Equal("has Outcomes.Applies_no_load" + Environment.NewLine, result.Output);
    }

    [Fact]
    public async Task The_tests_own_assertion_is_the_failure_and_the_block_is_in_the_output()
    {
        var result = await RunAsync(nameof(Outcomes.Own_assertion));

        Assert.Equal("failed", result.Outcome);
        Assert.StartsWith("six were wanted", result.Message, StringComparison.Ordinal);
        Assert.Equal("Xunit.Sdk.TrueException", result.ExceptionType);
        Assert.Contains(nameof(Outcomes.Own_assertion), result.Stack, StringComparison.Ordinal);
        Assert.Contains("PerfAssert │ Outcomes.Own_assertion │ ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declared_expectation_that_fails_is_the_message_without_a_stack()
    {
        var result = await RunAsync(nameof(Outcomes.Expectation_fails));

        Assert.Equal("failed", result.Outcome);
        Assert.StartsWith("Expected number of successes", result.Message, StringComparison.Ordinal);
        Assert.Contains("Requirement 9.3", result.Message, StringComparison.Ordinal);
        Assert.Equal("Xunit.Sdk.LoadTestFailedException", result.ExceptionType);
        Assert.Null(result.Stack);
    }

    [Fact]
    public async Task Errors_that_no_expectation_speaks_of_fail_once()
    {
        var result = await RunAsync(nameof(Outcomes.Errors_nobody_speaks_of));

        Assert.Equal("failed", result.Outcome);
        Assert.StartsWith("Expected no failed iterations", result.Message, StringComparison.Ordinal);
        Assert.Equal(1, result.Message.Split("Expected no failed iterations").Length - 1);
    }

    [Fact]
    public async Task Errors_pass_when_allowed()
        => Assert.Equal("passed: ", Text(await RunAsync(nameof(Outcomes.Errors_allowed))));

    [Fact]
    public async Task The_named_method_judges_the_result_on_the_runs_instance()
    {
        var result = await RunAsync(nameof(Outcomes.Checked));

        Assert.Equal("passed: ", Text(result));
        Assert.Equal(
            [.. Enumerable.Range(0, 7).Select(iteration => $"iteration {iteration}"), "seven it is"],
            result.Output.Split(Environment.NewLine).Take(8));
    }

    [Fact]
    public async Task What_the_named_method_throws_is_the_failure()
    {
        var result = await RunAsync(nameof(Outcomes.Checked_and_found_wanting));

        Assert.Equal("failed", result.Outcome);
        Assert.Equal("Xunit.Sdk.EqualException", result.ExceptionType);
    }

    [Fact]
    public async Task An_expectation_on_the_class_holds_for_each_of_its_load_tests()
    {
        var run = await InnerRun.OfAsync(typeof(ClassExpectation));

        Assert.Equal("passed: ", Text(run["Holds"]));
        Assert.Equal("failed", run["Fails"].Outcome);
        Assert.StartsWith("Expected number of successes", run["Fails"].Message, StringComparison.Ordinal);
    }

    private static async Task<InnerResult> RunAsync(string method) => (await InnerRun.OfAsync(typeof(Outcomes), method)).Single;

    private static string Text(InnerResult result) => $"{result.Outcome}: {result.Message}";
}
