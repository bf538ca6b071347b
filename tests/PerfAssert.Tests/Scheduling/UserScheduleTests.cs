using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Scheduling;

public class UserScheduleTests
{
    [Fact]
    public void A_hold_is_one_change_at_the_start() => Assert.Equal([(0, 50)], Changes(Of(50, 50, 60)));

    [Fact]
    public void A_rise_starts_the_kth_user_at_k_minus_1_parts_of_it()
    {
        var changes = Changes(Of(0, 50, 10));
        Assert.Equal(Enumerable.Range(1, 50).Select(k => ((k - 1) * 200.0, k)), changes);
    }

    [Fact]
    public void A_fall_stops_the_kth_user_at_k_parts_of_it_and_reaches_its_target_at_the_end()
    {
        var changes = Changes(Of(50, 0, 5));
        Assert.Equal([(0, 50), .. Enumerable.Range(1, 50).Select(k => (k * 100.0, 50 - k))], changes);
    }

    [Fact]
    public void Stages_follow_each_other_without_repeated_changes() => Assert.Equal(
        [(0, 1), (500, 2), (1000, 3), (1500, 4), (4000, 3), (5000, 2)],
        Changes(Of(0, 4, 2), Of(4, 4, 1), Of(4, 2, 2)));

    [Fact]
    public void A_jump_happens_at_the_border_of_the_stages()
        => Assert.Equal([(0, 10), (1000, 30), (3000, 5)], Changes(Of(10, 10, 1), Of(30, 30, 2), Of(5, 5, 1)));

    [Fact]
    public void Of_two_changes_at_one_moment_only_the_second_counts()
        => Assert.Equal([(0, 4), (1000, 3), (3000, 4)], Changes(Of(4, 2, 2), Of(2, 4, 2)));

    [Fact]
    public void A_pause_at_the_start_is_a_change_to_no_users()
        => Assert.Equal([(0, 0), (1000, 7)], Changes(Of(0, 0, 1), Of(7, 7, 1)));

    [Fact]
    public void No_stages_make_no_changes() => Assert.Empty(Changes());

    [Fact]
    public void A_ramp_of_a_hundred_thousand_users_over_thirty_days_is_exact()
    {
        var schedule = new UserSchedule([new Stage(0, 100_000, TimeSpan.FromDays(30))]);
        var last = (Offset: 0L, Users: 0);
        while (schedule.TryNext(out var offset, out var users))
            last = (offset, users);
        Assert.Equal((2_592_000_000_000_000 / 100_000 * 99_999, 100_000), last);
    }

    [Fact]
    public void Any_stages_give_rising_offsets_and_different_neighbours_and_stay_within_one_user_of_the_line()
    {
        var stage = from level in Gen.Choose(0, 60)
                    from target in Gen.Choose(0, 60)
                    from milliseconds in Gen.Choose(1, 20_000)
                    select new Stage(level, target, TimeSpan.FromMilliseconds(milliseconds));
        Prop.ForAll(Arb.From(stage.NonEmptyListOf()), stages =>
        {
            var changes = Changes([.. stages]);
            Assert.Equal(0, changes[0].Milliseconds);
            Assert.All(changes.Zip(changes.Skip(1)), pair =>
            {
                Assert.True(pair.First.Milliseconds < pair.Second.Milliseconds);
                Assert.NotEqual(pair.First.Users, pair.Second.Users);
            });
            var start = 0.0;
            foreach (var (from, to, duration) in stages)
            {
                for (var part = 0.05; part < 1; part += 0.1)
                {
                    var at = start + (part * duration.TotalMilliseconds);
                    var active = changes.Last(change => change.Milliseconds <= at).Users;
                    Assert.InRange(active - (from + ((to - from) * part)), -1e-4, 1 + 1e-4);
                }

                start += duration.TotalMilliseconds;
            }
        }).QuickCheckThrowOnFailure();
    }

    private static List<(double Milliseconds, int Users)> Changes(params Stage[] stages)
    {
        var schedule = new UserSchedule(stages);
        var changes = new List<(double, int)>();
        while (schedule.TryNext(out var offset, out var users))
            changes.Add((offset / 1e6, users));
        Assert.False(schedule.TryNext(out _, out _));
        return changes;
    }

    private static Stage Of(double from, double to, double seconds) => new(from, to, TimeSpan.FromSeconds(seconds));
}
