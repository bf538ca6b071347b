using PerfAssert.Tests.Fabricated;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class PlanTextTests
{
    [Fact]
    public void A_closed_load_is_users_and_a_duration()
        => AssertTexts(Hold(50, 60), "50 users, 60 s, no warm-up", "50 users 60 s");

    [Fact]
    public void One_user_is_a_user()
        => AssertTexts(Hold(1, 125), "1 user, 2 min 5 s, no warm-up", "1 user 2 min 5 s");

    [Fact]
    public void Iterations_in_all_or_each()
    {
        AssertTexts(new ClosedWorkload { Users = 5, Iterations = 5000 }, "5 users, 5,000 iterations, no warm-up", "5 users 5,000 iterations");
        AssertTexts(new ClosedWorkload { Users = 5, IterationsPerUser = 10 }, "5 users, 10 iterations each, no warm-up", "5 users 10 iterations each");
    }

    [Fact]
    public void Stages_of_users_are_spelled_out() => AssertTexts(
        new ClosedWorkload { Stages = [new Stage(0, 50, Seconds(10)), Stage.Hold(50, Seconds(60)), new Stage(50, 0, Seconds(5))] },
        "0→50 users in 10 s, 50 users for 60 s, 50→0 users in 5 s, no warm-up",
        "≤ 50 users 75 s");

    [Fact]
    public void Many_stages_are_summed_up() => AssertTexts(
        new ClosedWorkload { Stages = [.. Enumerable.Range(1, 20).Select(i => Stage.Hold(i, Seconds(1)))] },
        "20 stages in 20 s, at most 20 users, no warm-up",
        "≤ 20 users 20 s");

    [Fact]
    public void An_open_load_is_a_rate_and_its_users() => AssertTexts(
        new OpenWorkload { MaxUsers = 100, Stages = [Stage.Hold(200, Seconds(30))] },
        "200/s for 30 s, up to 100 users, no warm-up",
        "200/s 30 s");

    [Fact]
    public void Think_time_pacing_and_a_limit_are_named()
    {
        var plan = FabricatedResult.Plan("x", new ClosedWorkload { RateLimit = 100, Stages = [Stage.Hold(5, Seconds(10))] }) with
        {
            ThinkTime = ThinkTime.Normal(Seconds(1), TimeSpan.FromMilliseconds(200)),
            Pacing = Seconds(2),
        };
        Assert.Equal("5 users, 10 s, at most 100/s, think time 1 s ± 200 ms (normal), every 2 s per user, warm-up (auto)", PlanText.Describe(plan));
    }

    [Fact]
    public void The_warm_up_that_was_run_is_told()
    {
        var plan = FabricatedResult.Plan("x");
        Assert.Equal("50 users, 10 s, warm-up 2.5 s (auto)", PlanText.Describe(plan, Seconds(2.5)));
        Assert.Equal("50 users, 10 s, warm-up 3 s", PlanText.Describe(plan with { WarmUp = WarmUp.For(Seconds(3)) }));
    }

    [Fact]
    public void Overrides_are_named_by_their_source()
    {
        var plan = FabricatedResult.Plan("x") with
        {
            Overrides = [new("Users", "5", "PERFASSERT_PRESET", "50"), new("Duration", "10s", "PERFASSERT_PRESET", "60s"), new("Seed", "7", "perfassert.json(3)", null)],
        };

        Assert.Equal("Users 5 instead of 50, Duration 10s instead of 60s (PERFASSERT_PRESET); Seed 7 (perfassert.json(3))", PlanText.Overrides(plan));
        var result = FabricatedResult.Create(plan: plan);
        Assert.Contains("  Overrides     Users 5 instead of 50, Duration 10s instead of 60s (PERFASSERT_PRESET); Seed 7", ConsoleBlock.Render(result), StringComparison.Ordinal);
        Assert.Contains("Overrides: Users 5 instead of 50,", MarkdownSummary.Render(result), StringComparison.Ordinal);
        Assert.DoesNotContain("Overrides", ConsoleBlock.Render(FabricatedResult.Create()), StringComparison.Ordinal);
    }

    private static void AssertTexts(Workload workload, string whole, string brief)
    {
        var plan = FabricatedResult.Plan("x", workload) with { WarmUp = WarmUp.None };
        Assert.Equal(whole, PlanText.Describe(plan));
        Assert.Equal(brief, PlanText.Short(plan));
    }

    private static ClosedWorkload Hold(int users, double seconds) => new() { Stages = [Stage.Hold(users, Seconds(seconds))] };

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
