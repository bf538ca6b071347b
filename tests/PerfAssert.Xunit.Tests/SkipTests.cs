using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Xunit.Tests;

public class SkipTests
{
    [Fact]
    public async Task The_attribute_skips_with_its_reason()
    {
        var run = await InnerRun.OfAsync(typeof(Skips), nameof(Skips.Attribute));

        Assert.Equal(("skipped", "by attribute"), (run.Single.Outcome, run.Single.Message));
    }

    [Fact]
    public async Task A_body_skips_by_the_prefix_of_its_exception_and_is_counted_as_skipped()
    {
        var run = await InnerRun.OfAsync(typeof(Skips), nameof(Skips.Body));

        Assert.Equal(("skipped", "no server for Skips.Body"), (run.Single.Outcome, run.Single.Message));
        AssertCounts(run.Messages.OfType<ITestCaseFinished>().Single(), run: 1, failed: 0, skipped: 1);
        AssertCounts(run.Messages.OfType<ITestClassFinished>().Single(), run: 1, failed: 0, skipped: 1);
        AssertCounts(run.Messages.OfType<ITestAssemblyFinished>().Single(), run: 1, failed: 0, skipped: 1);
    }

    [Theory]
    [InlineData(typeof(SkipInConstructor), "no licence")]
    [InlineData(typeof(SkipInFixture), "docker is not available")]
    public async Task Constructors_and_fixtures_skip_too(Type testClass, string reason)
    {
        var run = await InnerRun.OfAsync(testClass);

        Assert.Equal(("skipped", reason), (run.Single.Outcome, run.Single.Message));
    }

    [Fact]
    public async Task Ordinary_tests_beside_load_tests_skip_too()
    {
        var run = await InnerRun.OfAsync(typeof(SkippedFact));

        Assert.Equal(("skipped", "no server"), (run.Single.Outcome, run.Single.Message));
        AssertCounts(run.Messages.OfType<ITestCaseFinished>().Single(), run: 1, failed: 0, skipped: 1);
        AssertCounts(run.Messages.OfType<ITestAssemblyFinished>().Single(), run: 1, failed: 0, skipped: 1);
    }

    private static void AssertCounts(IFinishedMessage message, int run, int failed, int skipped)
        => Assert.Equal((run, failed, skipped), (message.TestsRun, message.TestsFailed, message.TestsSkipped));
}
