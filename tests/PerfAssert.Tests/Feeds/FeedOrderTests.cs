using System.Collections.Concurrent;
using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Feeds;

/// <summary>What each order hands out, to many users at once.</summary>
public class FeedOrderTests
{
    private static readonly FeedRows<int> Thousand = Feed.Of(Enumerable.Range(0, 1_000));

    [Fact]
    public void Sequential_hands_out_each_row_once_and_in_order()
        => Assert.Equal(Enumerable.Range(0, 1_000), Taken(Thousand.Sequential(), iterations: 1_000).Select(taken => taken.Row));

    [Fact]
    public void Shuffled_hands_out_each_row_once_and_in_another_order()
    {
        var rows = Taken(Thousand.Shuffled(), iterations: 1_000).Select(taken => taken.Row).ToArray();

        Assert.Equal(Enumerable.Range(0, 1_000), rows.Order());
        Assert.NotEqual(Enumerable.Range(0, 1_000), rows);
    }

    [Fact]
    public void Shuffled_is_the_same_order_for_the_same_seed_and_another_for_another()
    {
        var feed = Thousand.Shuffled();

        Assert.Equal(Rows(feed, seed: 1), Rows(feed, seed: 1));
        Assert.Equal(Rows(feed, seed: 1), Rows(Thousand.Shuffled(), seed: 1));
        Assert.NotEqual(Rows(feed, seed: 1), Rows(feed, seed: 2));
    }

    [Fact]
    public void Circular_begins_again_after_the_last_row()
        => Assert.Equal([7, 8, 9, 7, 8, 9, 7], Taken(Feed.Of([7, 8, 9]).Circular(), iterations: 7).Select(taken => taken.Row));

    [Fact]
    public void Random_hands_out_every_row_about_as_often()
    {
        var counts = Taken(Feed.Of(Enumerable.Range(0, 10)).Random(), iterations: 10_000).CountBy(taken => taken.Row).ToDictionary();

        // The seed is given, so this is the same in every run: 1,000 of each but for chance, whose standard deviation is 30.
        Assert.Equal(10, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1_150));
    }

    [Fact]
    public void Random_gives_each_user_rows_of_its_own_that_a_run_with_the_same_seed_repeats()
    {
        var feed = Thousand.Random();

        Assert.Equal(OfUser(1, seed: 1), OfUser(1, seed: 1));
        Assert.NotEqual(OfUser(1, seed: 1), OfUser(2, seed: 1));
        Assert.NotEqual(OfUser(1, seed: 1), OfUser(1, seed: 2));

        int[] OfUser(int user, int seed) => [.. Taken(feed, 500, seed).Where(taken => taken.User == user).Select(taken => taken.Row)];
    }

    [Fact]
    public void Random_leaves_the_random_source_of_the_user_as_it_is()
    {
        var feed = Thousand.Random();

        Assert.Equal(Draws(user => 0), Draws(user => user.Next(feed)));

        static List<int> Draws(Func<VirtualUser, int> before)
        {
            var draws = new List<int>();
            Run(1, 5, user =>
            {
                before(user);
                draws.Add(user.Random.Next());
            }).AssertNoFailures();
            return draws;
        }
    }

    [Fact]
    public void UniquePerUser_gives_each_user_its_row_in_every_iteration()
    {
        var taken = Taken(Feed.Of(Enumerable.Range(100, 20)).UniquePerUser(), iterations: 200);

        Assert.Equal(20, taken.Select(one => one.User).Distinct().Count());
        Assert.All(taken, one => Assert.Equal(99 + one.User, one.Row));
    }

    [Fact]
    public void Threads_that_take_at_the_same_time_take_each_row_once()
    {
        const int threads = 8, each = 20_000;
        var rows = Feed.Of(Enumerable.Range(0, threads * each));
        Feed<int>[] feeds = [rows.Sequential(), rows.Shuffled(), rows.Circular()];
        var users = Users(threads);
        foreach (var feed in feeds)
        {
            var taken = new ConcurrentBag<int>();
            var workers = users.Select(user => new Thread(() =>
            {
                for (var i = 0; i < each; i++)
                    taken.Add(user.Next(feed));
            })).ToArray();
            Array.ForEach(workers, worker => worker.Start());
            Array.ForEach(workers, worker => worker.Join());

            Assert.Equal(Enumerable.Range(0, threads * each), taken.Order());
        }
    }

    [Fact]
    public void Every_run_begins_at_the_start()
    {
        var feed = Feed.Of([1, 2, 3]).Sequential();

        Assert.Equal([1, 2], Taken(feed, iterations: 2).Select(taken => taken.Row));
        Assert.Equal([1, 2, 3], Taken(feed, iterations: 3).Select(taken => taken.Row));
    }

    [Fact]
    public void Two_runs_side_by_side_have_positions_of_their_own()
    {
        var feed = Feed.Of([1, 2, 3]).Sequential();
        VirtualUser one = Users(1)[0], other = Users(1)[0];

        Assert.Equal([1, 1, 2, 2, 3, 3], new[] { one, other, one, other, one, other }.Select(user => user.Next(feed)));
    }

    [Fact]
    public void Two_orders_of_the_same_rows_have_positions_of_their_own()
    {
        var rows = Feed.Of([1, 2, 3]);
        Feed<int> one = rows.Sequential(), other = rows.Sequential();
        var user = Users(1)[0];

        Assert.Equal([1, 1, 2], new[] { one, other, other }.Select(feed => user.Next(feed)));
        Assert.Equal((3, 3), (rows.Count, one.Count));
    }

    [Fact]
    public void A_warm_up_takes_rows_too()
    {
        var feed = Feed.Of(Enumerable.Range(0, 1_000)).Sequential();
        var taken = new List<int>();

        var result = EngineRun.Run(
            EngineRun.Closed(1, TimeSpan.FromSeconds(1)) with { WarmUp = WarmUp.For(TimeSpan.FromSeconds(1)) },
            (user, _) =>
            {
                taken.Add(user.Next(feed));
                return user.PauseAsync(TimeSpan.FromMilliseconds(100));
            });

        result.AssertNoFailures();
        Assert.Equal(Enumerable.Range(0, taken.Count), taken);
        Assert.InRange(taken.Count - result.Succeeded, 9, 11);
    }

    [Fact]
    public void Taking_a_row_allocates_nothing()
    {
        var rows = Feed.Of(Enumerable.Range(0, 30_000).Select(number => $"row {number}"));
        var user = Users(1)[0];
        foreach (var feed in new[] { rows.Sequential(), rows.Shuffled(), rows.Circular(), rows.Random(), rows.UniquePerUser() })
        {
            user.Next(feed);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20_000; i++)
                user.Next(feed);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static int[] Rows(Feed<int> feed, int seed) => [.. Taken(feed, 1_000, seed).Select(taken => taken.Row)];

    /// <summary>What 20 users took, in the order they took it.</summary>
    private static List<(int User, int Row)> Taken(Feed<int> feed, int iterations, int seed = 1)
    {
        var taken = new List<(int, int)>();
        Run(20, iterations, user => taken.Add((user.Id, user.Next(feed))), seed).AssertNoFailures();
        return taken;
    }

    private static LoadResult Run(int users, int iterations, Action<VirtualUser> iteration, int seed = 1)
        => EngineRun.Run(EngineRun.Plan(new ClosedWorkload { Users = users, Iterations = iterations }) with { Seed = seed }, (user, _) =>
        {
            iteration(user);
            return user.PauseAsync(TimeSpan.FromMilliseconds(10));
        });

    /// <summary>The users of one run.</summary>
    private static VirtualUser[] Users(int count)
    {
        var run = new RunContext(new VirtualTime(), EngineRun.Plan(new ClosedWorkload { Users = count, Iterations = count }), target: null);
        return [.. Enumerable.Range(1, count).Select(id => new VirtualUser(id, run))];
    }
}
