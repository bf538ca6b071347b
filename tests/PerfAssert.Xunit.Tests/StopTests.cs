using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Xunit.Tests;

/// <summary>Loads of an hour: the tests end because the loads are stopped.</summary>
public class StopTests
{
    [Fact]
    public async Task A_time_out_stops_the_load_and_says_what_was_measured()
    {
        var result = (await InnerRun.OfAsync(typeof(Endless), nameof(Endless.Times_out))).Single;

        Assert.Equal("failed", result.Outcome);
        Assert.Matches(
            @"^Test execution timed out after 300 milliseconds\. (Measured until then: \d.* iterations, 0 failed, P95 .*|Nothing was measured until then)\.$",
            result.Message);
    }

    [Fact]
    public async Task A_runner_that_stops_the_run_stops_the_load()
    {
        Journal.Take<Endless>();

        await InnerRun.OfAsync(
            [typeof(Endless)],
            testCase => testCase.TestMethod.Method.Name == nameof(Endless.Stopped_by_the_runner),
            goOn: message => !(message is ITestOutput && Endless.IsRunning));

        Assert.Equal(["clean"], Journal.Take<Endless>());
    }

    [Fact]
    public async Task A_body_that_ignores_its_cancellation_is_abandoned_and_told_what_to_do()
    {
        var never = new TaskCompletionSource();
        var limit = new TimeLimit(milliseconds: 1, patience: TimeSpan.FromMilliseconds(1));

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => limit.RunAsync(_ => never.Task, () => "", CancellationToken.None));

        Assert.Equal(
            "Test execution timed out after 1 milliseconds, and the body has ignored its cancellation for 1 ms. "
            + "Pass user.CancellationToken on, and block nowhere.",
            exception.Message);
    }

    [Fact]
    public async Task A_time_out_says_that_nothing_was_measured()
    {
        var limit = new TimeLimit(milliseconds: 1, TimeLimit.DefaultPatience);

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => limit.RunAsync(
            token => Task.Delay(Timeout.InfiniteTimeSpan, token), () => "Nothing was measured until then.", CancellationToken.None));

        Assert.Equal("Test execution timed out after 1 milliseconds. Nothing was measured until then.", exception.Message);
    }
}
