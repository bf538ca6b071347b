using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Baselines;

public class FreshProcessTests
{
    private static readonly TestIdentity Test = new("Search.Fast(q: \"a b\")", "Shop.Tests.Outer+Search.Fast", Path.Combine(AppContext.BaseDirectory, "Shop.Tests.dll"), "");

    [Fact]
    public void The_process_runs_the_one_test_and_only_measures()
    {
        var start = FreshProcess.Describe("/usr/bin/dotnet", Test, "/tmp/out");

        Assert.Equal(["vstest", Test.Assembly, "--TestCaseFilter:FullyQualifiedName=Shop.Tests.Outer+Search.Fast", "--ResultsDirectory:/tmp/out"], start.ArgumentList);
        Assert.Equal(
            ("measure", "0", Test.Key, "/tmp/out", "1"),
            (start.Environment["PERFASSERT_BASELINE"], start.Environment["PERFASSERT_CONFIRM"], start.Environment["PERFASSERT_ONLY"], start.Environment["PERFASSERT_OUTPUT"],
             start.Environment["PERFASSERT_NO_LOCK"]));
        Assert.False(start.UseShellExecute);
        Assert.True(start.CreateNoWindow);
        Assert.DoesNotContain("GITHUB_STEP_SUMMARY", start.Environment.Keys);
    }

    [Fact]
    public void What_VSTest_reads_as_its_own_is_escaped()
        => Assert.Contains(
            @"--TestCaseFilter:FullyQualifiedName=Shop.Tests.Of\(int\)\&\|\=\!\~\\.Fast",
            FreshProcess.Describe("dotnet", Test with { FullyQualifiedName = @"Shop.Tests.Of(int)&|=!~\.Fast" }, "/tmp").ArgumentList);

    [Theory]
    [InlineData("VSTEST_HOST_DEBUG", true)]
    [InlineData("MSBuildSDKsPath", true)]
    [InlineData("CORECLR_ENABLE_PROFILING", true)]
    [InlineData("CORECLR_PROFILER_PATH_64", true)]
    [InlineData("DOTNET_STARTUP_HOOKS", true)]
    [InlineData("DOTNET_ROOT", false)]
    [InlineData("DOTNET_TieredPGO", false)]
    [InlineData("ConnectionStrings__Shop", false)]
    [InlineData("PATH", false)]
    public void What_belongs_to_this_process_alone_is_left_behind(string variable, bool leaks) => Assert.Equal(leaks, DotnetHost.Leaks(variable));

    [Fact]
    public void The_dotnet_of_this_process_is_found() => Assert.True(File.Exists(DotnetHost.Find()));

    [Fact]
    public void The_process_is_given_three_times_the_planned_time_and_a_minute()
    {
        var result = FabricatedResult.Create();

        // 10 s of load, 2.5 s of warm-up, 10 s to stop.
        Assert.Equal(TimeSpan.FromSeconds((3 * 22.5) + 60), FreshProcess.Limit(result));
    }

    [Fact]
    public async Task A_run_outside_a_test_cannot_be_made_again()
    {
        var again = await FreshProcess.MeasureAsync(FabricatedResult.Create(), CancellationToken.None);

        Assert.Null(again.Measurement);
        Assert.Equal("the run belongs to no test that could be run again", again.Failure);
    }

    [Fact]
    public async Task A_process_that_measures_nothing_is_no_second_run()
    {
        var result = FabricatedResult.Create(test: Test);

        var again = await FreshProcess.MeasureAsync(result, CancellationToken.None);

        // There is no such assembly.
        Assert.Null(again.Measurement);
        Assert.Matches("^the fresh process ended with code [1-9][0-9]* without a measurement; it said last: .*Shop\\.Tests\\.dll", again.Failure);
    }

    [Fact]
    public async Task A_stopped_confirmation_ends_at_once()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FreshProcess.MeasureAsync(FabricatedResult.Create(test: Test), stop.Token));
    }
}
