using Xunit;

namespace PerfAssert.Tests.Planning;

public class LoadPlanValidatorTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public void Users_and_a_duration_hold_that_many_users()
    {
        var plan = LoadPlanValidator.CreatePlan(new() { Name = "Shop.Search", Users = 50, Duration = "60s" });

        var workload = Assert.IsType<ClosedWorkload>(plan.Workload);
        Assert.Equal(50, workload.Users);
        Assert.Equal([Stage.Hold(50, Minute)], workload.Stages);
        Assert.Null(workload.Iterations);
        Assert.Null(workload.IterationsPerUser);
        Assert.Null(workload.RateLimit);
        Assert.Equal("Shop.Search", plan.Name);
    }

    [Fact]
    public void What_is_not_written_has_its_documented_default()
    {
        var plan = LoadPlanValidator.CreatePlan(new() { Users = 50, Duration = "60s" });

        Assert.Equal(WarmUp.Auto, plan.WarmUp);
        Assert.Equal(ThinkTime.None, plan.ThinkTime);
        Assert.Null(plan.Pacing);
        Assert.Equal(LoadPlan.DefaultGracefulStop, plan.GracefulStop);
        Assert.Equal(LoadPlan.DefaultRequestTimeout, plan.RequestTimeout);
        Assert.Equal(LoadPlan.DefaultSeed, plan.Seed);
        Assert.False(plan.AllowErrors);
        Assert.False(plan.AllowDebugBuild);
        Assert.Empty(plan.Expectations);
    }

    [Fact]
    public void Everything_that_is_written_is_in_the_plan() => Cultures.Each(() =>
    {
        var plan = LoadPlanValidator.CreatePlan(new()
        {
            Users = 5,
            Duration = "1.5s",
            RateLimit = "0.5/s",
            WarmUp = "none",
            ThinkTime = "1s..3s",
            GracefulStop = "0s",
            RequestTimeout = "250ms",
            Seed = 7,
            AllowErrors = true,
            AllowDebugBuild = true,
            Expectations = [new("p95 < 200ms"), new("error rate < 1%", Requirement: "9.3")],
        });

        Assert.Equal(0.5, Assert.IsType<ClosedWorkload>(plan.Workload).RateLimit);
        Assert.Equal(TimeSpan.FromSeconds(1.5), plan.Workload.Duration);
        Assert.Equal(WarmUp.None, plan.WarmUp);
        Assert.Equal(ThinkTime.Uniform(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)), plan.ThinkTime);
        Assert.Equal(TimeSpan.Zero, plan.GracefulStop);
        Assert.Equal(TimeSpan.FromMilliseconds(250), plan.RequestTimeout);
        Assert.Equal(7, plan.Seed);
        Assert.True(plan.AllowErrors);
        Assert.True(plan.AllowDebugBuild);
        Assert.Equal(["p95 < 200ms", "error rate < 1%"], plan.Expectations.Select(expectation => expectation.Text));
        Assert.Equal("9.3", plan.Expectations[1].Requirement);
    });

    [Fact]
    public void Pacing_is_in_the_plan()
        => Assert.Equal(TimeSpan.FromSeconds(2), LoadPlanValidator.CreatePlan(new() { Users = 5, Duration = "60s", Pacing = "2s" }).Pacing);

    [Fact]
    public void Ramps_stand_around_the_duration()
    {
        var plan = LoadPlanValidator.CreatePlan(new() { Users = 50, RampUp = "10s", Duration = "60s", RampDown = "5s" });

        Assert.Equal([new(0, 50, TimeSpan.FromSeconds(10)), Stage.Hold(50, Minute), new(50, 0, TimeSpan.FromSeconds(5))], plan.Workload.Stages);
        Assert.Equal(TimeSpan.FromSeconds(75), plan.Workload.Duration);
        Assert.Equal(50, plan.Workload.UserCount);
    }

    [Fact]
    public void Ten_iterations_are_exactly_ten_without_a_warm_up_before_them()
    {
        var plan = LoadPlanValidator.CreatePlan(new() { Users = 2, Iterations = 10 });

        var workload = Assert.IsType<ClosedWorkload>(plan.Workload);
        Assert.Equal((2, 10L, null), (workload.Users, workload.Iterations, workload.IterationsPerUser));
        Assert.Empty(workload.Stages);
        Assert.Null(workload.Duration);
        Assert.Equal(WarmUp.None, plan.WarmUp);
    }

    [Fact]
    public void A_written_warm_up_is_honoured_before_a_number_of_iterations()
    {
        Assert.Equal(WarmUp.Auto, LoadPlanValidator.CreatePlan(new() { Users = 2, Iterations = 10, WarmUp = "auto" }).WarmUp);
        Assert.Equal(WarmUp.For(TimeSpan.FromSeconds(5)), LoadPlanValidator.CreatePlan(new() { Users = 2, IterationsPerUser = 10, WarmUp = "5s" }).WarmUp);
    }

    [Fact]
    public void A_duration_and_iterations_both_limit_the_load()
    {
        var plan = LoadPlanValidator.CreatePlan(new() { Users = 2, IterationsPerUser = 10, Duration = "60s" });

        var workload = Assert.IsType<ClosedWorkload>(plan.Workload);
        Assert.Equal(10, workload.IterationsPerUser);
        Assert.Equal([Stage.Hold(2, Minute)], workload.Stages);
        Assert.Equal(WarmUp.None, plan.WarmUp);
    }

    [Fact]
    public void Stages_of_users_have_their_peak_as_users()
    {
        var plan = LoadPlanValidator.CreatePlan(new() { Stages = "0→50 in 10s, 80 for 60s, →0 in 5s", ThinkTime = "1s" });

        var workload = Assert.IsType<ClosedWorkload>(plan.Workload);
        Assert.Equal(80, workload.Users);
        Assert.Equal(3, workload.Stages.Count);
    }

    [Fact]
    public void An_arrival_rate_holds_that_rate()
    {
        var plan = LoadPlanValidator.CreatePlan(new() { ArrivalRate = "200/s", Duration = "60s" });

        var workload = Assert.IsType<OpenWorkload>(plan.Workload);
        Assert.Equal([Stage.Hold(200, Minute)], workload.Stages);
        Assert.Equal(200, workload.MaxUsers);
        Assert.Equal(ArrivalPattern.Constant, workload.Arrivals);
        Assert.Equal(OpenWorkload.DefaultMaxStartDelay, workload.MaxStartDelay);
        Assert.Equal(WarmUp.Auto, plan.WarmUp);
    }

    [Fact]
    public void What_is_written_for_an_arrival_rate_is_in_the_plan()
    {
        var plan = LoadPlanValidator.CreatePlan(new()
        {
            ArrivalRate = "30/min", Duration = "60s", RampUp = "10s", MaxUsers = 3, Arrivals = ArrivalPattern.Poisson, MaxStartDelay = "0s",
        });

        var workload = Assert.IsType<OpenWorkload>(plan.Workload);
        Assert.Equal([new(0, 0.5, TimeSpan.FromSeconds(10)), Stage.Hold(0.5, Minute)], workload.Stages);
        Assert.Equal(3, workload.MaxUsers);
        Assert.Equal(ArrivalPattern.Poisson, workload.Arrivals);
        Assert.Equal(TimeSpan.Zero, workload.MaxStartDelay);
    }

    [Theory]
    [InlineData("1/s", 50)]
    [InlineData("200.5/s", 201)]
    [InlineData("5000/s", 1000)]
    public void The_users_of_an_arrival_rate_hold_a_response_time_of_a_second_within_bounds(string rate, int expected)
    {
        Assert.Equal(expected, LoadPlanValidator.CreatePlan(new() { ArrivalRate = rate, Duration = "60s" }).Workload.UserCount);
        Assert.Equal(expected, LoadPlanValidator.CreatePlan(new() { Stages = $"0→{rate} in 1s, →0 in 1s" }).Workload.UserCount);
    }

    [Fact]
    public void Stages_of_rates_are_an_open_workload()
    {
        var plan = LoadPlanValidator.CreatePlan(new() { Stages = "0/s→200/s in 10s, 200/s for 60s", MaxUsers = 20 });

        var workload = Assert.IsType<OpenWorkload>(plan.Workload);
        Assert.Equal([new(0, 200, TimeSpan.FromSeconds(10)), Stage.Hold(200, Minute)], workload.Stages);
        Assert.Equal(20, workload.MaxUsers);
    }
}
