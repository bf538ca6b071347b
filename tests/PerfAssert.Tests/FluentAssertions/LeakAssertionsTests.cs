using PerfAssert.Tests.Fabricated;
using Xunit;
using Xunit.Sdk;

namespace PerfAssert.Tests.Fluent;

public class LeakAssertionsTests
{
    private static readonly LeakTrend Heap = new(Resources.Heap, 1044, 1014, 1075, 1_898_000, GrowthShape.Linear, IsLeaking: true);
    private static readonly LeakTrend Quiet = new(Resources.Heap, 12, -40, 61, 18_000, GrowthShape.None, IsLeaking: false);
    private static readonly LeakTrend Timers = new(Resources.Timers, 1, 1, 1, 1818, GrowthShape.Linear, IsLeaking: true) { Growing = ["Shop.Cart.Expire +1,818"] };

    private static LoadResult Run(params LeakTrend[] trends) => FabricatedResult.Create(leaks: new LeakReport
    {
        Trends = trends,
        Iterations = 1818,
        Types = trends.Contains(Heap) ? [new TypeGrowth("System.Byte[]", 1820, 1_907_000)] : [],
    });

    private static string Failure(Action assertion) => Assert.Throws<XunitException>(assertion).Message;

    [Fact]
    public void A_leak_is_told_with_its_interval_its_shape_and_its_types()
        => Assert.StartsWith(
            "Expected Shop.Search to have no memory leak because the service runs for weeks, but managed heap leaks 1.02 KB per iteration "
            + "(95 %: 1,014 B to 1.05 KB, linear, 1,818 iterations, +1.81 MB): System.Byte[] +1,820 (1.82 MB).",
            Failure(() => Run(Heap).Should().HaveNoMemoryLeak(because: "the service runs for weeks")),
            StringComparison.Ordinal);

    [Fact]
    public void What_does_not_grow_beyond_doubt_is_no_leak()
    {
        Run(Quiet).Should().HaveNoMemoryLeak().And.HaveNoLeak();
        Run(Quiet).Should().HaveNoMemoryLeak(maxBytesPerIteration: 1, maxTotal: 20_000);
    }

    [Fact]
    public void A_limit_of_the_test_replaces_the_usual_one()
    {
        Run(Heap).Should().HaveNoMemoryLeak(maxBytesPerIteration: 2000);
        Run(Heap).Should().HaveNoMemoryLeak(maxTotal: 50.Megabytes());
        Assert.Contains("to have no memory leak of more than 100 B per iteration or more than 50 MB in all, but managed heap leaks",
            Failure(() => Run(Heap).Should().HaveNoMemoryLeak(maxBytesPerIteration: 100, maxTotal: 50.Megabytes())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_total_that_is_exceeded_fails_whatever_the_shape()
        => Assert.Contains("of more than 10 KB in all, but managed heap 12 B per iteration (95 %: -40 B to 61 B), 17.6 KB in 1,818 iterations.",
            Failure(() => Run(Quiet).Should().HaveNoMemoryLeak(maxTotal: 10.Kilobytes())), StringComparison.Ordinal);

    [Fact]
    public void A_cache_that_fills_up_is_no_leak()
        => Run(Heap with { Shape = GrowthShape.Settling, IsLeaking = false }).Should().HaveNoMemoryLeak(maxBytesPerIteration: 100);

    [Fact]
    public void Native_memory_is_not_judged_more_exactly_than_it_is_read()
    {
        var native = new LeakTrend(Resources.NativeMemory, 300, 250, 350, 500_000, GrowthShape.Linear, IsLeaking: false);
        Run(Quiet, native).Should().HaveNoMemoryLeak(maxBytesPerIteration: 100);
        Assert.Contains("native memory leaks 3.91 KB", Failure(() => Run(Quiet, native with { GrowthPerIteration = 4000, Low = 3900, IsLeaking = true }).Should().HaveNoMemoryLeak(100)), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaked_timers_are_no_memory_and_named()
    {
        Run(Quiet, Timers).Should().HaveNoMemoryLeak();
        Assert.Contains(
            "Expected number of leaks of Shop.Search to be exactly 0, but it was 1 (1,818 iterations of the leak check): "
            + "timers leak 1 per iteration (95 %: 1 to 1, linear, 1,818 iterations, +1,818): Shop.Cart.Expire +1,818.",
            Failure(() => Run(Quiet, Timers).Should().HaveNoLeak()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_check_fails_and_says_how_to_get_one()
    {
        const string How = "but the run was not checked for leaks: set LeakCheck = true on the attribute, write [SoakFact], or call load.CheckLeaks() before RunAsync.";
        Assert.Contains(How, Failure(() => FabricatedResult.Create().Should().HaveNoMemoryLeak()), StringComparison.Ordinal);
        Assert.Contains(How, Failure(() => FabricatedResult.Create().Should().HaveNoLeak()), StringComparison.Ordinal);
        Assert.Contains(How, Failure(() => FabricatedResult.Create().Should().Satisfy("leaked per iteration < 100B")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_could_not_be_made_fails_and_says_why()
        => Assert.Contains("but stopped before its end", Failure(() => FabricatedResult.Create(leaks: LeakReport.Without("stopped before its end")).Should().HaveNoMemoryLeak()), StringComparison.Ordinal);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_limit_is_a_number_of_bytes(double limit)
        => Assert.Equal("maxTotal", Assert.Throws<ArgumentOutOfRangeException>(() => Run(Quiet).Should().HaveNoMemoryLeak(maxTotal: limit)).ParamName);

    [Theory]
    [InlineData("leaks == 0", true)]
    [InlineData("memory leak < 100B", true)]
    [InlineData("leaked per iteration < 2KB", false)]
    [InlineData("leaked memory < 1MB", true)]
    [InlineData("leaked memory < 50MB", false)]
    [InlineData("leaked timers == 0", true)]
    [InlineData("leaked handles == 0", false)]
    public void Each_has_a_metric(string expectation, bool fails)
    {
        var failure = Record.Exception(() => Run(Heap, Timers).Should().Satisfy(expectation));
        Assert.Equal(fails, failure is not null);
    }

    [Fact]
    public void An_expectation_of_leaks_turns_the_check_on()
    {
        var settings = new LoadSettings { Users = 1, Iterations = 1 };
        Assert.False(LoadPlanValidator.CreatePlan(settings).LeakCheck);
        Assert.True(LoadPlanValidator.CreatePlan(settings with { LeakCheck = true }).LeakCheck);
        Assert.True(LoadPlanValidator.CreatePlan(settings with { Expectations = [new("leaked handles == 0")] }).LeakCheck);
        Assert.True(new LoadRun(settings).CheckLeaks().Plan.LeakCheck);
    }
}
