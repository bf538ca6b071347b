using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Expectations;

public class FailureMessageTests
{
    [Fact]
    public void A_failed_run_reads_from_what_was_expected_to_where_the_report_is()
    {
        var plan = FabricatedResult.Plan("Shop.Search") with
        {
            Expectations = [Expectation.Parse("p95 < 200ms", requirement: "9.3"), Expectation.Parse("error rate < 1%"), Expectation.Parse("max < 1min")],
        };
        double[] times = [.. Enumerable.Range(1, 1000).Select(i => i <= 900 ? 50 + (i * 0.1) : 400 + i)];
        var result = FabricatedResult.Create(
            times,
            failedMilliseconds: Enumerable.Repeat(0.1, 30),
            steps:
            [
                FabricatedResult.Step("checkout", StepKind.Step, times.Select(ms => ms * 0.45)),
                FabricatedResult.Step("GET /products/{id}", StepKind.Request, times.Select(ms => ms * 0.2)),
                FabricatedResult.Step("POST /orders", StepKind.Request, times.Select(ms => ms * 0.05)),
                FabricatedResult.Step("GET /health", StepKind.Request, times.Select(ms => ms * 0.005)),
            ],
            errors:
            [
                new("timeout", 5, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4), []),
                new("status 503", 25, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4), ["GET /products/17 answered 503 Service Unavailable, Retry-After: 120 seconds\nbody"]),
            ],
            plan: plan,
            timeLine: [.. Enumerable.Range(0, 10).Select(second => FabricatedResult.Slice(second, 100, second == 3 ? 1300 : 130))],
            validity: new([new("noise", ValiditySeverity.Note, "Other processes used 12% of the machine.", "Close them.")]),
            stoppedEarly: "the test was cancelled",
            reportFolder: "artifacts/perf/Shop.Search",
            judge: measured => ExpectationEvaluator.EvaluateAll(plan, measured, includeImplicit: true));

        AssertText(
            """
            Expected P95 of Shop.Search to be below 200 ms, but it was 1.35 s (1,000 iterations, 95% confidence 1.34 s to 1.36 s, 30 that failed not counted). Requirement 9.3.
            Expected error rate of Shop.Search to be below 1%, but it was 2.9% (1,030 iterations).

              Response time   P50 100 ms   P75 125 ms   P90 140 ms   P95 1.35 s   P99 1.39 s   max 1.4 s
                              50.1 ms ▄▅▅▆▆▇█▄ │              ▅ 1.4 s   │ limit 200 ms
              Slowest steps   checkout             P95 607 ms    90% of the time   1,000 executions
                              GET /products/{id}   P95 270 ms    40% of the time   1,000 requests
                              POST /orders         P95 67.5 ms   10% of the time   1,000 requests
              Errors          status 503   25×   GET /products/17 answered 503 Service Unavailable, Retry-After…
                              timeout      5×
              Worst second    at 3 s: P99 1.95 s, max 2.6 s, 100 iterations; P99 of a usual second is 195 ms. A
                              closed model understates a stall, as its users wait and send nothing meanwhile.
              Stopped early   the test was cancelled
              Likely cause    the run stalled once, at 3 s: P99 of that second was 1.95 s where 195 ms is usual.
              Note            Other processes used 12% of the machine. Close them.
              Report          artifacts/perf/Shop.Search
            """,
            FailureMessage.Compose(result, Failed(result)));
    }

    [Fact]
    public void A_failed_step_shows_its_own_distribution()
    {
        var plan = FabricatedResult.Plan("Shop.Search") with { Expectations = [Expectation.Parse("service max of pay < 5ms")] };
        var result = FabricatedResult.Create(
            [20, 20, 20],
            steps: [FabricatedResult.Step("pay", StepKind.Step, [4, 4, 8])],
            plan: plan,
            judge: measured => ExpectationEvaluator.EvaluateAll(plan, measured, includeImplicit: true));

        AssertText(
            """
            Expected service time max of step "pay" to be below 5 ms, but it was 8 ms (3 executions).

              Service time    of step "pay"
                              P50 4 ms   P75 8 ms   P90 8 ms   P95 8 ms   P99 8 ms   max 8 ms
                              4 ms █      │                ▅ 8 ms   │ limit 5 ms
              Steps           pay   P95 8 ms   53.3% of the time   3 executions
            """,
            FailureMessage.Compose(result, Failed(result)));
    }

    [Fact]
    public void An_invalid_run_says_first_what_to_change_and_that_nothing_is_proven()
    {
        var plan = FabricatedResult.Plan("Shop.Search") with { Expectations = [Expectation.Parse("mean < 1ms")] };
        var result = FabricatedResult.Create(
            [5, 5, 5],
            plan: plan,
            validity: new(
            [
                new("debug-build", ValiditySeverity.Invalid, "The test was built in Debug.", "Build it with -c Release."),
                new("generator-saturated", ValiditySeverity.Invalid, "Only 91% of the asked rate was reached.", "Lower the rate."),
            ]),
            judge: measured => ExpectationEvaluator.EvaluateAll(plan, measured, includeImplicit: true));

        AssertText(
            """
            Invalid run: The test was built in Debug. Build it with -c Release.
            Invalid run: Only 91% of the asked rate was reached. Lower the rate.
            The expectations were judged on figures that prove nothing until this is changed:
            Expected mean response time of Shop.Search to be below 1 ms, but it was 5 ms (3 iterations).

              Response time   P50 5 ms   P75 5 ms   P90 5 ms   P95 5 ms   P99 5 ms   max 5 ms
            """,
            FailureMessage.Compose(result, Failed(result)));
    }

    [Fact]
    public void An_invalid_run_without_failed_expectations_is_explained_too()
    {
        var result = FabricatedResult.Create([5], validity: new([new("debug-build", ValiditySeverity.Invalid, "Debug build.", "Use Release.")]));

        Assert.StartsWith("Invalid run: Debug build. Use Release.\n\n  Response time ", FailureMessage.Compose(result, []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_in_which_everything_failed_shows_the_errors()
    {
        var result = FabricatedResult.Create([], failedMilliseconds: Enumerable.Repeat(0.1, 30));

        AssertText(
            """
            Expected no failed iterations of Shop.Search, but 30 of 30 failed (100%): no expectation speaks of errors, so none are accepted; write [Expect("error rate < 1%")] to accept some.

              Errors          status 503   30×   GET /products answered 503 Service Unavailable
              Likely cause    100% of the failures are of one kind, status 503, from 1.5 s to 9.25 s of the run.
            """,
            FailureMessage.Compose(result, ExpectationEvaluator.EvaluateAll(result.Plan, result, includeImplicit: true)));
    }

    [Fact]
    public void Many_kinds_of_errors_are_summed_up()
    {
        ErrorSummary[] errors = [.. Enumerable.Range(1, 8).Select(i => new ErrorSummary($"kind {i}", i, TimeSpan.Zero, TimeSpan.Zero, ["no"]))];
        var result = FabricatedResult.Create([], failedMilliseconds: Enumerable.Repeat(0.1, 36), errors: errors);

        AssertText(
            """
              Errors          kind 8   8×   no
                              kind 7   7×   no
                              kind 6   6×   no
                              kind 5   5×   no
                              kind 4   4×   no
                              and 6 of 3 other kinds
            """,
            FailureMessage.Explain(result, null, result));
    }

    [Fact]
    public void No_line_of_the_explanation_is_wider_than_a_terminal()
    {
        var result = FabricatedResult.Create(
            failedMilliseconds: [1],
            steps: [FabricatedResult.Step("GET /" + new string('x', 200), StepKind.Request, [1, 2, 3])],
            errors: [new(new string('k', 60), 1, TimeSpan.Zero, TimeSpan.Zero, [new string('m', 300)])],
            validity: new([new("noise", ValiditySeverity.Note, string.Join(' ', Enumerable.Repeat("busy", 60)), "Wait.")]));

        Assert.All(FailureMessage.Explain(result, null, result).Split('\n'), line => Assert.InRange(line.Length, 1, 100));
    }

    private static IReadOnlyList<Evaluation> Failed(LoadResult result) => [.. result.Evaluations.Where(evaluation => evaluation.Verdict >= Verdict.Inconclusive)];

    private static void AssertText(string expected, string actual) => Assert.Equal(expected.ReplaceLineEndings("\n"), actual);
}
