using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Expectations;

public class ExpectationEvaluatorTests
{
    [Theory]
    [InlineData("p95 < 1s", Verdict.Passed, "Expected P95 of Shop.Search to be below 1 s, and it was 950 ms (1,000 iterations, 95% confidence 936 ms to 964 ms).")]
    [InlineData("p95 < 900ms", Verdict.Failed, "Expected P95 of Shop.Search to be below 900 ms, but it was 950 ms (1,000 iterations, 95% confidence 936 ms to 964 ms).")]
    [InlineData("p95 > 950.9ms", Verdict.Failed, "Expected P95 of Shop.Search to be above 951 ms, but it was 950 ms (1,000 iterations, 95% confidence 936 ms to 964 ms).")]
    [InlineData("mean <= 500.5ms", Verdict.Passed, "Expected mean response time of Shop.Search to be at most 501 ms, and it was 501 ms (1,000 iterations).")]
    [InlineData("mean < 500.5ms", Verdict.Failed, "Expected mean response time of Shop.Search to be below 501 ms, but it was 501 ms (1,000 iterations).")]
    [InlineData("mean < 500.499ms", Verdict.Failed, "Expected mean response time of Shop.Search to be below 500 ms, but it was 501 ms (1,000 iterations).")]
    [InlineData("mean < 500.4999ms", Verdict.Failed, "Expected mean response time of Shop.Search to be below 500 ms, but it was 501 ms (1,000 iterations).")]
    [InlineData("max < 999.9ms", Verdict.Failed, "Expected max response time of Shop.Search to be below 1 s, but it was 1,000 ms (1,000 iterations).")]
    [InlineData("service max < 500ms", Verdict.Failed, "Expected service time max of Shop.Search to be below 500 ms, but it was 500 ms (1,000 iterations).")]
    [InlineData("errors == 0", Verdict.Passed, "Expected number of errors of Shop.Search to be exactly 0, and it was 0 (1,000 iterations).")]
    [InlineData("error rate < 1%", Verdict.Passed, "Expected error rate of Shop.Search to be below 1%, and it was 0% (1,000 iterations).")]
    [InlineData("throughput >= 100/s", Verdict.Passed, "Expected throughput of Shop.Search to be at least 100/s, and it was 100/s (1,000 iterations).")]
    [InlineData("throughput > 100/s", Verdict.Failed, "Expected throughput of Shop.Search to be above 100/s, but it was 100/s (1,000 iterations).")]
    [InlineData("iterations >= 2000", Verdict.Failed, "Expected number of successes of Shop.Search to be at least 2,000, but it was 1,000 (1,000 iterations).")]
    [InlineData("allocated per iteration < 1KB", Verdict.Failed, "Expected memory allocated per iteration of Shop.Search to be below 1 KB, but it was 2 KB (1,000 iterations).")]
    [InlineData("sql commands per iteration <= 2", Verdict.Failed, "Expected SQL commands per iteration of Shop.Search to be at most 2, but it was 2.5 (1,000 iterations).")]
    [InlineData("cpu per iteration < 1ms", Verdict.Passed, "Expected CPU time per iteration of Shop.Search to be below 1 ms, and it was 310 µs (1,000 iterations).")]
    [InlineData("dropped == 0", Verdict.Passed, "Expected number of dropped iterations of Shop.Search to be exactly 0, and it was 0 (1,000 due iterations).")]
    public void A_limit_is_held_against_the_measured_value(string text, Verdict verdict, string message)
    {
        var evaluation = Evaluate(text, FabricatedResult.Create());

        Assert.Equal(message, evaluation.Message);
        Assert.Equal(verdict, evaluation.Verdict);
    }

    [Fact]
    public void A_value_that_rounds_to_the_limit_is_shown_with_more_digits()
        => Assert.Equal(
            "Expected mean response time of Shop.Search to be below 200 ms, but it was 200.004 ms (1 iteration).",
            Evaluate("mean < 200ms", FabricatedResult.Create([200.004])).Message);

    [Theory]
    [InlineData("p95 < 2s", "1500ms", Verdict.Passed)]
    [InlineData("p95 < 2s", "900ms", Verdict.Warning)]
    [InlineData("p95 < 500ms", "100ms", Verdict.Failed)]
    [InlineData("throughput >= 50/s", "100/s", Verdict.Passed)]
    [InlineData("throughput >= 50/s", "200/s", Verdict.Warning)]
    public void The_three_bands_are_good_warning_and_critical(string text, string warn, Verdict verdict)
        => Assert.Equal(verdict, ExpectationEvaluator.Evaluate(Expectation.Parse(text, warn), FabricatedResult.Create()).Verdict);

    [Fact]
    public void A_warning_names_both_limits()
        => Assert.Equal(
            "Expected P95 of Shop.Search to be below 2 s, and it was 950 ms (1,000 iterations, 95% confidence 936 ms to 964 ms), not below the warning limit of 900 ms.",
            ExpectationEvaluator.Evaluate(Expectation.Parse("p95 < 2s", "900ms"), FabricatedResult.Create()).Message);

    [Fact]
    public void A_step_is_judged_by_its_own_figures()
    {
        var result = FabricatedResult.Create(steps:
        [
            FabricatedResult.Step("checkout", StepKind.Step, Enumerable.Repeat(5.0, 100)),
            FabricatedResult.Step("GET /products", StepKind.Request, Enumerable.Repeat(7.0, 100), failedMilliseconds: [1]),
        ]);

        Assert.Equal(
            "Expected P95 of step \"checkout\" to be below 5 ms, but it was 5 ms (100 executions, 95% confidence 5 ms to 5 ms).",
            Evaluate("p95 of checkout < 5ms", result).Message);
        Assert.Equal(
            "Expected P95 of step \"GET /products\" to be below 10 ms, and it was 7 ms (100 requests, 95% confidence 7 ms to 7 ms, 1 that failed not counted).",
            Evaluate("p95 of 'GET /products' < 10ms", result).Message);
    }

    [Fact]
    public void A_step_that_never_ran_fails_and_lists_those_that_did()
    {
        var result = FabricatedResult.Create(steps: [FabricatedResult.Step("checkout", StepKind.Step, [1]), FabricatedResult.Step("pay", StepKind.Step, [1])]);

        var evaluation = Evaluate("p95 of chekout < 1s", result);

        Assert.Equal(Verdict.Failed, evaluation.Verdict);
        Assert.False(evaluation.Measured.HasData);
        Assert.Equal("Expected P95 of step \"chekout\" to be below 1 s, but there is no step \"chekout\". The run had: \"checkout\", \"pay\".", evaluation.Message);
    }

    [Theory]
    [InlineData("p95 < 1s", "but there is no data: no iterations ended")]
    [InlineData("error rate < 1%", "but there is no data: no iterations ended")]
    [InlineData("throughput > 1/s", "but there is no data: no iterations ended")]
    public void No_data_fails_and_says_so(string text, string finding)
    {
        var evaluation = Evaluate(text, FabricatedResult.Create([]));

        Assert.Equal(Verdict.Failed, evaluation.Verdict);
        Assert.EndsWith($", {finding}.", evaluation.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("response size < 1KB", "but there is no data: the run had no HTTP requests")]
    [InlineData("requests >= 1", "but there is no data: the run had no requests")]
    [InlineData("status 503 == 0", "but there is no data: the run had no responses")]
    [InlineData("availability > 99%", "but there is no data: the run had no seconds")]
    public void A_metric_that_the_run_does_not_have_fails_and_says_so(string text, string finding)
    {
        var evaluation = Evaluate(text, FabricatedResult.Create());

        Assert.Equal(Verdict.Failed, evaluation.Verdict);
        Assert.EndsWith($", {finding}.", evaluation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_operations_never_flatter_a_time()
    {
        var onlyFailures = FabricatedResult.Create([], failedMilliseconds: Enumerable.Repeat(0.1, 500));
        var manyFailures = FabricatedResult.Create(failedMilliseconds: Enumerable.Repeat(0.1, 100_000));

        Assert.Equal(
            "Expected P95 of Shop.Search to be below 1 s, but there were no successful iterations: all 500 failed.",
            Evaluate("p95 < 1s", onlyFailures).Message);
        Assert.Equal(
            "Expected P95 of Shop.Search to be below 900 ms, but it was 950 ms (1,000 iterations, 95% confidence 936 ms to 964 ms, 100,000 that failed not counted).",
            Evaluate("p95 < 900ms", manyFailures).Message);
    }

    [Theory]
    [InlineData("p95", 58, Verdict.Inconclusive)]
    [InlineData("p95", 59, Verdict.Passed)]
    [InlineData("p99", 298, Verdict.Inconclusive)]
    [InlineData("p99", 299, Verdict.Passed)]
    [InlineData("p99.9", 2994, Verdict.Inconclusive)]
    [InlineData("p99.9", 2995, Verdict.Passed)]
    [InlineData("service p95", 58, Verdict.Inconclusive)]
    [InlineData("max", 1, Verdict.Passed)]
    public void A_percentile_with_too_few_samples_is_inconclusive(string metric, int samples, Verdict verdict)
        => Assert.Equal(verdict, Evaluate($"{metric} < 1s", FabricatedResult.Create(Enumerable.Repeat(5.0, samples))).Verdict);

    [Theory]
    [InlineData("p99 < 1s", 120, "Expected P99 of Shop.Search to be below 1 s, but P99 needs at least 299 successful iterations and there were 120: run longer, or expect p95.")]
    [InlineData("p99.9 < 1s", 40, "Expected P99.9 of Shop.Search to be below 1 s, but P99.9 needs at least 2,995 successful iterations and there were 40: run longer, or expect p90.")]
    [InlineData("p50 < 1s", 1, "Expected P50 of Shop.Search to be below 1 s, but P50 needs at least 5 successful iterations and there was 1: run longer.")]
    public void Too_few_samples_say_how_many_are_needed_and_what_they_are_enough_for(string text, int samples, string message)
        => Assert.Equal(message, Evaluate(text, FabricatedResult.Create(Enumerable.Repeat(5.0, samples))).Message);

    [Fact]
    public void Failed_operations_do_not_make_up_for_too_few_samples()
        => Assert.Equal(
            "Expected P99 of Shop.Search to be below 1 s, but P99 needs at least 299 successful iterations and there were 120 (1,000 that failed not counted): run longer, or expect p95.",
            Evaluate("p99 < 1s", FabricatedResult.Create(Enumerable.Repeat(5.0, 120), failedMilliseconds: Enumerable.Repeat(1.0, 1000))).Message);

    [Theory]
    [InlineData(6, Verdict.Inconclusive)] // With 5% above the limit, 6 or more of 58 come in 7 of 100 runs,
    [InlineData(7, Verdict.Failed)] // 7 or more in fewer than 3.
    [InlineData(58, Verdict.Failed)]
    public void Too_few_samples_fail_all_the_same_when_they_could_not_come_by_chance(int above, Verdict verdict)
    {
        var times = Enumerable.Repeat(5.0, 58 - above).Concat(Enumerable.Repeat(500.0, above));

        Assert.Equal(verdict, Evaluate("p95 < 100ms", FabricatedResult.Create(times)).Verdict);
    }

    [Fact]
    public void Too_few_samples_that_surely_miss_a_lower_limit_fail()
        => Assert.Equal(Verdict.Failed, Evaluate("p5 > 100ms", FabricatedResult.Create(Enumerable.Repeat(5.0, 20))).Verdict);

    [Fact]
    public void Failed_iterations_that_no_expectation_speaks_of_fail_the_run()
    {
        var result = FabricatedResult.Create(failedMilliseconds: [1, 2], plan: Plan("p95 < 2s"));

        var evaluations = ExpectationEvaluator.EvaluateAll(result.Plan, result, includeImplicit: true);

        Assert.Equal([Verdict.Passed, Verdict.Failed], evaluations.Select(evaluation => evaluation.Verdict));
        Assert.Equal("errors == 0", evaluations[1].Expectation.Text);
        Assert.Equal(
            "Expected no failed iterations of Shop.Search, but 2 of 1,002 failed (0.2%): no expectation speaks of errors, so none are accepted; "
            + "write [Expect(\"error rate < 1%\")] to accept some.",
            evaluations[1].Message);
        Assert.Single(ExpectationEvaluator.EvaluateAll(result.Plan, result, includeImplicit: false));
    }

    [Fact]
    public void Failed_iterations_are_not_judged_twice()
    {
        static Evaluation? Judge(LoadPlan plan, double[]? failed = null) => ExpectationEvaluator.JudgeUnexpectedErrors(FabricatedResult.Create(failedMilliseconds: failed ?? [1], plan: plan));

        Assert.NotNull(Judge(Plan()));
        Assert.NotNull(Judge(Plan("errors of checkout == 0")));
        Assert.NotNull(Judge(Plan("status 503 < 10")));
        Assert.Null(Judge(Plan("success rate > 99%")));
        Assert.Null(Judge(Plan() with { AllowErrors = true }));
        Assert.Null(Judge(Plan(), failed: []));

        var judgedFluently = FabricatedResult.Create(failedMilliseconds: [1]);
        judgedFluently.MarkErrorsJudged();
        Assert.Null(ExpectationEvaluator.JudgeUnexpectedErrors(judgedFluently));
    }

    private static Evaluation Evaluate(string text, LoadResult result) => ExpectationEvaluator.Evaluate(Expectation.Parse(text), result);

    private static LoadPlan Plan(params string[] expectations)
        => FabricatedResult.Plan("Shop.Search") with { Expectations = [.. expectations.Select(text => Expectation.Parse(text))] };
}
