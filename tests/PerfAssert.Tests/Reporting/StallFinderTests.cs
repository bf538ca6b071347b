using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class StallFinderTests
{
    private const int Users = 50;

    [Fact]
    public void The_correction_adds_the_starts_that_a_waiting_user_left_out()
    {
        var measured = new LatencyHistogram();
        measured.Record(105_000_000);
        measured.Record(10_000_000, 99);

        var corrected = OpenModelView.Correct(measured, 10e6);

        // 105 ms every 10 ms: 95, 85, … 15 ms are added.
        Assert.Equal(109, corrected.Count);
        Assert.Equal(measured.Sum + 495e6, corrected.Sum, 495e6 * 0.001);
        Assert.Equal(95e6, corrected.ValueAtRank(108), 95e6 * 0.001);
        Assert.Equal(25e6, corrected.ValueAtRank(101), 25e6 * 0.001);
        Assert.Equal(100, measured.Count);
    }

    [Fact]
    public void The_correction_of_a_long_wait_keeps_the_uniform_shape()
    {
        var measured = new LatencyHistogram();
        measured.Record(10_000_000_000, 50);

        var corrected = OpenModelView.Correct(measured, 1e6);

        Assert.Equal(50 * 10_000, corrected.Count);
        Assert.Equal(5e9, corrected.ValueAtPercentile(50), 5e9 * 0.003);
        Assert.Equal(9.9e9, corrected.ValueAtPercentile(99), 9.9e9 * 0.003);
    }

    [Fact]
    public void A_second_without_iterations_shows_what_the_open_model_would_have_seen()
    {
        var stall = StallFinder.Find(Standstill());

        Assert.NotNull(stall);
        Assert.Equal(TimeSpan.FromSeconds(4), stall.At);
        Assert.Equal("At 4 s no iteration ended in a second in which 9,875 usually do: the users waited and started nothing.", stall.Evidence);
        Assert.Equal(7900, stall.Rate, 0.1);

        // 2 s of 10 s at the mean rate: a fifth of the starts, less the small shortfall of the mean rate, wait evenly 0 to 2 s.
        Assert.Equal(1.4, stall.OpenModel.P95.TotalSeconds, 0.1);
        Assert.Equal(1.88, stall.OpenModel.P99.TotalSeconds, 0.05);
    }

    [Fact]
    public void Waits_of_all_users_within_each_second_are_found_by_their_maximum()
    {
        // Each second all 50 users wait once for 200 ms and answer in 1 ms otherwise.
        var times = Enumerable.Repeat(1.0, 390_000).Concat(Enumerable.Repeat(200.0, 500));
        var slices = Enumerable.Range(0, 10).Select(second => FabricatedResult.Slice(second, 39_050, 1) with { P99 = TimeSpan.FromMilliseconds(1), Max = TimeSpan.FromMilliseconds(200) });

        var stall = StallFinder.Find(FabricatedResult.Create(times, timeLine: [.. slices]));

        Assert.NotNull(stall);
        Assert.StartsWith("At 0 ms a response took 200 ms beside a P99 of 1 ms, and the like in 10 of 10 seconds", stall.Evidence, StringComparison.Ordinal);
        Assert.InRange(stall.OpenModel.P99.TotalMilliseconds, 180, 200);
    }

    [Fact]
    public void One_slow_request_among_many_is_no_stall()
    {
        var slices = Enumerable.Range(0, 10).Select(second => FabricatedResult.Slice(second, 10_000, 5) with { P99 = TimeSpan.FromMilliseconds(5), Max = TimeSpan.FromMilliseconds(second == 3 ? 200 : 6) });
        Assert.Null(StallFinder.Find(FabricatedResult.Create(Enumerable.Repeat(5.0, 99_999).Append(200), timeLine: [.. slices])));
    }

    [Fact]
    public void Users_marching_in_step_are_no_stall()
    {
        // 1.9 s for everybody: in some seconds nobody ends, and nothing was left out.
        var slices = Enumerable.Range(0, 20).Select(second => FabricatedResult.Slice(second, second % 4 == 0 ? 0 : 50, 1900));
        Assert.Null(StallFinder.Find(FabricatedResult.Create(Enumerable.Repeat(1900.0, 750), plan: Plan(TimeSpan.FromSeconds(20)), timeLine: [.. slices])));
    }

    [Fact]
    public void A_ramp_is_no_stall()
    {
        var slices = Enumerable.Range(0, 10).Select(second => FabricatedResult.Slice(second, 200 * (second + 1), 5) with { ActiveUsers = second + 1 });
        Assert.Null(StallFinder.Find(FabricatedResult.Create(Enumerable.Repeat(5.0, 11_000), timeLine: [.. slices])));
    }

    [Fact]
    public void Scheduled_starts_need_no_view_since_their_response_times_count_the_wait()
    {
        var closed = Standstill();
        LoadPlan[] scheduled =
        [
            closed.Plan with { Pacing = TimeSpan.FromSeconds(1) },
            FabricatedResult.Plan("open", new OpenWorkload { MaxUsers = Users, Stages = [Stage.Hold(7900, TimeSpan.FromSeconds(10))] }),
        ];
        Assert.All(scheduled, plan => Assert.Null(StallFinder.Find(FabricatedResult.Create(StandstillTimes(), plan: plan, timeLine: closed.TimeLine))));
    }

    private static LoadPlan Plan(TimeSpan duration) => FabricatedResult.Plan("closed", new ClosedWorkload { Users = Users, Stages = [Stage.Hold(Users, duration)] });

    private static IEnumerable<double> StandstillTimes() => [.. Enumerable.Repeat(5.0, 78_950), .. Enumerable.Repeat(2000.0, Users)];

    private static LoadResult Standstill() => ReportCases.Create("stalled_closed");
}
