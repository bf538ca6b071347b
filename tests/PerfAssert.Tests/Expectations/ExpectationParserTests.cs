using Xunit;

namespace PerfAssert.Tests.Expectations;

public class ExpectationParserTests
{
    [Theory]
    [InlineData("p95 < 200ms", "p95", Comparison.Below, 200e6)]
    [InlineData("  P95<=1.5 s ", "p95", Comparison.AtMost, 1.5e9)]
    [InlineData("p99.9 < 850us", "p99.9", Comparison.Below, 850e3)]
    [InlineData("p99.95 < 850µs", "p99.95", Comparison.Below, 850e3)]
    [InlineData("p99.90 < 1min", "p99.9", Comparison.Below, 60e9)]
    [InlineData("service  p95 < 200ns", "service p95", Comparison.Below, 200)]
    [InlineData("Median < 1h", "p50", Comparison.Below, 3600e9)]
    [InlineData("service median < 1ms", "service p50", Comparison.Below, 1e6)]
    [InlineData("mean ≤ 200ms", "mean", Comparison.AtMost, 200e6)]
    [InlineData("stddev < 20ms", "stddev", Comparison.Below, 20e6)]
    [InlineData("error rate < 1%", "error rate", Comparison.Below, 0.01)]
    [InlineData("success rate ≥ 99.5 %", "success rate", Comparison.AtLeast, 0.995)]
    [InlineData("availability > 99%", "availability", Comparison.Above, 0.99)]
    [InlineData("errors == 0", "errors", Comparison.Exactly, 0)]
    [InlineData("throughput >= 100/s", "throughput", Comparison.AtLeast, 100)]
    [InlineData("iterations/s >= 6000/min", "throughput", Comparison.AtLeast, 100)]
    [InlineData("rps > 7200/h", "requests/s", Comparison.Above, 2)]
    [InlineData("iterations >= 1000", "iterations", Comparison.AtLeast, 1000)]
    [InlineData("status 503 <= 10", "status 503", Comparison.AtMost, 10)]
    [InlineData("response size < 20KB", "response size", Comparison.Below, 20 * 1024)]
    [InlineData("bytes/s in > 10MB/s", "bytes/s in", Comparison.Above, 10 * 1024 * 1024)]
    [InlineData("allocated per iteration < 1.5MB", "allocated per iteration", Comparison.Below, 1.5 * 1024 * 1024)]
    [InlineData("cpu per iteration < 2ms", "cpu per iteration", Comparison.Below, 2e6)]
    [InlineData("dropped == 0", "dropped", Comparison.Exactly, 0)]
    [InlineData("dropped rate < 5%", "dropped rate", Comparison.Below, 0.05)]
    public void The_grammar_reads_a_metric_a_comparison_and_a_limit(string text, string metric, Comparison comparison, double limit)
    {
        var expectation = Expectation.Parse(text);

        Assert.Equal(metric, expectation.Metric.Name);
        Assert.Equal(comparison, expectation.Comparison);
        Assert.Equal(limit, expectation.Limit, limit * 1e-12);
        Assert.Equal(text.Trim(), expectation.Text);
        Assert.Null(expectation.Step);
    }
}
