using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Behaviours;

/// <summary>Each mistake in behaviours, classes and tags is one readable error before any load.</summary>
public class MixErrorTests
{
    private static readonly LoadPlan Closed = EngineRun.Closed(4, TimeSpan.FromSeconds(1));
    private static readonly LoadPlan Open = EngineRun.Open(100, TimeSpan.FromSeconds(1), maxUsers: 2);

    [Fact]
    public void No_behaviour()
        => AssertError("load.RunAsync() has neither a behaviour nor a class of users. Write at least one: load.RunAsync(new Behaviour(\"browse\", async user => …)).", Closed, []);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void A_weight_that_is_none(double weight, string written)
    {
        AssertError($"new Behaviour(\"a\", …) {{ Weight = {written} }} is no weight. Write a number above zero, or leave it out.", Closed, Class("", Does("a", weight)));
        AssertError($"new UserClass(\"c\", …) {{ Weight = {written} }} is no weight. Write a number above zero, or leave it out.", Closed, new UserClass("c", Does("a")) { Weight = weight });
        AssertError($"Actions: a = {written} is no weight. Write a number above zero, or leave it out.", Closed with { Actions = new Dictionary<string, double> { ["a"] = weight } }, Class("", Does("a")));
    }

    [Fact]
    public void Names_that_are_missing_or_there_twice()
    {
        AssertError("new Behaviour(\"\", …) has no name. Name it, such as new Behaviour(\"browse\", …): its series is named by it.", Closed, Class("", Does(" ")));
        AssertError("new Behaviour(\"a\", …) is there twice. Give each behaviour a name of its own: its series is named by it.", Closed, Class("", Does("a"), Does("a")));
        AssertError("new Behaviour(\"a\", …) is there twice in class \"c\". Give each behaviour a name of its own: its series is named by it.", Closed, Class("c", Does("a"), Does("a")));
        AssertError("new UserClass(\"\", …) has no name. Name it, such as new UserClass(\"shopper\", …): its series are named by it.", Closed, Class(" ", Does("a")), Class("b", Does("a")));
        AssertError("new UserClass(\"c\", …) is there twice. Give each class of users a name of its own: its series are named by it.", Closed, Class("c", Does("a")), Class("c", Does("b")));
    }

    [Fact]
    public void A_class_without_behaviours()
        => AssertError("new UserClass(\"c\", …) has no behaviour. Write new UserClass(\"c\", async user => …), or give it behaviours.", Closed, Class("c"), Class("d", Does("a")));

    [Fact]
    public void Fixed_users_that_do_not_add_up()
    {
        AssertError("new UserClass(\"c\", …) { Users = 0 } is less than 1. Write at least 1, or leave the class out.", Closed, new UserClass("c", Does("a")) { Users = 0 }, Class("d", Does("a")));
        AssertError("Users = 4 is less than the 5 users that the classes ask for. Write more users, or fewer in the classes.", Closed, new UserClass("c", Does("a")) { Users = 5 }, Class("d", Does("a")));
        AssertError("Users = 4 is more than the 3 users that the classes ask for, and no class takes the others. Give one class a Weight instead of Users, or let the numbers agree.", Closed, new UserClass("c", Does("a")) { Users = 3 });
    }

    [Fact]
    public void What_has_no_meaning_in_the_open_model()
    {
        AssertError("new UserClass(\"c\", …) { Users = 1 } has no meaning for a load by arrival rate, whose arrivals are shared out. Give the class a Weight.", Open, new UserClass("c", Does("a")) { Users = 1 });
        AssertError("new UserClass(\"c\", …) { ThinkTime = … } has no meaning for a load by arrival rate, whose users start when an iteration is due. Leave it out, or load with Users.", Open, new UserClass("c", Does("a")) { ThinkTime = ThinkTime.Fixed(TimeSpan.FromSeconds(1)) });
        AssertError("MaxUsers = 2 is less than the 3 classes of users, each of which needs one of its own. Write at least MaxUsers = 3.", Open, Class("c", Does("a")), Class("d", Does("a")), Class("e", Does("a")));
    }

    [Fact]
    public void An_action_of_the_plan_that_is_no_behaviour()
        => AssertError(
            "Actions: \"bye\" is no behaviour of this test. There are, the nearest first: \"buy\", \"browse\".",
            Closed with { Actions = new Dictionary<string, double> { ["bye"] = 1, ["browse"] = 2 } }, Class("", Does("browse"), Does("buy")));

    [Fact]
    public async Task Actions_of_a_test_that_has_one_iteration_for_all()
    {
        var plan = Closed with { AllowDebugBuild = true, Actions = new Dictionary<string, double> { ["buy"] = 1 } };

        var error = await Assert.ThrowsAsync<LoadConfigurationException>(() => new LoadRun(plan).RunAsync(_ => { }));

        Assert.Equal("The load test cannot start: Actions: \"buy\" weighs behaviours, and this test has one iteration for all. Write load.RunAsync(new Behaviour(\"browse\", …), …), or leave the actions out.", error.Message);
    }

    [Fact]
    public void Tags_that_leave_nothing()
        => AssertError(
            "Tags = \"upload\", ExcludeTags = \"health\" leaves no behaviour to run. The behaviours are: \"a\" (read, slow), \"b\" (no tags).",
            Closed with { Tags = ["upload"], ExcludedTags = ["health"] }, Class("", Does("a", 1, "read", "slow"), Does("b")));

    [Fact]
    public void A_tag_that_is_nearly_one()
        => AssertError(
            "ExcludeTags = \"uplaod\" has \"uplaod\", which is no tag of a behaviour. There are, the nearest first: \"upload\", \"read\".",
            Closed with { ExcludedTags = ["uplaod"] }, Class("", Does("a", 1, "read"), Does("b", 1, "upload")));

    [Fact]
    public void An_empty_tag()
    {
        AssertError("new Behaviour(\"a\", …) { Tags = … } has an empty tag. Write words, such as Tags = [\"read\"].", Closed, Class("", Does("a", 1, "read", " ")));
        var errors = LoadPlanValidator.Validate(new() { Users = 1, Duration = "1s", Tags = "read,,write", ExcludeTags = "" }, out _);
        Assert.Equal(
            ["Tags = \"read,,write\" has an empty tag. Write words between commas, such as Tags = \"read, health\".", "ExcludeTags = \"\" has an empty tag. Write words between commas, such as ExcludeTags = \"read, health\"."],
            errors.Select(error => error.ToString()));
    }

    private static UserClass Class(string name, params Behaviour[] behaviours) => new(name, behaviours);

    private static Behaviour Does(string name, double weight = 1, params string[] tags) => new(name, _ => { }) { Weight = weight, Tags = tags };

    private static void AssertError(string expected, LoadPlan plan, params UserClass[] classes)
    {
        var error = Assert.Throws<LoadConfigurationException>(() => BehaviourMix.Apply(plan, classes, classes.Any(each => each.Name.Length > 0)));

        Assert.Equal([expected], error.Errors.Select(each => each.ToString()));
    }
}
