using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Feeds;

/// <summary>What a run says when rows do not suffice.</summary>
public class FeedEndTests
{
    private static readonly int[] Rows = [1, 2, 3];

    [Fact]
    public void An_iteration_that_asks_an_exhausted_feed_fails_and_says_what_to_write()
    {
        var error = Assert.Single(Run(Feed.Of(Rows).Sequential(), users: 2, iterations: 5).Errors);

        Assert.Equal(("feed exhausted", 2L), (error.Kind, error.Count));
        Assert.Equal(
            "Feed.Of<Int32> is exhausted: each of its 3 rows was handed out once (a warm-up takes rows too). "
            + "Add rows, apply less load, or write .Circular() instead of .Sequential(), which begins again with the first row.",
            Assert.Single(error.Samples.Distinct()));
    }

    [Fact]
    public void A_shuffled_feed_that_is_exhausted_says_so_in_its_own_words()
        => Assert.Equal(
            "Feed.Of<Int32> is exhausted: its only row was handed out once (a warm-up takes rows too). "
            + "Add rows, apply less load, or write .Random() instead of .Shuffled(), which may hand out a row again.",
            Assert.Single(Assert.Single(Run(Feed.Of([1]).Shuffled(), users: 1, iterations: 2).Errors).Samples));

    [Fact]
    public void A_run_with_rows_for_all_its_iterations_has_no_errors()
        => Run(Feed.Of(Rows).Sequential(), users: 2, iterations: 3).AssertNoFailures();

    [Fact]
    public void Fewer_rows_than_users_end_the_run_at_its_first_iteration()
        => Assert.Equal(
            "The load test cannot start: Feed.Of<Int32> has 3 rows for 5 users, and .UniquePerUser() gives each user a row of its own. "
            + "Add 2, or set Users (in the open model MaxUsers) to 3, or write .Circular() instead, which hands rows out again.",
            Assert.Throws<LoadConfigurationException>(() => Run(Feed.Of(Rows).UniquePerUser(), users: 5, iterations: 500)).Message);

    [Fact]
    public void Fewer_rows_than_users_end_the_run_before_any_load_when_the_set_up_of_users_asks()
    {
        var feed = Feed.Of(Rows).UniquePerUser();
        var iterations = 0;
        var scenario = new Scenario(_ =>
        {
            iterations++;
            return default;
        })
        {
            BeforeUser = user => Task.FromResult(user.Next(feed)),
        };

        Assert.Throws<LoadConfigurationException>(
            () => EngineRun.Run(new VirtualTime(), EngineRun.Plan(new ClosedWorkload { Users = 5, Iterations = 5 }), scenario));
        Assert.Equal(0, iterations);
    }

    [Fact]
    public void A_feed_without_rows_is_refused()
        => Assert.Equal(
            "The load test cannot start: Feed.Of<String> has no rows. A feed needs at least one.",
            Assert.Throws<LoadConfigurationException>(() => Feed.Of<string>([])).Message);

    [Fact]
    public void A_static_feed_that_cannot_be_made_ends_the_run_with_its_own_message()
    {
        var plan = EngineRun.Plan(new ClosedWorkload { Users = 2, Iterations = 100 });

        var inIteration = Assert.Throws<LoadConfigurationException>(() => EngineRun.Run(plan, (user, _) =>
        {
            user.Next(Broken.Rows);
            return default;
        }));
        var inSetUp = Assert.Throws<LoadConfigurationException>(() => EngineRun.Run(
            new VirtualTime(), plan, new Scenario(_ => default) { BeforeUser = user => Task.FromResult(user.Next(Broken.Rows)) }));

        Assert.StartsWith("The load test cannot start: Feed.FromCsv<String>(\"nowhere.csv\") names a file that is not there", inIteration.Message, StringComparison.Ordinal);
        Assert.Equal(inIteration.Message, inSetUp.Message);
    }

    private static LoadResult Run(Feed<int> feed, int users, int iterations)
        => EngineRun.Run(EngineRun.Plan(new ClosedWorkload { Users = users, Iterations = iterations }), (user, _) =>
        {
            user.Next(feed);
            return user.PauseAsync(TimeSpan.FromMilliseconds(10));
        });

    private static class Broken
    {
        public static readonly Feed<string> Rows = Feed.FromCsv<string>("nowhere.csv").Circular();
    }
}
