using Xunit;

namespace PerfAssert.Tests.Execution;

public class UserKindTests
{
    private static readonly TimeSpan TenMs = TimeSpan.FromMilliseconds(10);
    private readonly VirtualTime time = new();

    [Fact]
    public void Arrivals_are_shared_out_by_weight_and_evenly_interleaved()
    {
        var kinds = new List<int>();

        var result = Run(EngineRun.Open(100, TimeSpan.FromSeconds(10), maxUsers: 20), [new(3), new(1)], user =>
        {
            kinds.Add(user.Kind);
            return user.PauseAsync(TenMs);
        });

        Assert.Equal((1_000L, 0L), (result.Succeeded, result.Delayed));
        Assert.Equal((750, 250), (kinds.Count(kind => kind == 0), kinds.Count(kind => kind == 1)));
        Assert.All(kinds.Chunk(4), four => Assert.Equal(1, four.Count(kind => kind == 1)));
    }

    [Fact]
    public void A_kind_whose_users_are_all_busy_takes_no_user_of_another()
    {
        // The second kind has 5 users and each of its iterations takes longer than the load; the first goes on as if it was alone.
        var result = Run(EngineRun.Open(20, TimeSpan.FromSeconds(10), maxUsers: 10), [new(1), new(1)], user =>
            user.PauseAsync(user.Kind == 0 ? TenMs : TimeSpan.FromSeconds(30)));

        Assert.Equal(100 + 5, result.Started);
        Assert.Equal(95, result.Dropped);
        Assert.Equal(10, result.ResponseTime.P50.TotalMilliseconds, 0.2);
    }

    [Theory]
    [InlineData(10, "0,0,0,1,0,0,0,1,0,0")]
    [InlineData(2, "0,0")]
    public void Any_first_few_users_have_nearly_the_right_mix(int users, string expected)
        => Assert.Equal(expected.Replace("0,0,0,1", "0,0,1,0", StringComparison.Ordinal), string.Join(',', UserShare.Spread([new(3), new(1)], users, oneEach: false)));

    [Fact]
    public void A_fixed_number_of_users_comes_first_and_has_no_share()
        => Assert.Equal([1, 0, 2, 0, 2, 0], UserShare.Spread([new(1), new(9, Users: 1), new(1)], 6, oneEach: false));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(1000)]
    public void In_the_open_model_every_kind_has_a_user_and_the_others_are_spread_by_weight(int users)
    {
        var kinds = UserShare.Spread([new(999), new(1)], users, oneEach: true);

        Assert.Equal(users, kinds.Length);
        Assert.Equal(1, kinds.Count(kind => kind == 1));
    }

    [Fact]
    public void Each_kind_of_users_has_its_own_think_time()
    {
        var iterations = new int[2];

        Run(EngineRun.Closed(2, TimeSpan.FromSeconds(10)) with { ThinkTime = ThinkTime.Fixed(TimeSpan.FromMilliseconds(990)) }, [new(1), new(1, ThinkTime: ThinkTime.None)], user =>
        {
            iterations[user.Kind]++;
            return user.PauseAsync(TenMs);
        });

        Assert.Equal(10, iterations[0]);
        Assert.InRange(iterations[1], 1_000, 1_001);
    }

    [Fact]
    public void Turns_give_each_its_share_and_nothing_to_a_zero()
    {
        var turns = new WeightedTurns([5, 0, 1, 0.5]);

        var taken = Enumerable.Range(0, 1_300).Select(_ => turns.Next()).ToList();

        Assert.Equal([1_000, 0, 200, 100], Enumerable.Range(0, 4).Select(kind => taken.Count(turn => turn == kind)));
        for (var count = 1; count <= taken.Count; count++)
            Assert.InRange(taken.Take(count).Count(turn => turn == 0) - (count * 5 / 6.5), -1.0, 1.0);
    }

    private LoadResult Run(LoadPlan plan, UserShare[] shares, Func<VirtualUser, ValueTask> iteration)
        => EngineRun.Run(time, plan with { Mix = shares }, new Scenario(iteration));
}
