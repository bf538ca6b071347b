using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Scheduling;

public class ArrivalScheduleTests
{
    private const double Microsecond = 1e3;

    [Fact]
    public void A_constant_rate_starts_at_once_and_then_evenly()
    {
        var offsets = Offsets(ArrivalPattern.Constant, Of(200, 200, 60));
        Assert.Equal(Enumerable.Range(0, 12_000).Select(n => n * 5_000_000L), offsets);
    }

    [Fact]
    public void A_rate_that_does_not_divide_the_second_is_rounded_to_the_nanosecond_each_time()
    {
        var offsets = Offsets(ArrivalPattern.Constant, Of(3, 3, 2));
        Assert.Equal([0, 333_333_333, 666_666_667, 1_000_000_000, 1_333_333_333, 1_666_666_667], offsets);
    }

    [Fact]
    public void A_rise_from_zero_follows_the_square_root()
    {
        // rate 20·t per second: n arrivals at t = √(n / 10)
        var offsets = Offsets(ArrivalPattern.Constant, Of(0, 200, 10));
        Assert.Equal(1000, offsets.Count);
        Assert.All(offsets.Index(), arrival => Near(Math.Sqrt(arrival.Index / 10.0) * 1e9, arrival.Item));
    }

    [Fact]
    public void A_fall_to_zero_is_the_mirror_image_of_a_rise()
    {
        // 1000 - 10·(10 - t)² arrivals by t
        var offsets = Offsets(ArrivalPattern.Constant, Of(200, 0, 10));
        Assert.Equal(1000, offsets.Count);
        Assert.All(offsets.Index(), arrival => Near((10 - Math.Sqrt((1000 - arrival.Index) / 10.0)) * 1e9, arrival.Item));
    }

    [Fact]
    public void A_rise_between_two_rates_solves_the_quadratic()
    {
        // 50·t + 5·t² = n: t = (-50 + √(2500 + 20·n)) / 10
        var offsets = Offsets(ArrivalPattern.Constant, Of(50, 150, 10));
        Assert.Equal(1000, offsets.Count);
        Assert.All(offsets.Index(), arrival => Near((-50 + Math.Sqrt(2500 + (20.0 * arrival.Index))) / 10 * 1e9, arrival.Item));
    }

    [Fact]
    public void An_arrival_at_the_border_of_two_stages_belongs_to_the_second()
        => Assert.Equal([0, 500_000_000, 1_000_000_000, 1_250_000_000, 1_500_000_000, 1_750_000_000], Offsets(ArrivalPattern.Constant, Of(2, 2, 1), Of(4, 4, 1)));

    [Fact]
    public void The_part_of_a_step_left_at_the_end_of_a_stage_goes_on_in_the_next()
        // 2.5 arrivals in the first second, so half a step is left for the next stage at 5/s: 0.1 s
        => Assert.Equal([0, 400_000_000, 800_000_000, 1_100_000_000, 1_300_000_000, 1_500_000_000, 1_700_000_000, 1_900_000_000], Offsets(ArrivalPattern.Constant, Of(2.5, 2.5, 1), Of(5, 5, 1)));

    [Fact]
    public void Nothing_arrives_in_a_pause()
        => Assert.Equal([1_000_000_000, 1_500_000_000, 4_000_000_000, 4_500_000_000], Offsets(ArrivalPattern.Constant, Of(0, 0, 1), Of(2, 2, 1), Of(0, 0, 2), Of(2, 2, 1), Of(0, 0, 9)));

    [Fact]
    public void Nothing_arrives_without_load() => Assert.Empty(Offsets(ArrivalPattern.Constant, Of(0, 0, 10)));

    [Fact]
    public void Millions_of_arrivals_do_not_drift_and_leave_no_error_to_the_next_stage()
    {
        var schedule = new ArrivalSchedule([Of(50_000, 50_000, 100.00001), Of(0, 1, 10)], ArrivalPattern.Constant, 1);
        var count = 0;
        long offset;
        while (schedule.TryNext(out offset) && offset < 100_000_010_000)
            Near(count++ / 50_000.0 * 1e9, offset);

        // 5,000,000.5 arrivals fall into the first stage; the half step left is due √(2·0.5·10) s into the second.
        Assert.Equal(5_000_001, count);
        Near(100_000_010_000 + (Math.Sqrt(10) * 1e9), offset);
    }

    [Fact]
    public void A_long_fall_is_exact_to_its_last_arrival()
    {
        // 1,000,000 arrivals, slope -2: √(1,000,000 - n) s before the end
        var offsets = Offsets(ArrivalPattern.Constant, Of(2000, 0, 1000));
        Assert.Equal(1_000_000, offsets.Count);
        Assert.All(offsets.Index(), arrival => Near((1000 - Math.Sqrt(1_000_000 - arrival.Index)) * 1e9, arrival.Item));
    }

    [Theory]
    [InlineData(ArrivalPattern.Constant)]
    [InlineData(ArrivalPattern.Poisson)]
    public void The_next_arrival_allocates_nothing(ArrivalPattern pattern)
    {
        var schedule = new ArrivalSchedule([Of(0, 10_000, 1), Of(10_000, 10_000, 1), Of(10_000, 0, 1)], pattern, 1);
        Assert.True(schedule.TryNext(out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = 0;
        while (schedule.TryNext(out _))
            count++;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(count > 15_000);
    }

    [Fact]
    public void Poisson_arrivals_repeat_with_their_seed()
    {
        var stages = new[] { Of(0, 100, 10), Of(100, 100, 10) };
        Assert.Equal(Poisson(7, stages), Poisson(7, stages));
        Assert.NotEqual(Poisson(7, stages), Poisson(8, stages));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Poisson_counts_per_second_have_equal_mean_and_variance(int seed)
    {
        // 10,000 windows of 1 s with mean 20. Mean: σ = √(20 / 10,000) = 0.045. Variance: σ ≈ √((2·20² + 20) / 10,000) = 0.286.
        // Both within 4.5 σ: seven in a million by chance, and the seeds are fixed.
        const int windows = 10_000;
        const double rate = 20;
        var counts = new double[windows];
        foreach (var offset in Poisson(seed, Of(rate, rate, windows)))
            counts[offset / 1_000_000_000]++;
        var mean = counts.Average();
        var variance = counts.Sum(count => (count - mean) * (count - mean)) / (windows - 1);
        Assert.InRange(mean, rate - (4.5 * 0.045), rate + (4.5 * 0.045));
        Assert.InRange(variance, rate - (4.5 * 0.286), rate + (4.5 * 0.286));
    }

    [Fact]
    public void Poisson_gaps_are_exponential()
    {
        // Kolmogorov and Smirnov: the largest distance from the distribution function stays below 1.95 / √n with 99.9 %.
        var offsets = Poisson(5, Of(1000, 1000, 20));
        var gaps = offsets.Zip(offsets.Skip(1)).Select(pair => (pair.Second - pair.First) / 1e6).Order().ToArray();
        var distance = gaps.Select((gap, index) => Math.Abs(1 - Math.Exp(-gap) - ((index + 0.5) / gaps.Length))).Max();
        Assert.InRange(distance, 0, 1.95 / Math.Sqrt(gaps.Length));
    }

    [Fact]
    public void Poisson_arrivals_follow_a_rise()
    {
        // Of a rise from zero a quarter of the arrivals fall into the first half: σ of the share = √(0.25·0.75 / 10,000) = 0.0043.
        var offsets = Poisson(11, Of(0, 2000, 10));
        Assert.InRange(offsets.Count, 10_000 - 450, 10_000 + 450);
        Assert.InRange(offsets.Count(offset => offset < 5_000_000_000) / (double)offsets.Count, 0.25 - (4.5 * 0.0043), 0.25 + (4.5 * 0.0043));
    }

    [Fact]
    public void Any_stages_give_rising_offsets_before_the_end()
    {
        Prop.ForAll(Arb.From(AnyStages), Arb.From(Gen.Elements(ArrivalPattern.Constant, ArrivalPattern.Poisson)), (stages, pattern) =>
        {
            var offsets = Offsets(pattern, [.. stages]);
            var end = stages.Sum(stage => stage.Duration.Ticks) * 100;
            Assert.All(offsets, offset => Assert.InRange(offset, 0, end - 1));
            Assert.All(offsets.Zip(offsets.Skip(1)), pair => Assert.True(pair.First <= pair.Second));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void At_any_time_the_arrivals_so_far_are_the_integral_of_the_rate_within_one()
    {
        Prop.ForAll(Arb.From(AnyStages), stages =>
        {
            var offsets = Offsets(ArrivalPattern.Constant, [.. stages]);
            var (start, area) = (0.0, 0.0);
            foreach (var (from, to, duration) in stages)
            {
                for (var part = 0.1; part < 1.05; part += 0.1)
                {
                    var seconds = part * duration.TotalSeconds;
                    var expected = area + (from * seconds) + ((to - from) * part * seconds / 2);
                    var actual = offsets.Count(offset => offset < (start + seconds) * 1e9);
                    Assert.InRange(actual - expected, -1e-3, 1 + 1e-3);
                }

                start += duration.TotalSeconds;
                area += (from + to) / 2 * duration.TotalSeconds;
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<List<Stage>> AnyStages => (
        from level in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(0, 500)))
        from target in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Constant(level)), (3, Gen.Choose(0, 500)))
        from milliseconds in Gen.Choose(1, 2_000)
        select new Stage(level / 7.0, target / 7.0, TimeSpan.FromMilliseconds(milliseconds))).NonEmptyListOf().Select(list => list.ToList());

    private static void Near(double expectedNanoseconds, long offset)
        => Assert.InRange(offset - expectedNanoseconds, -Microsecond, Microsecond);

    private static List<long> Poisson(int seed, params Stage[] stages) => Offsets(new ArrivalSchedule(stages, ArrivalPattern.Poisson, seed));

    private static List<long> Offsets(ArrivalPattern pattern, params Stage[] stages) => Offsets(new ArrivalSchedule(stages, pattern, 1));

    private static List<long> Offsets(ArrivalSchedule schedule)
    {
        var offsets = new List<long>();
        while (schedule.TryNext(out var offset))
            offsets.Add(offset);
        Assert.False(schedule.TryNext(out _));
        return offsets;
    }

    private static Stage Of(double from, double to, double seconds) => new(from, to, TimeSpan.FromSeconds(seconds));
}
