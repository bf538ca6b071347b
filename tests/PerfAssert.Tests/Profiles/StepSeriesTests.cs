using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Profiles;

public class StepSeriesTests
{
    private static readonly TimeSpan Service = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Each_level_has_a_result_of_its_own()
    {
        var series = Ask("5 → 20 → 100 users", places: 20);

        Assert.Equal([5, 20, 100], series.Steps.Select(step => step.PeakUsers));
        
        // What is in flight at the end of the window is not in it: a hundredth.
        Assert.Equal([50, 198, 198], series.Steps.Select(step => Math.Round(step.Throughput)));
        Assert.Equal([100, 100, 500], series.Steps.Select(step => Math.Round(step.ResponseTime.P95.TotalMilliseconds)));
        Assert.Equal(Verdict.Passed, series.Verdict);
        Assert.StartsWith("All 3 steps ran without errors. From 5 users to 100 users throughput went from ", series.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrivals_can_be_stepped_up_as_well()
    {
        var series = Ask("50 → 100 → 150/s", places: 20);

        Assert.Equal([50, 100, 150], series.Steps.Select(step => Math.Round(step.Started / 10.0)));
        Assert.Equal("50/s → 100/s → 150/s 10 s", series.Report().Short);
    }

    [Fact]
    public void The_first_step_has_the_warm_up_and_the_others_settle()
    {
        var series = Ask("5 → 20 → 10 users", places: 20, warmUp: TimeSpan.FromSeconds(3));

        Assert.Equal([3.1, 1.1, 1.1], series.Steps.Select(step => Math.Round(step.Cost.WarmUp.TotalSeconds, 1)));
    }

    [Fact]
    public void A_step_that_does_not_pass_fails_the_series_and_is_named()
    {
        var series = Ask("5 → 20 → 100 users", places: 20, expectation: "p95 < 200ms");

        Assert.Equal(Verdict.Failed, series.Verdict);
        var message = series.FailureText()!;
        Assert.StartsWith("Expected every step of virtual to pass, but this failed: 1 of 3 steps did not pass, the first at 100 users: Expected P95 of virtual at 100 users to be below 200 ms", message, StringComparison.Ordinal);
        Assert.Contains("\n  Of 100 users:\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_measured_before_the_stop_is_told()
    {
        var plan = EngineRun.Closed(1, TimeSpan.FromSeconds(10));
        var measurement = new StepSeriesMeasurement(Profile("5 → 20 → 100 users"), plan);
        var step = EngineRun.Run(EngineRun.Closed(5, TimeSpan.FromSeconds(10)), (user, _) => user.PauseAsync(Service));
        var applied = 0;

        Assert.Throws<OperationCanceledException>(() => measurement.RunAsync((_, _) => ++applied == 1 ? Task.FromResult(step) : throw new OperationCanceledException()).GetAwaiter().GetResult());
        var series = measurement.Result(new ProfileContext("Shop", plan, default, InProcess: true, "cancelled after 12 s"));

        Assert.Single(series.Steps);
        Assert.Equal(Verdict.InvalidRun, series.Verdict);
        Assert.Contains("Stopped       cancelled after 12 s", series.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_a_row_for_each_step()
    {
        var lines = ProfileFiles.Table(Ask("5 → 20 users", places: 20)).Split('\n');

        Assert.Equal("level,unit,length_s,succeeded,failed,dropped,throughput_per_s,p50_ms,p95_ms,p99_ms,error_ratio,verdict", lines[0]);
        Assert.StartsWith("5,users,10,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("20,users,10,", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",0,passed", lines[2], StringComparison.Ordinal);
    }

    private static StepSeriesProfile Profile(string steps)
    {
        var reader = new SettingsReader();
        var profile = StepSeriesProfile.Read(new StepSeriesSettings { Steps = steps, StepDuration = "10s" }, reader);
        Assert.Empty(reader.Errors);
        return profile!;
    }

    private static StepSeriesResult Ask(string steps, int places, string? expectation = null, TimeSpan? warmUp = null)
    {
        var plan = EngineRun.Closed(1, TimeSpan.FromSeconds(10)) with
        {
            WarmUp = WarmUp.For(warmUp ?? TimeSpan.Zero),
            Expectations = expectation is null ? [] : [Expectation.Parse(expectation)],
        };
        return VirtualProfile.Ask(new StepSeriesMeasurement(Profile(steps), plan), plan, (time, _) => new KnownCapacity(time, places, Service).ServeAsync);
    }
}
