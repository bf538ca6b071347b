using FluentAssertions;
using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Expectations;

public class ResourceMetricsTests
{
    private static readonly LoadResult Result = FabricatedResult.Create(resources: FabricatedResources.Create(
        null,
        (Resources.Cpu, [0.4, 0.6, 0.8]),
        (Resources.Memory, [100 << 20, 300 << 20, 80 << 20]),
        (Resources.Gen2, [3, 5, 8]),
        (Resources.GcPause, [1e8, 2e8, 6e8]),
        (Resources.Allocated, [0, 1 << 20, 4 << 20]),
        (Resources.PoolQueue, [4]),
        (Resources.Exceptions, [4]),
        (new Resource("queue depth", MetricUnit.Count, ResourceKind.Level), [5, 9, 7]),
        (new Resource("jobs", MetricUnit.Count, ResourceKind.Total), [100, 300, 2100]),
        (new Resource("cache", MetricUnit.Bytes, ResourceKind.Level), [1024, 2048, 4096])));

    [Theory]
    [InlineData("cpu < 61%", 0.6)]
    [InlineData("peak cpu < 81%", 0.8)]
    [InlineData("memory < 301MB", 300 << 20)]
    [InlineData("initial memory < 101MB", 100 << 20)]
    [InlineData("mean memory < 196MB", 195 << 20)]
    [InlineData("Final  Memory < 81MB", 80 << 20)]
    [InlineData("memory growth < 1MB", -20 << 20)]
    [InlineData("gen2 < 6", 5)]
    [InlineData("gen2/s < 3/s", 2.5)]
    [InlineData("peak gen2/s <= 3/s", 3)]
    [InlineData("gen2 per iteration < 1", 0.005)]
    [InlineData("gc pause < 501ms", 5e8)]
    [InlineData("gc pause share <= 25%", 0.25)]
    [InlineData("gc pause per iteration < 1ms", 5e5)]
    [InlineData("allocated/s <= 2MB/s", 2 << 20)]
    [InlineData("pool queue < 5", 4)]
    [InlineData("'queue depth' < 10", 9)]
    [InlineData("mean 'queue depth' < 7.6", 7.5)]
    [InlineData("'queue depth' growth <= 2", 2)]
    [InlineData("'cache' < 5KB", 4096)]
    public void Every_reading_has_a_name(string text, double measured)
    {
        var evaluation = ExpectationEvaluator.Evaluate(Expectation.Parse(text), Result);
        evaluation.Verdict.Should().Be(Verdict.Passed, evaluation.Message);
        evaluation.Measured.Value.Should().BeApproximately(measured, Math.Abs(measured) * 1e-9);
    }

    [Theory]
    [InlineData("threads < 5", "nothing read \"threads\" during the run, or only once")]
    [InlineData("exceptions < 5", "nothing read \"exceptions\" during the run, or only once")]
    [InlineData("pool queue growth < 5", "nothing read \"pool queue\" during the run, or only once")]
    [InlineData("'queue dept' < 5", "nothing read \"queue dept\", as a count, during the run, or only once")]
    [InlineData("'queue depth' < 5MB", "nothing read \"queue depth\", as a size, during the run, or only once")]
    public void Without_a_reading_it_fails_and_says_so(string text, string reason)
    {
        var evaluation = ExpectationEvaluator.Evaluate(Expectation.Parse(text), Result);
        evaluation.Verdict.Should().Be(Verdict.Failed);
        evaluation.Message.Should().EndWith($"but there is no data: {reason}.");
    }

    [Theory]
    [InlineData("memry < 5MB", "Did you mean \"memory\"?")]
    [InlineData("peak memry < 5MB", "Did you mean \"peak memory\"?")]
    [InlineData("memory < 5", "write \"5KB\", if that is what you mean")]
    [InlineData("memory of checkout < 5MB", "which is known for the whole run only")]
    [InlineData("memory growth < -5MB", "has the negative limit")]
    [InlineData("cpu < 120%", "has a limit above 100%")]
    [InlineData("peak gen2 < 5", "has the unknown metric \"peak gen2\"")]
    public void A_mistake_says_what_to_write(string text, string remedy)
        => FluentActions.Invoking(() => Expectation.Parse(text)).Should().Throw<FormatException>().WithMessage($"*{remedy}*");

    [Fact]
    public void A_total_in_quotes_is_a_total_where_its_name_says_so()
    {
        ExpectationEvaluator.Evaluate(Expectation.Parse("'jobs'/s < 1001/s"), Result).Measured.Value.Should().Be(1000);
        ExpectationEvaluator.Evaluate(Expectation.Parse("'jobs' < 2001"), Result).Measured.Value.Should().Be(2000);
    }

    [Fact]
    public void A_resource_that_was_watched_can_be_asked_for_its_values()
    {
        Result.Should().HaveResource("queue depth").Which.Peak.Should().Be(9);
        FluentActions.Invoking(() => Result.Should().HaveResource("threads")).Should().Throw<Exception>()
            .WithMessage("Expected * to have readings of the resource \"threads\", but there are only cpu, memory, *");
    }
}
