using PerfAssert.Xunit.Fixtures;
using PerfAssert.Xunit.Tests.Runner;
using Xunit;

namespace PerfAssert.Xunit.Tests;

/// <summary>Alone, because what it changes holds for the whole process.</summary>
[Collection(nameof(SkipSwitchTests))]
[CollectionDefinition(nameof(SkipSwitchTests), DisableParallelization = true)]
public sealed class SkipSwitchTests : IDisposable
{
    public void Dispose() => Environment.SetEnvironmentVariable(SkipSwitch.Variable, null);

    [Theory]
    [InlineData("1", "Load tests are skipped: PERFASSERT_SKIP is set.")]
    [InlineData("the database is being moved", "the database is being moved")]
    public async Task The_environment_skips_every_load_test(string value, string reason)
    {
        Environment.SetEnvironmentVariable(SkipSwitch.Variable, value);

        var run = await InnerRun.OfAsync(typeof(Skips), nameof(Skips.Runs));

        Assert.Equal(("skipped", reason), (run.Single.Outcome, run.Single.Message));
    }

    [Fact]
    public async Task The_environment_does_not_skip_with_0()
    {
        Environment.SetEnvironmentVariable(SkipSwitch.Variable, "0");

        Assert.Equal("passed", (await InnerRun.OfAsync(typeof(Skips), nameof(Skips.Runs))).Single.Outcome);
    }
}
