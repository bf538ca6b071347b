using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Xunit.Tests;

public class OrderTests
{
    [Fact]
    public async Task Collections_with_load_tests_run_after_all_others_and_one_by_one()
    {
        var run = await InnerRun.OfAsync(typeof(AlphaLoad), typeof(BetaOrdinary), typeof(GammaLoad), typeof(DeltaOrdinary));

        Assert.Equal(8, run.Results.Count);
        Assert.All(run.Results, result => Assert.Equal("passed: ", $"{result.Outcome}: {result.Message}"));
        var collections = run.Messages
            .Where(message => message is ITestCollectionStarting or ITestCollectionFinished)
            .Cast<ITestCollectionMessage>()
            .Select(message => (Started: message is ITestCollectionStarting, Load: message.TestCollection.DisplayName.Contains("Load", StringComparison.Ordinal)))
            .ToList();
        Assert.All(collections.Take(4), collection => Assert.False(collection.Load));
        Assert.Equal([(true, true), (false, true), (true, true), (false, true)], collections.Skip(4));
    }

    [Fact]
    public async Task What_asks_about_load_tests_runs_after_them()
    {
        var run = await InnerRun.OfAsync(typeof(OmegaAfter), typeof(AlphaLoad), typeof(BetaOrdinary));

        Assert.All(run.Results, result => Assert.Equal("passed: ", $"{result.Outcome}: {result.Message}"));
        Assert.Equal(
            [nameof(BetaOrdinary), nameof(AlphaLoad), nameof(OmegaAfter)],
            run.Messages.OfType<ITestClassStarting>().Select(message => message.TestClass.Class.Name.Split('.')[^1]));
    }

    [Fact]
    public async Task The_assembly_reports_all_its_tests_at_the_end()
    {
        var run = await InnerRun.OfAsync(typeof(AlphaLoad), typeof(BetaOrdinary));

        var finished = run.Messages.OfType<ITestAssemblyFinished>().Single();
        Assert.Equal((4, 0, 0), (finished.TestsRun, finished.TestsFailed, finished.TestsSkipped));
        Assert.Equal(4, finished.TestCases.Count());
    }
}
