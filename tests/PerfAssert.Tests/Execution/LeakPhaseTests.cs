using Xunit;

namespace PerfAssert.Tests.Execution;

/// <summary>The leak check as a phase of a run, in virtual time, with points that tests make up.</summary>
public class LeakPhaseTests
{
    private long iterations;
    private int inFlight;
    private int points;

    private LoadResult Run(LoadPlan plan, double keeps = 0, TimeSpan? takes = null, Action? atPoint = null, CancellationToken stop = default)
    {
        var time = new VirtualTime();
        var scenario = new Scenario(async user =>
        {
            Interlocked.Increment(ref inFlight);
            await Task.Delay(takes ?? TimeSpan.FromMilliseconds(10), time.Provider, user.CancellationToken);
            iterations++;
            Interlocked.Decrement(ref inFlight);
        });
        return EngineRun.Run(time, plan, new LoadEngine(time, plan, scenario, target: null, stop)
        {
            ReadLeakPoint = () =>
            {
                points++;
                Assert.Equal(0, inFlight);
                atPoint?.Invoke();
                return new LeakPoint(1e6 + (keeps * iterations), 0, 0, 0, 0, 0);
            },
        });
    }

    private static LoadPlan Closed(long? limit = null) => EngineRun.Plan(new ClosedWorkload
    {
        Users = 5,
        Iterations = limit,
        Stages = limit is null ? [Stage.Hold(5, TimeSpan.FromSeconds(2))] : [],
    }) with { LeakCheck = true };

    [Fact]
    public void Who_does_not_ask_gets_no_iteration_and_no_point_more()
    {
        var result = Run(Closed() with { LeakCheck = false });

        Assert.Null(result.Leaks);
        Assert.Equal((0, result.Count), (points, iterations));
    }

    [Fact]
    public void Nothing_of_the_check_is_in_the_measurement()
    {
        var without = Run(Closed() with { LeakCheck = false });
        iterations = 0;
        var result = Run(Closed(), keeps: 1024);

        Assert.Equal((without.Count, without.MeasuredDuration, without.TimeLine.Count), (result.Count, result.MeasuredDuration, result.TimeLine.Count));
        Assert.Equal(without.ResponseTime.Max, result.ResponseTime.Max);
        Assert.InRange(iterations - result.Count, LeakCheck.DefaultIterations * 9 / 10, LeakCheck.DefaultIterations);
        Assert.True(result.Leaks!.IsLeaking);
        Assert.Equal(1024, result.Leaks.Trends[0].GrowthPerIteration);
    }

    [Fact]
    public void A_load_of_a_number_of_iterations_is_checked_by_as_many_at_most()
    {
        var result = Run(Closed(limit: 200), keeps: 1e5);

        Assert.Equal(200, result.Count);
        Assert.InRange(iterations - 200, 150, 200);
        Assert.True(result.Leaks!.IsLeaking);
    }

    [Fact]
    public void Arrivals_are_checked_at_their_rate()
    {
        var result = Run(EngineRun.Open(200, TimeSpan.FromSeconds(20), maxUsers: 20) with { LeakCheck = true }, keeps: 1024);

        Assert.True(result.Leaks!.IsLeaking);
        Assert.InRange(iterations - result.Count, 1_800, 2_100);
    }

    [Fact]
    public void Slow_iterations_end_the_check_by_its_time()
    {
        // Five users with an iteration of a second each: two thousand iterations would be 400 s, ten seconds bring fifty and those in flight.
        var result = Run(Closed(), keeps: 1e5, takes: TimeSpan.FromSeconds(1));

        Assert.InRange(iterations - result.Count, 50, 200);
    }

    [Fact]
    public void A_run_that_is_stopped_in_its_check_says_so_and_keeps_its_figures()
    {
        using var stop = new CancellationTokenSource();
        var result = Run(Closed(), keeps: 1024, atPoint: () =>
        {
            if (points == 5)
                stop.Cancel();
        }, stop: stop.Token);

        Assert.Equal("stopped before its end", result.Leaks!.Note);
        Assert.Equal(5, points);
        Assert.True(result.Count > 0);
    }

    [Fact]
    public void Code_in_another_process_is_not_checked_and_the_note_says_what_to_do()
    {
        var time = new VirtualTime();
        using var target = new HttpTarget("http://localhost:1/");
        var plan = Closed(limit: 3);
        var result = EngineRun.Run(time, plan, target, new Scenario(_ => default));

        Assert.Contains("as a PerfWebApplication<Program>", result.Leaks!.Note, StringComparison.Ordinal);
    }
}
