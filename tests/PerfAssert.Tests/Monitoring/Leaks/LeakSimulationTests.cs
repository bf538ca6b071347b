using Xunit;

namespace PerfAssert.Tests.Monitoring.Leaks;

/// <summary>Error rates of the leak check on processes whose memory is known; every draw is seeded, so the counts never change.</summary>
public class LeakSimulationTests
{
    private const int Trials = 2_000;

    /// <summary>Runs in which a leak was told of.</summary>
    private static int Alarms(Func<int, SimulatedProcess> process, int trials = Trials, long iterations = LeakCheck.DefaultIterations)
        => Enumerable.Range(0, trials).Count(trial => process(7_000 + trial).Check(iterations).IsLeaking);

    private static GrowthShape ShapeOf(LeakReport report) => report.Trends.Single(trend => trend.Resource == Resources.Heap).Shape;

    [Theory]
    [InlineData(5_000)]
    [InlineData(20_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void A_clean_process_raises_no_alarm_however_much_its_points_scatter(double noise)
        => Assert.Equal(0, Alarms(seed => new SimulatedProcess(seed) { Noise = noise }));

    [Theory]
    [InlineData(0.05, 1_000_000)]
    [InlineData(0.1, 100_000)]
    [InlineData(0.1, 1_000_000)]
    public void Pools_and_tables_that_grow_now_and_then_raise_no_alarm(double chance, double largest)
        => Assert.InRange(Alarms(seed => new SimulatedProcess(seed) { StepChance = chance, LargestStep = largest }), 0, Trials / 1000);

    [Theory]
    [InlineData(300)]
    [InlineData(1_000)]
    [InlineData(2_000)]
    public void A_cache_that_fills_up_raises_no_alarm(double iterations)
        => Assert.InRange(Alarms(seed => new SimulatedProcess(seed) { Before = 0, Kept = done => 5e6 * (1 - Math.Exp(-done / iterations)) }), 0, Trials / 500);

    [Fact]
    public void A_cache_that_is_full_in_the_middle_of_the_check_raises_no_alarm()
        => Assert.Equal(0, Alarms(seed => new SimulatedProcess(seed) { Before = 0, Kept = done => 1024.0 * Math.Min(done, 1_300) }));

    [Theory]
    [InlineData(5_000, 100)]
    [InlineData(20_000, 99)]
    [InlineData(50_000, 85)]
    public void A_kilobyte_per_iteration_is_found_within_two_thousand(double noise, int percent)
        => Assert.InRange(Alarms(seed => new SimulatedProcess(seed) { Noise = noise, Kept = done => 1024.0 * done }), Trials * percent / 100, Trials);

    [Fact]
    public void A_kilobyte_per_iteration_is_found_beside_steps()
        => Assert.InRange(
            Alarms(seed => new SimulatedProcess(seed) { StepChance = 0.1, LargestStep = 300_000, Kept = done => 1024.0 * done }), Trials * 95 / 100, Trials);

    [Fact]
    public void Less_than_the_limit_is_no_leak()
        => Assert.Equal(0, Alarms(seed => new SimulatedProcess(seed) { Kept = done => 60.0 * done }));

    [Fact]
    public void A_longer_check_finds_what_leaks_slowly()
        => Assert.InRange(Alarms(seed => new SimulatedProcess(seed) { Kept = done => 200.0 * done }, iterations: 20_000), Trials * 99 / 100, Trials);

    [Fact]
    public void The_interval_holds_the_leak_in_some_95_of_100_runs()
    {
        var held = Enumerable.Range(0, Trials).Count(trial =>
        {
            var trend = new SimulatedProcess(trial) { Kept = done => 1024.0 * done }.Check().Trends[0];
            return trend.Low <= 1024 && trend.High >= 1024;
        });

        Assert.InRange(held, Trials * 93 / 100, Trials * 99 / 100);
    }

    [Fact]
    public void A_leak_is_linear_accelerating_or_settling()
    {
        Assert.Equal(GrowthShape.None, ShapeOf(new SimulatedProcess(1).Check()));
        Assert.Equal(GrowthShape.Linear, ShapeOf(new SimulatedProcess(1) { Kept = done => 1024.0 * done }.Check()));
        Assert.Equal(GrowthShape.Accelerating, ShapeOf(new SimulatedProcess(1) { Kept = done => 0.5 * done * done }.Check()));
        Assert.Equal(GrowthShape.Settling, ShapeOf(new SimulatedProcess(1) { Before = 0, Kept = done => 5e6 * (1 - Math.Exp(-done / 800.0)) }.Check()));
    }

    [Fact]
    public void A_leak_that_has_become_faster_since_the_load_is_accelerating()
    {
        var process = new SimulatedProcess(1) { Before = 60_000, Kept = done => 0.1 * done * done };

        // In two thousand iterations after sixty thousand the rate hardly changes; on average of the load it was half of it.
        Assert.Equal(GrowthShape.Accelerating, ShapeOf(process.Check(rateBefore: 6_000)));
        Assert.Equal(GrowthShape.Linear, ShapeOf(new SimulatedProcess(1) { Kept = done => 1024.0 * done }.Check(rateBefore: 1024)));
    }

    [Fact]
    public void A_handle_of_every_iteration_is_counted_exactly()
    {
        var report = new SimulatedProcess(1) { Handles = done => 120 + done }.Check();

        var trend = Assert.Single(report.Trends, trend => trend.IsLeaking);
        Assert.Equal((Resources.Handles, 1.0, 1.0, 1.0), (trend.Resource, trend.GrowthPerIteration, trend.Low, trend.High));
        Assert.Equal(report.Iterations, trend.Total);
    }

    [Fact]
    public void A_handle_of_one_iteration_in_forty_is_found_and_a_few_are_none()
    {
        Assert.True(new SimulatedProcess(1) { Handles = done => 120 + (done / 40) }.Check().IsLeaking);
        Assert.False(new SimulatedProcess(1) { Handles = done => 120 + (done / 400) }.Check().IsLeaking);
    }

    [Fact]
    public void A_clean_process_costs_one_series_and_a_leak_two()
    {
        var clean = new SimulatedProcess(1);
        var leaking = new SimulatedProcess(1) { Kept = done => 1024.0 * done };
        clean.Check();
        leaking.Check();

        Assert.Equal(LeakCheck.Bursts + 1, clean.Points);
        Assert.Equal(2 * (LeakCheck.Bursts + 1), leaking.Points);
        Assert.InRange(leaking.Iterations - leaking.Before, LeakCheck.DefaultIterations * 9 / 10, LeakCheck.DefaultIterations);
    }

    [Fact]
    public void Too_few_iterations_are_told_and_no_leak()
    {
        var report = new SimulatedProcess(1) { Kept = done => 1e6 * done }.Check(iterations: 8);

        Assert.False(report.IsLeaking);
        Assert.Contains("too few", report.Note, StringComparison.Ordinal);
    }
}
