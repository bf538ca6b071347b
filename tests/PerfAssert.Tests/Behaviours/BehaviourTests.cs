using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Behaviours;

/// <summary>Weighted behaviours and classes of users, in virtual time.</summary>
public class BehaviourTests
{
    private readonly VirtualTime time = new();

    [Fact]
    public void Behaviours_come_by_weight_and_have_a_series_each()
    {
        var result = Run(EngineRun.Closed(10, Seconds(100)), Browse(), Buy());

        var (browse, buy) = (result.Steps["browse"], result.Steps["buy"]);
        Assert.All([browse, buy], step => Assert.Equal(StepKind.Behaviour, step.Kind));
        Assert.Equal(result.Count, browse.Count + buy.Count);
        Assert.Equal(0.7, (double)browse.Count / result.Count, 0.03);
        Assert.Equal((10, 100), (browse.ResponseTime.P50.TotalMilliseconds, buy.ResponseTime.P50.TotalMilliseconds));
        Assert.Equal(["browse", "buy"], result.Steps.Select(step => step.Name).Order());
    }

    [Fact]
    public void The_same_seed_gives_the_same_draws_and_leaves_the_users_random_numbers_alone()
    {
        var plan = EngineRun.Closed(1, Seconds(10));

        string Names(LoadPlan plan, params string[] names)
        {
            var drawn = new List<string>();
            Run(plan, [.. names.Select(name => new Behaviour(name, user =>
            {
                drawn.Add(name + user.Random.Next());
                return user.PauseAsync(TimeSpan.FromMilliseconds(100)).AsTask();
            }))]);
            return string.Join(' ', drawn);
        }

        Assert.Equal(Names(plan, "a", "b"), Names(plan, "a", "b"));
        Assert.NotEqual(Names(plan, "a", "b"), Names(plan with { Seed = 2 }, "a", "b"));
        Assert.Equal(Names(plan, "a"), Names(plan, "a", "b").Replace('b', 'a'));
    }

    [Fact]
    public void In_the_open_model_a_behaviour_has_its_time_from_the_intended_start_and_its_service_time_apart()
    {
        // One user, busy for 100 ms of every 50: the start is later and later.
        var result = Run(EngineRun.Open(20, Seconds(1), maxUsers: 1), Buy());

        var buy = result.Steps["buy"];
        Assert.Equal(result.ResponseTime.Max, buy.ResponseTime.Max);
        Assert.True(buy.ResponseTime.Max > Seconds(0.4));
        Assert.Equal(100, buy.ServiceTime.Max.TotalMilliseconds, 0.1);
    }

    [Fact]
    public void Failures_of_one_behaviour_are_its_own()
    {
        var result = Run(EngineRun.Closed(2, Seconds(10)), Browse(), new Behaviour("fail", async user =>
        {
            await user.PauseAsync(TimeSpan.FromMilliseconds(10));
            user.Fail("no stock");
        }) { Weight = 30 });

        Assert.Equal((0L, result.Failed), (result.Steps["browse"].Failed, result.Steps["fail"].Failed));
        Assert.Equal("no stock", result.Steps["fail"].Errors[0].Samples[0]);
    }

    [Fact]
    public void Classes_have_their_users_their_think_time_and_their_set_up_and_tear_down()
    {
        var calls = new List<string>();
        UserClass[] classes =
        [
            new("shopper", Browse(), Buy()) { Weight = 3, ThinkTime = ThinkTime.Fixed(Seconds(1)), BeforeUser = Note("before"), AfterUser = Note("after") },
            new("rapid", Browse()),
            new("admin", user => user.PauseAsync(Seconds(1)).AsTask()) { Users = 1 },
        ];

        var result = Run(EngineRun.Closed(9, Seconds(100)), classes, named: true);

        Assert.Equal(["admin: admin", "rapid: browse", "shopper: browse", "shopper: buy"], result.Steps.Select(step => step.Name).Order());
        Assert.InRange(result.Steps["admin: admin"].Count, 100, 101);
        Assert.InRange(result.Steps["rapid: browse"].Count, 20_000, 20_002);
        Assert.InRange(result.Steps["shopper: browse"].Count + result.Steps["shopper: buy"].Count, 6 * 90, 6 * 100);
        Assert.Equal((6, 6), (calls.Count(call => call == "before"), calls.Count(call => call == "after")));
        Assert.StartsWith(
            "9 users, 100 s, 6 users shopper (browse 70%, buy 30%, think time 1 s), 2 users rapid (browse), 1 user admin (admin)",
            PlanText.Describe(result.Plan), StringComparison.Ordinal);

        Func<VirtualUser, Task> Note(string what) => _ =>
        {
            calls.Add(what);
            return Task.CompletedTask;
        };
    }

    [Fact]
    public void A_ramp_of_users_has_the_right_mix_at_every_height()
    {
        var plan = EngineRun.Plan(new ClosedWorkload { Stages = [new Stage(0, 40, Seconds(40))] });
        var most = 0.0;
        var active = new Dictionary<string, HashSet<int>> { ["a"] = [], ["b"] = [] };

        UserClass Of(string name, double weight) => new(name, user =>
        {
            active[name].Add(user.Id);
            var all = active["a"].Count + active["b"].Count;
            if (all > 4)
                most = Math.Max(most, Math.Abs(((double)active["a"].Count / all) - 0.75) * all);
            return user.PauseAsync(Seconds(1)).AsTask();
        }) { Weight = weight };

        Run(plan, [Of("a", 3), Of("b", 1)], named: true);

        Assert.Equal((30, 10), (active["a"].Count, active["b"].Count));
        Assert.InRange(most, 0, 1.01);
    }

    [Theory]
    [InlineData("read", "", "browse, search")]
    [InlineData("WRITE", "", "buy")]
    [InlineData("", "read", "buy")]
    [InlineData("read, write", "slow", "browse, buy")]
    [InlineData("", "upload", "browse, search, buy")]
    public void Tags_choose_and_leave_out(string tags, string excluded, string expected)
    {
        var plan = Tagged(tags, excluded);

        var (planned, _) = BehaviourMix.Apply(plan, [new UserClass("", Three())], named: false);

        Assert.Equal(expected, string.Join(", ", planned.Mix[0].Behaviours.Select(behaviour => behaviour.Name)));
    }

    [Fact]
    public void A_class_without_a_behaviour_left_has_no_users()
    {
        var (planned, _) = BehaviourMix.Apply(Tagged("read", ""), [new UserClass("reader", Three()), new UserClass("buyer", Three()[2])], named: true);

        Assert.Equal(["reader"], planned.Mix.Select(share => share.Name));
    }

    [Fact]
    public void Weights_of_the_plan_replace_those_of_the_test()
    {
        var plan = EngineRun.Closed(2, Seconds(1)) with { Actions = new Dictionary<string, double> { ["buy"] = 3, ["browse"] = 1 } };

        var (planned, _) = BehaviourMix.Apply(plan, [new UserClass("", Three())], named: false);

        Assert.Equal([new("browse", 1), new BehaviourShare("buy", 3)], planned.Mix[0].Behaviours);
    }

    [Fact]
    public void The_mix_is_part_of_what_makes_two_runs_comparable()
    {
        var plan = EngineRun.Closed(2, Seconds(1));

        string Hash(params Behaviour[] behaviours) => LoadFingerprint.Of(BehaviourMix.Apply(plan, [new UserClass("", behaviours)], named: false).Plan).Hash;

        Assert.Equal(Hash(Browse(), Buy()), Hash(Browse(), Buy()));
        Assert.NotEqual(Hash(Browse(), Buy()), Hash(Browse()));
        Assert.NotEqual(Hash(Browse(), Buy()), LoadFingerprint.Of(plan).Hash);
        Assert.Equal("2 users, 70 browse + 30 buy", LoadFingerprint.Of(BehaviourMix.Apply(plan, [new UserClass("", Browse(), Buy())], named: false).Plan).Text);
    }

    private static LoadPlan Tagged(string tags, string excluded)
        => LoadPlanValidator.CreatePlan(new() { Users = 4, Duration = "1s", Tags = tags.Length == 0 ? null : tags, ExcludeTags = excluded.Length == 0 ? null : excluded });

    private static Behaviour[] Three() =>
    [
        new("browse", _ => { }) { Tags = ["read"] },
        new("search", _ => { }) { Tags = ["read", "slow"] },
        new("buy", _ => { }) { Tags = ["write"] },
    ];

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static Behaviour Browse() => new("browse", user => user.PauseAsync(TimeSpan.FromMilliseconds(10)).AsTask()) { Weight = 70 };

    private static Behaviour Buy() => new("buy", user => user.PauseAsync(TimeSpan.FromMilliseconds(100)).AsTask()) { Weight = 30 };

    private LoadResult Run(LoadPlan plan, params Behaviour[] behaviours) => Run(plan, [new UserClass("", behaviours)], named: false);

    private LoadResult Run(LoadPlan plan, UserClass[] classes, bool named)
    {
        var (planned, scenario) = BehaviourMix.Apply(plan, classes, named);
        return EngineRun.Run(time, planned, scenario);
    }
}
