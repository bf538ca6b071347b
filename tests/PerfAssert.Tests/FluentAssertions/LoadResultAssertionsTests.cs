using FluentAssertions.Execution;
using FluentAssertions.Extensions;
using PerfAssert.Tests.Fabricated;
using Xunit;
using Xunit.Sdk;

namespace PerfAssert.Tests.Fluent;

public class LoadResultAssertionsTests
{
    private const string Explanation =
        "\n\n"
        + "  Response time   P50 500 ms   P75 750 ms   P90 900 ms   P95 950 ms   P99 990 ms   max 1 s\n"
        + "                  1 ms ▁ ▁▁▁▁▁▁▁▁▁▁▁▁▂▂▂▂│▃▃▄▅▆█ 1 s   │ limit 200 ms";

    private static readonly LoadResult Result = FabricatedResult.Create();

    [Fact]
    public void A_failed_assertion_says_what_was_expected_and_measured_and_explains_it()
        => AssertFails(
            "Expected P95 of Shop.Search to be below 200 ms, but it was 950 ms (1,000 iterations, 95% confidence 936 ms to 964 ms)." + Explanation,
            () => Result.Should().HaveP95Below(200.Milliseconds()));

    [Fact]
    public void The_reason_stands_after_the_claim()
        => AssertFails(
            "Expected P95 of Shop.Search to be below 200 ms because users leave after 2 tries, but it was 950 ms (1,000 iterations, 95% confidence 936 ms to 964 ms)." + Explanation,
            () => Result.Should().HaveP95Below(200.Milliseconds(), "users leave after {0} tries", 2));

    [Fact]
    public void Assertions_are_chained_with_And()
    {
        Result.Should().HaveP95Below(1.Seconds()).And.HaveErrorRateBelow(1.Percent()).And.HaveThroughputAtLeast(100).And.BeValid();

        var exception = Assert.ThrowsAny<XunitException>(() => Result.Should().HaveP95Below(1.Seconds()).And.HaveIterationsAtLeast(2000));
        Assert.StartsWith("Expected number of successes of Shop.Search to be at least 2,000, but it was 1,000 (1,000 iterations).\n", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scope_collects_all_failures_and_explains_them_once()
        => AssertFails(
            "Expected P95 of Shop.Search to be below 200 ms, but it was 950 ms (1,000 iterations, 95% confidence 936 ms to 964 ms).\n"
            + "Expected throughput of Shop.Search to be above 1,000/s because we pay for it, but it was 100/s (1,000 iterations).\n"
            + "Expected Shop.Search to have a step \"pay\", but there is no step \"pay\": the run had no steps. Name one with user.StepAsync(\"pay\", …).\n"
            + "Expected max response time of the step to be below 1 s, but it is <null>.\n\n"
            + "With the figures of Shop.Search:" + Explanation[1..],
            () =>
            {
                using var scope = new AssertionScope();
                Result.Should().HaveP95Below(200.Milliseconds()).And.HaveThroughputAbove(1000, "we pay for it").And.HaveNoErrors();
                Result.Should().HaveStep("pay").Which.Should().HaveMaxBelow(1.Seconds());
            });

    [Fact]
    public void An_assertion_on_an_invalid_run_fails_whatever_it_says()
    {
        var invalid = FabricatedResult.Create(validity: new(
        [
            new("debug-build", ValiditySeverity.Invalid, "The test was built in Debug.", "Build it with -c Release."),
            new("noise", ValiditySeverity.Note, "Not this.", "Nor this."),
        ]));
        const string Finding = "but the run is invalid: The test was built in Debug. Build it with -c Release.";

        AssertFails($"Expected Shop.Search to be a valid run because CI counts on it, {Finding}", () => invalid.Should().BeValid("CI counts on it"));
        AssertFails($"Expected P95 of Shop.Search to be below 1 h, {Finding}", () => invalid.Should().HaveP95Below(1.Hours()));
        AssertFails($"Expected Shop.Search to have no errors of kind \"timeout\", {Finding}", () => invalid.Should().HaveNoErrorsOfKind("timeout"));
        AssertFails($"Expected Shop.Search to have a step \"pay\", {Finding}", () => invalid.Should().HaveStep("pay"));
    }

    [Fact]
    public void A_note_does_not_make_a_run_invalid()
        => FabricatedResult.Create(validity: new([new("noise", ValiditySeverity.Note, "Busy.", "Wait.")])).Should().BeValid().And.HaveNoErrors();

    [Fact]
    public void Too_few_samples_fail_with_their_text()
    {
        var exception = Assert.ThrowsAny<XunitException>(() => FabricatedResult.Create(Enumerable.Repeat(5.0, 120)).Should().HaveP99Below(1.Seconds()));

        Assert.StartsWith(
            "Expected P99 of Shop.Search to be below 1 s, but P99 needs at least 299 successful iterations and there were 120: run longer, or expect p95.\n",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_is_asserted_through_Which()
    {
        var result = FabricatedResult.Create(steps: [FabricatedResult.Step("GET /errors/{reason}", StepKind.Request, [7, 7, 8], failedMilliseconds: [1])]);

        result.Should().HaveStep("GET /errors/{reason}").Which.Should().HaveMaxBelow(9.Milliseconds()).And.HaveErrorsAtMost(1);
        AssertFails(
            "Expected max response time of step \"GET /errors/{reason}\" to be below 8 ms because {it} matters, but it was 8 ms (3 requests, 1 that failed not counted).\n\n"
            + "  Response time   of step \"GET /errors/{reason}\"\n"
            + "                  P50 7 ms   P75 8 ms   P90 8 ms   P95 8 ms   P99 8 ms   max 8 ms\n"
            + "                  7 ms █                      ▅ 8 ms\n"
            + "  Errors          timeout   1×   no answer within 30 s",
            () => result.Steps[0].Should().HaveMaxBelow(8.Milliseconds(), "{0} matters", "{it}"));
        AssertFails(
            "Expected Shop.Search to have a step \"{context}\", but there is no step \"{context}\". The run had: \"GET /errors/{reason}\".",
            () => result.Should().HaveStep("{context}"));
    }

    [Fact]
    public void Satisfy_takes_the_grammar_of_Expect()
    {
        var result = FabricatedResult.Create(steps: [FabricatedResult.Step("pay", StepKind.Step, Enumerable.Repeat(5.0, 100))]);

        result.Should().Satisfy("p95 < 1s").And.Satisfy("p95 of pay < 6ms");
        result.Steps["pay"].Should().Satisfy("p95 < 6ms");
        Assert.StartsWith(
            "Expected P95 of step \"pay\" to be below 5 ms because it is quick, but it was 5 ms (100 executions, 95% confidence 5 ms to 5 ms).\n",
            Assert.ThrowsAny<XunitException>(() => result.Should().Satisfy("p95 of pay < 5ms", "it is quick")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Satisfy_refuses_what_is_no_expectation()
    {
        var step = FabricatedResult.Step("pay", StepKind.Step, [5]);

        AssertRefuses("Satisfy(\"p95 < 200\") has the limit \"200\" without a unit. \"p95\" is a time in ns, us, ms, s, m or h: write \"200ms\", if that is what you mean.", () => Result.Should().Satisfy("p95 < 200"));
        AssertRefuses("Satisfy(\"p95 of pay < 1s\") names a step but is asserted of a step already. Leave the step out.", () => step.Should().Satisfy("p95 of pay < 1s"));
        AssertRefuses("Satisfy(\"dropped == 0\") is asserted of a step, but \"dropped\" is known for the whole run only. Assert it of the run.", () => step.Should().Satisfy("dropped == 0"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Result.Should().HavePercentileBelow(100, 1.Seconds()));
    }

    [Fact]
    public void Errors_of_a_kind_are_asserted_by_their_kind()
    {
        var result = FabricatedResult.Create(failedMilliseconds: [1, 2]);

        result.Should().HaveNoErrorsOfKind("timeout");
        AssertFails(
            "Expected Shop.Search to have no errors of kind \"Status 503\" because it scales, but 2 of 1,002 iterations failed so, the first at 1.5 s.",
            () => result.Should().HaveNoErrorsOfKind("Status 503", "it scales"));
        AssertFails(
            "Expected Shop.Search to have no errors of kind \"timeout\", but there is no data: no iterations ended.",
            () => FabricatedResult.Create([]).Should().HaveNoErrorsOfKind("timeout"));
    }

    [Fact]
    public void Asserting_errors_of_the_whole_run_sets_their_limit()
    {
        Assert.True(Judged(result => result.Should().HaveErrorRateBelow(50.Percent())));
        Assert.True(Judged(result => result.Should().HaveErrorRateAtMost(50.Percent())));
        Assert.True(Judged(result => result.Should().HaveErrorsAtMost(5)));
        Assert.True(Judged(result => result.Should().HaveSuccessRateAbove(50.Percent())));
        Assert.True(Judged(result => result.Should().HaveSuccessRateAtLeast(50.Percent())));
        Assert.True(Judged(result => result.Should().Satisfy("errors < 5")));
        Assert.True(Judged(result => Assert.ThrowsAny<XunitException>(() => result.Should().HaveNoErrors())));

        Assert.False(Judged(result => result.Should().HaveP95Below(1.Seconds())));
        Assert.False(Judged(result => result.Should().HaveNoErrorsOfKind("timeout")));
        Assert.False(Judged(result => result.Should().Satisfy("errors of pay < 5")));
        Assert.False(Judged(result => result.Should().HaveStep("pay").Which.Should().HaveNoErrors()));
    }

    [Fact]
    public void No_result_is_a_failure_and_not_a_crash()
        => AssertFails("Expected P50 of the run to be below 1 s, but it is <null>.", () => ((LoadResult)null!).Should().HaveP50Below(1.Seconds()));

    private static bool Judged(Action<LoadResult> assertion)
    {
        var result = FabricatedResult.Create(failedMilliseconds: [1], steps: [FabricatedResult.Step("pay", StepKind.Step, [5])]);
        assertion(result);
        return result.ErrorsJudged;
    }

    private static void AssertFails(string message, Action assertion)
        => Assert.Equal(message, Assert.ThrowsAny<XunitException>(assertion).Message.ReplaceLineEndings("\n").TrimEnd('\n'));

    private static void AssertRefuses(string message, Action assertion)
        => Assert.Equal($"{message} (Parameter 'expectation')", Assert.Throws<ArgumentException>(assertion).Message);
}
