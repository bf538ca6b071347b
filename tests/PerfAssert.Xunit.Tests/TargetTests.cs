using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;

namespace PerfAssert.Xunit.Tests;

public class TargetTests
{
    [Theory]
    [InlineData(typeof(TargetOfFixture))]
    [InlineData(typeof(TargetOfSharedFixture))]
    [InlineData(typeof(TestClassAsTarget))]
    [InlineData(typeof(PlainFactory))]
    public async Task A_fixture_the_test_class_or_a_plain_factory_is_what_the_users_call(Type testClass)
        => Assert.All((await InnerRun.OfAsync(testClass)).Results, result => Assert.Equal("passed: ", $"{result.Outcome}: {result.Message}"));

    [Fact]
    public async Task A_call_without_a_target_says_what_to_write()
    {
        var result = (await InnerRun.OfAsync(typeof(WithoutTarget))).Single;

        Assert.Equal("failed", result.Outcome);
        Assert.Equal(
            "The load test cannot start: user.Http needs a target and this run has none. Write load.Against(application) or "
            + "load.Against(\"http://localhost:5000\"), take the application as a class fixture, or set BaseUrl on the attribute.",
            result.Message);
        Assert.Null(result.Stack);
    }
}
