using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Expectations;

public class MetricsTests
{
    private static readonly StepResult Request = FabricatedResult.Step("GET /products", StepKind.Request, Enumerable.Range(1, 1000).Select(i => (double)i), [1, 2], status: 201);

    private static readonly LoadResult Result = FabricatedResult.Create(
        failedMilliseconds: Enumerable.Repeat(0.1, 250), steps: [Request], dropped: 50, timeLine: [FabricatedResult.Slice(0, 10, 5), FabricatedResult.Slice(1, 0, 0, failed: 3)]);

    [Theory]
    [InlineData("min", 1e6, 1000)]
    [InlineData("max", 1000e6, 1000)]
    [InlineData("mean", 500.5e6, 1000)]
    [InlineData("stddev", 288.675e6, 1000)]
    [InlineData("p50", 500e6, 1000)]
    [InlineData("median", 500e6, 1000)]
    [InlineData("p75", 750e6, 1000)]
    [InlineData("p90", 900e6, 1000)]
    [InlineData("p95", 950e6, 1000)]
    [InlineData("p99", 990e6, 1000)]
    [InlineData("p99.9", 999e6, 1000)]
    [InlineData("p12.5", 125e6, 1000)]
    [InlineData("service min", 0.5e6, 1000)]
    [InlineData("service max", 500e6, 1000)]
    [InlineData("service mean", 250.25e6, 1000)]
    [InlineData("service stddev", 144.3375e6, 1000)]
    [InlineData("service p50", 250e6, 1000)]
    [InlineData("service p75", 375e6, 1000)]
    [InlineData("service p90", 450e6, 1000)]
    [InlineData("service p95", 475e6, 1000)]
    [InlineData("service p99", 495e6, 1000)]
    [InlineData("service p99.9", 499.5e6, 1000)]
    [InlineData("errors", 250, 1250)]
    [InlineData("error rate", 0.2, 1250)]
    [InlineData("success rate", 0.8, 1250)]
    [InlineData("availability", 0.5, 2)]
    [InlineData("throughput", 100, 1250)]
    [InlineData("iterations", 1000, 1250)]
    [InlineData("requests", 1002, 1002)]
    [InlineData("requests/s", 100.2, 1002)]
    [InlineData("dropped", 50, 1300)]
    [InlineData("dropped rate", 50.0 / 1300, 1300)]
    [InlineData("bytes/s in", 150_000, 1250)]
    [InlineData("bytes/s out", 0, 1250)]
    [InlineData("response size", 1200, 1250)]
    [InlineData("status 201", 1000, 1000)]
    [InlineData("status 503", 0, 1000)]
    [InlineData("allocated per iteration", 2048, 1250)]
    [InlineData("cpu per iteration", 310_000, 1250)]
    [InlineData("sql commands per iteration", 2.5, 1250)]
    [InlineData("outbound calls per iteration", 0.5, 1250)]
    public void Every_metric_reads_its_figure_and_its_samples(string name, double value, long samples)
    {
        var measured = Metrics.Find(name)!.Measure(Result);

        Assert.Equal(value, measured.Value, Math.Max(1e-9, value * 0.001));
        Assert.Equal(samples, measured.Samples);
    }

    [Fact]
    public void Every_metric_of_the_catalogue_is_found_by_its_name_and_shown_with_one()
        => Assert.All(Metrics.All, metric =>
        {
            Assert.Equal(metric.Name, Metrics.Find(metric.Name.ToUpperInvariant())!.Name);
            Assert.NotEmpty(metric.Display);
            Assert.True(Metrics.IsService(metric.Name) || Metrics.Listing.Contains(metric.Name, StringComparison.Ordinal));
        });

    [Theory]
    [InlineData("eror rate", "error rate")]
    [InlineData("thruput", null)]
    [InlineData("troughput", "throughput")]
    [InlineData("servce p95", "service p95")]
    [InlineData("medain", "median")]
    [InlineData("latency", null)]
    public void The_nearest_name_is_a_slip_of_the_fingers_away(string name, string? nearest)
        => Assert.Equal(nearest, Metrics.Nearest(name));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Edit_distance_counts_insertions_deletions_replacements_and_swaps(string left, string right, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(left, right));
        Assert.Equal(distance, EditDistance.Between(right, left));
    }

    [Theory]
    [InlineData("+", 1, 1)]
    [InlineData("+-", 0.5, 2)]
    [InlineData("+..+", 1, 4)] // Silent, then an answer: slow, but answering.
    [InlineData("+..-", 0.25, 4)] // Silent, then failures: that is what its users waited for.
    [InlineData("+d", 0.5, 2)]
    [InlineData("+...", 1, 1)] // Nothing is known of a silent end.
    [InlineData("....", 0, 0)]
    public void Availability_is_the_share_of_seconds_that_brought_an_answer(string seconds, double share, long counted)
    {
        TimeSlice[] slices = [.. seconds.Select((kind, second) =>
            FabricatedResult.Slice(second, kind == '+' ? 5 : 0, 1, failed: kind is '+' or '-' ? 2 : 0) with { Dropped = kind == 'd' ? 1 : 0 })];

        var measured = Metrics.Find("availability")!.Measure(FabricatedResult.Create(timeLine: slices));

        Assert.Equal(counted, measured.Samples);
        Assert.Equal(share, measured.Value, 9);
    }

    [Fact]
    public void Sizes_without_HTTP_are_no_data_and_not_zero()
        => Assert.False(Metrics.Find("response size")!.Measure(FabricatedResult.Create()).HasData);

    [Fact]
    public void A_step_has_no_metric_of_the_whole_run()
        => Assert.All(Metrics.All.Where(metric => metric.WholeIterationsOnly), metric => Assert.False(metric.Measure(Request).HasData));

    [Fact]
    public void Error_metrics_are_those_that_judge_errors()
        => Assert.Equal(["errors", "error rate", "success rate"], Metrics.All.Where(metric => metric.JudgesErrors).Select(metric => metric.Name));
}
