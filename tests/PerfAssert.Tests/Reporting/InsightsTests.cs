using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class InsightsTests
{
    [Fact]
    public void A_clean_even_run_has_highlights_and_nothing_else()
    {
        var insights = Insights.Of(FabricatedResult.Create(Enumerable.Repeat(5.0, 1000)));
        Assert.Equal(["None of 1,000 iterations failed.", "Even response times: P99 (5 ms) is 1 times the median (5 ms), n = 1,000."], insights.Highlights);
        Assert.Empty(insights.Concerns);
        Assert.Empty(insights.Recommendations);
    }

    [Fact]
    public void A_long_tail_is_a_concern_only_with_enough_samples()
    {
        static Insights Of(int count) => Insights.Of(FabricatedResult.Create(Enumerable.Range(0, count).Select(i => i % 50 == 0 ? 100.0 : 1)));
        Assert.Contains("Long tail: P99 (100 ms) is 100 times the median (1 ms), n = 1,000.", Of(1000).Concerns);
        Assert.Empty(Of(200).Concerns);
    }

    [Fact]
    public void Dropped_iterations_come_with_the_users_that_they_need()
    {
        var insights = Insights.Of(ReportCases.Create("failing_open_with_dropped_and_errors"));
        Assert.Contains("380 of 5,500 due iterations were dropped (6.9%): no user was free.", insights.Concerns);
        Assert.Equal("Set MaxUsers to 199 or more, or find out why an iteration takes so long.", Assert.Single(insights.Recommendations).Advice);
    }

    [Fact]
    public void What_makes_a_run_invalid_gives_its_remedy_with_its_evidence()
    {
        var insights = Insights.Of(ReportCases.Create("invalid_run"));
        Assert.Equal(["Run dotnet test -c Release."], insights.Recommendations.Select(item => item.Advice));
        Assert.Contains("Other processes used 12% of the CPU. Run on an idle machine.", insights.Concerns);
        Assert.Contains("The measurement cannot be trusted: The test was built for Debug, which runs several times slower.", insights.Concerns);
        Assert.DoesNotContain(insights.Highlights, text => text.Contains("hold", StringComparison.Ordinal));
    }

    [Fact]
    public void Slowing_down_under_a_steady_load_is_a_concern_and_under_a_ramp_is_not()
    {
        TimeSlice[] slices = [.. Enumerable.Range(0, 30).Select(second => FabricatedResult.Slice(second, 100, 10 + second))];
        Assert.Contains("Slowing down under a steady load: the median P95 of a second rose from 15 ms in the first third to 35 ms in the last.",
            Insights.Of(FabricatedResult.Create([1, 2], timeLine: slices)).Concerns);

        var ramp = FabricatedResult.Plan("ramp", new ClosedWorkload { Stages = [new Stage(1, 50, TimeSpan.FromSeconds(30))] });
        Assert.Empty(Insights.Of(FabricatedResult.Create([1, 2], timeLine: slices, plan: ramp)).Concerns);
    }

    [Fact]
    public void The_request_that_takes_most_of_the_time_is_where_to_begin()
    {
        var insights = Insights.Of(FabricatedResult.Create([1, 2], steps:
        [
            FabricatedResult.Step("all", StepKind.Step, Enumerable.Repeat(50.0, 100)),
            FabricatedResult.Step("GET /search", StepKind.Request, Enumerable.Repeat(30.0, 100)),
            FabricatedResult.Step("GET /health", StepKind.Request, Enumerable.Repeat(10.0, 100)),
        ]));
        var recommendation = Assert.Single(insights.Recommendations);
        Assert.Equal("To speed up the iteration, begin with GET /search.", recommendation.Advice);
        Assert.Equal("75% of all request time was spent there: 100 requests, mean 30 ms.", recommendation.Evidence);
    }

    [Fact]
    public void A_stalled_closed_model_is_told_to_use_the_open_one()
    {
        var insights = Insights.Of(ReportCases.Create("stalled_closed"));
        Assert.StartsWith("Measure with the open model, ArrivalRate = \"7900/s\"", Assert.Single(insights.Recommendations).Advice, StringComparison.Ordinal);
    }
}
