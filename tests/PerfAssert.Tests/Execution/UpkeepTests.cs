using Xunit;

namespace PerfAssert.Tests.Execution;

/// <summary>What is done for a user between two iterations is no part of any measured time.</summary>
public class UpkeepTests
{
    /// <summary>Idle users are looked at ten times a second.</summary>
    private const long Seen = EngineTime.Second / 10;

    private static readonly TimeSpan TenMs = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly VirtualTime time = new();
    private int upkeeps;

    [Fact]
    public void It_runs_when_it_is_due_and_is_in_no_iterations_time()
    {
        var result = EngineRun.Run(time, EngineRun.Closed(1, TimeSpan.FromSeconds(9.755)), Every(Second, TimeSpan.FromMilliseconds(500)));

        // One upkeep of 0.5 s and 50 iterations of 10 ms in turn: it is due again half a second after its end.
        Assert.Equal((10, (9 * 50) + 26L), (upkeeps, result.Succeeded));
        Assert.Equal(10, result.ResponseTime.Max.TotalMilliseconds, 0.1);
        Assert.DoesNotContain(result.Steps, step => step.Name == "log in");
        result.AssertNoFailures();
    }

    [Fact]
    public void It_moves_the_next_paced_start_instead_of_making_it_late()
    {
        var plan = EngineRun.Closed(1, TimeSpan.FromSeconds(10)) with { Pacing = TimeSpan.FromMilliseconds(100) };

        var result = EngineRun.Run(time, plan, Every(Second, TimeSpan.FromMilliseconds(500)));

        Assert.True(upkeeps > 5);
        Assert.Equal(10, result.ResponseTime.Max.TotalMilliseconds, 0.1);
        Assert.True(result.Validity.IsValid, string.Join('\n', result.Validity.Findings));
    }

    [Fact]
    public void A_paced_user_sees_to_what_comes_due_before_its_next_start()
    {
        var plan = EngineRun.Closed(1, TimeSpan.FromSeconds(10)) with { Pacing = Second };
        long due = long.MaxValue;
        var late = 0;

        EngineRun.Run(time, plan, new Scenario(user =>
        {
            late += time.Now > due ? 1 : 0;
            return user.PauseAsync(TenMs);
        })
        {
            BeforeUser = user =>
            {
                user.UpkeepDue = time.Now;
                return Task.CompletedTask;
            },
            Upkeep = user =>
            {
                user.UpkeepDue = due = time.Now + (EngineTime.Second * 3 / 2);
                return default;
            },
        });

        Assert.Equal(0, late);
    }

    [Fact]
    public void In_the_open_model_other_users_take_the_arrivals_meanwhile()
    {
        var result = EngineRun.Run(time, EngineRun.Open(100, TimeSpan.FromSeconds(10), maxUsers: 20), Every(Second, TimeSpan.FromMilliseconds(100), spread: true));

        Assert.True(upkeeps > 20);
        Assert.Equal((1_000L, 0L, 0L), (result.Succeeded, result.Dropped, result.Delayed));
        Assert.Equal(10, result.ResponseTime.Max.TotalMilliseconds, 0.1);
    }

    [Fact]
    public void A_user_of_the_open_model_that_has_been_idle_for_long_sees_to_it_before_it_takes_an_arrival()
    {
        var dues = new Dictionary<int, long>();
        var late = 0;

        // One user is enough for 8 s: nine are idle, and all are needed when the one stalls.
        var result = EngineRun.Run(time, EngineRun.Open(10, TimeSpan.FromSeconds(10), maxUsers: 10), new Scenario(user =>
        {
            late += time.Now > dues[user.Id] + Seen ? 1 : 0;
            return user.PauseAsync(time.Now < 9 * EngineTime.Second ? TenMs : Second);
        })
        {
            BeforeUser = user =>
            {
                user.UpkeepDue = dues[user.Id] = time.Now + EngineTime.Second;
                return Task.CompletedTask;
            },
            Upkeep = user =>
            {
                user.UpkeepDue = dues[user.Id] = time.Now + EngineTime.Second;
                return default;
            },
        });

        Assert.Equal((0, 100L), (late, result.Succeeded));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failed_one_makes_the_users_next_iteration_fail_and_is_tried_again(bool open)
    {
        var plan = open ? EngineRun.Open(100, TimeSpan.FromSeconds(10), maxUsers: 1) : EngineRun.Closed(1, TimeSpan.FromSeconds(10));

        var result = EngineRun.Run(time, plan, new Scenario(user => user.PauseAsync(TenMs))
        {
            BeforeUser = user =>
            {
                user.UpkeepDue = 5 * EngineTime.Second;
                return Task.CompletedTask;
            },
            Upkeep = user => ++upkeeps < 3 ? throw new TimeoutException("the log-in took too long") : Renew(user),
        });

        var error = Assert.Single(result.Errors);
        Assert.Equal(("timeout", 2L), (error.Kind, error.Count));
        Assert.Equal(3, upkeeps);
        Assert.Equal(998, result.Succeeded, 2.0);
    }

    [Fact]
    public void A_failed_request_in_it_makes_the_next_iteration_fail_too()
    {
        var result = EngineRun.Run(time, EngineRun.Closed(1, Second), new Scenario(user => user.PauseAsync(TenMs))
        {
            BeforeUser = user =>
            {
                user.UpkeepDue = time.Now;
                return Task.CompletedTask;
            },
            Upkeep = user =>
            {
                user.Fail("status 500");
                return Renew(user);
            },
        });

        Assert.Equal((1L, "status 500"), (result.Failed, result.Errors[0].Samples[0]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_mistake_of_configuration_in_it_ends_the_run(bool open)
    {
        var plan = open ? EngineRun.Open(100, TimeSpan.FromSeconds(10), maxUsers: 5) : EngineRun.Closed(5, TimeSpan.FromSeconds(10));
        var scenario = new Scenario(user => user.PauseAsync(TenMs))
        {
            BeforeUser = user =>
            {
                user.UpkeepDue = 5 * EngineTime.Second;
                return Task.CompletedTask;
            },
            Upkeep = _ => throw new LoadConfigurationException([new ConfigurationError("a", "is wrong", "Write b.")]),
        };

        Assert.Throws<LoadConfigurationException>(() => EngineRun.Run(time, plan, scenario));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_never_ends_does_not_hold_up_the_end_of_the_load(bool open)
    {
        var plan = open ? EngineRun.Open(100, Second, maxUsers: 5) : EngineRun.Closed(5, Second);
        var scenario = new Scenario(user => user.PauseAsync(TenMs))
        {
            BeforeUser = user =>
            {
                user.UpkeepDue = time.Now + (EngineTime.Second / 2);
                return Task.CompletedTask;
            },
            Upkeep = _ => new ValueTask(new TaskCompletionSource().Task),
        };

        var result = EngineRun.Run(time, plan with { GracefulStop = Second }, scenario);

        Assert.True(time.Now < 5 * EngineTime.Second);
        Assert.True(result.Succeeded > 0);
    }

    private Scenario Every(TimeSpan period, TimeSpan length, bool spread = false) => new(user => user.PauseAsync(TenMs))
    {
        BeforeUser = user =>
        {
            user.UpkeepDue = time.Now + (spread ? EngineTime.Nanoseconds(period) * user.Id / user.UserCount : 0);
            return Task.CompletedTask;
        },
        Upkeep = async user =>
        {
            upkeeps++;
            await user.StepAsync("log in", () => user.PauseAsync(length).AsTask());
            user.UpkeepDue = time.Now + EngineTime.Nanoseconds(period) - EngineTime.Nanoseconds(length);
        },
    };

    private static ValueTask Renew(VirtualUser user)
    {
        user.UpkeepDue = long.MaxValue;
        return default;
    }
}
