using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Profiles;

/// <summary>The search for a limit on a target whose capacity is known, in virtual time: exact, and on any machine the same.</summary>
public class StressTruthTests
{
    private static readonly TimeSpan Service = TimeSpan.FromMilliseconds(100);

    /// <summary>As many users as there are places are served at once; each further one makes all wait.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(53)]
    [InlineData(200)]
    public void Closed_model_finds_the_number_of_places_within_a_tenth(int places)
    {
        var stress = Search(new StressSettings { From = 2, To = 1000 }, places);

        Assert.InRange(stress.Capacity!.Value.Value, places * 0.9, places * 1.1);
        Assert.InRange(stress.Knee!.Value.Value, places * 0.95, places * 1.05);
        Assert.InRange(stress.LastGood!.Value.Value, places * 0.95, places * 1.12);
        Assert.True(stress.FirstBad!.Value.Value <= (places * 1.12 / (1 - StressSettings.DefaultTolerance)) + 1);
        Assert.False(stress.IsGeneratorLimited);
        Assert.Equal(Verdict.Passed, stress.Verdict);
        Assert.Contains("Throughput no longer follows the users", stress.Answer, StringComparison.Ordinal);
    }

    /// <summary>N places of 100 ms serve N · 10 per second.</summary>
    [Theory]
    [InlineData(8, ArrivalPattern.Constant)]
    [InlineData(20, ArrivalPattern.Constant)]
    [InlineData(53, ArrivalPattern.Constant)]
    [InlineData(20, ArrivalPattern.Poisson)]
    [InlineData(53, ArrivalPattern.Poisson)]
    public void Open_model_finds_the_rate_within_a_tenth(int places, ArrivalPattern arrivals)
    {
        var stress = Search(new StressSettings { From = "10/s", To = "5000/s" }, places, new OpenWorkload { MaxUsers = 5000, Arrivals = arrivals, Stages = [Stage.Hold(10, Length)] });

        var capacity = places / Service.TotalSeconds;
        Assert.InRange(stress.Capacity!.Value.Value, capacity * 0.9, capacity * 1.1);
        Assert.InRange(stress.LastGood!.Value.Value, capacity * 0.9, capacity * 1.1);
        Assert.InRange(stress.FirstBad!.Value.Value, capacity * 0.9, capacity * 1.15);
        Assert.InRange(stress.Knee!.Value.Value, capacity * 0.9, capacity * 1.1);
        Assert.Contains("Throughput no longer follows", stress.Answer, StringComparison.Ordinal);
    }

    /// <summary>Users who start together take turns: up to 20 wait for nobody, up to 40 for one round of 100 ms, the 41st for two.</summary>
    [Fact]
    public void A_declared_expectation_is_the_limit_instead()
    {
        var stress = Search(new StressSettings { From = 5, To = 500 }, places: 20, expectations: "p95 < 250ms");

        Assert.InRange(stress.LastGood!.Value.Value, 38, 42);
        Assert.InRange(stress.FirstBad!.Value.Value, 41, 44);
        Assert.Contains("Expected P95", stress.Reasons[0], StringComparison.Ordinal);
        Assert.InRange(stress.Knee!.Value.Value, 19, 21);
    }

    [Fact]
    public void A_declared_expectation_of_arrivals_that_pile_up_fails_where_the_rate_is_no_longer_served()
    {
        var stress = Search(new StressSettings { From = "20/s", To = "2000/s" }, 20, new OpenWorkload { MaxUsers = 2000, Stages = [Stage.Hold(10, Length)] }, "p95 < 10s");

        Assert.InRange(stress.Capacity!.Value.Value, 180, 220);
    }

    [Theory]
    [InlineData(20, Verdict.Passed)]
    [InlineData(40, Verdict.Failed)]
    public void The_required_level_is_a_step_of_its_own_and_decides(int required, Verdict verdict)
    {
        var stress = Search(new StressSettings { From = 5, To = 100, Factor = 3, AtLeast = required, Bisect = false }, places: 20);

        Assert.Contains(stress.Steps, step => step.Level == required);
        Assert.Equal(verdict, stress.Verdict);
        Assert.Equal(verdict == Verdict.Passed, stress.FailureText() is null);
    }

    [Fact]
    public void Without_a_limit_the_answer_is_that_it_is_higher()
    {
        var stress = Search(new StressSettings { From = 2, To = 10 }, places: 50);

        Assert.Equal(10, stress.LastGood!.Value.Value);
        Assert.Null(stress.FirstBad);
        Assert.Null(stress.Knee);
        Assert.Equal(Verdict.Passed, stress.Verdict);
        Assert.StartsWith("Holds every level up to 10 users: the limit is higher.", stress.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Not_even_the_first_level_fails_and_the_limit_is_looked_for_below_it()
    {
        var stress = Search(new StressSettings { From = 40, To = 100 }, places: 10, expectations: "p95 < 150ms");

        Assert.Equal(Verdict.Failed, stress.Verdict);
        Assert.Equal(10, stress.LastGood!.Value.Value);
        Assert.StartsWith("Expected virtual to hold at least 40 users, but this failed: Holds ", stress.FailureText(), StringComparison.Ordinal);
    }

    /// <summary>100 places of which the generator fills 60: the service answers as fast as ever, so the limit is not its own.</summary>
    [Fact]
    public void Too_few_users_are_not_called_the_limit_of_the_service()
    {
        var stress = Search(new StressSettings { From = "100/s", To = "3000/s" }, 100, new OpenWorkload { MaxUsers = 60, Stages = [Stage.Hold(10, Length)] });

        Assert.True(stress.IsGeneratorLimited);
        Assert.InRange(stress.LastGood!.Value.Value, 540, 640);
        Assert.Contains("the load generator or its machine gave out", stress.Answer, StringComparison.Ordinal);
        Assert.Contains("raise MaxUsers", stress.Reasons[0], StringComparison.Ordinal);
        Assert.Equal(Verdict.Passed, stress.Verdict);
        Assert.Equal(Verdict.InvalidRun, stress.Judge("900/s"));
    }

    [Fact]
    public void An_invalid_run_is_the_generators_limit_and_proves_nothing_of_a_higher_level()
    {
        var settings = new StressSettings { From = 5, To = 100, AtLeast = 60 };
        var stress = Search(settings, places: 200, change: (plan, outcome) => plan.Workload.UserCount > 40 ? outcome with { ConcurrencyShare = 0.5 } : outcome);

        Assert.True(stress.IsGeneratorLimited);
        Assert.InRange(stress.LastGood!.Value.Value, 36, 40);
        Assert.Equal(Verdict.InvalidRun, stress.Verdict);
        Assert.Contains("but this could not be measured: Holds at least ", stress.FailureText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_fails_once_by_chance_is_repeated_and_does_not_count()
    {
        var stress = Search(new StressSettings { From = 5, To = 40, Factor = 2, Bisect = false }, places: 100, expectations: "p95 < 150ms", slowRun: 2);

        Assert.Null(stress.FirstBad);
        Assert.Equal([5, 10, 10, 20, 40], stress.Steps.Select(step => step.Level.Value));
        Assert.Equal([false, false, true, false, false], stress.Steps.Select(step => step.IsRepeat));
        Assert.Contains("10 users: ✗ failed at first, ✓ held when repeated, which counts.", stress.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_with_too_few_samples_decide_nothing()
    {
        var stress = Search(new StressSettings { From = 1, To = 8, Factor = 2, StepDuration = "2s" }, places: 100, expectations: "p99 < 150ms");

        Assert.Equal(Verdict.Inconclusive, stress.Verdict);
        Assert.StartsWith("No step could be decided. Expected P99", stress.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Failed_iterations_are_a_limit_by_default()
    {
        var plan = EngineRun.Closed(5, Length);
        var profile = Profile(new StressSettings { From = 5, To = 100, Factor = 2, Bisect = false });
        var stress = VirtualProfile.Ask(new StressSearch(profile, plan, inProcess: true), plan, (_, _) => async user =>
        {
            await user.PauseAsync(Service);
            if (user.Id > 30)
                user.Fail("full");
        });

        Assert.Equal(20, stress.LastGood!.Value.Value);
        Assert.Equal(40, stress.FirstBad!.Value.Value);
        Assert.Contains("error rate", stress.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_block_says_the_answer_first_and_has_a_row_for_each_step()
    {
        var block = Search(new StressSettings { From = 5, To = 40, Factor = 2 }, places: 20).ToString();

        Assert.All(block.Split('\n').Where(line => !line.StartsWith("PerfAssert", StringComparison.Ordinal)), line => Assert.True(PlainText.Width(line) <= 100, line));
        var lines = block.Split('\n');
        Assert.StartsWith("── ✓ STRESS: PASSED ── virtual ─", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("  Answer        Holds 2", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("  40 users again ", StringComparison.Ordinal) && line.EndsWith("✗ failed", StringComparison.Ordinal));
        Assert.StartsWith("PerfAssert │ virtual │ ≤ 40 users 10 s │ ", lines[^2], StringComparison.Ordinal);
        Assert.Equal(9, lines[^2].Split(" │ ").Length - 1);
    }

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private static StressProfile Profile(StressSettings settings)
    {
        var reader = new SettingsReader();
        var profile = StressProfile.Read(settings with { StepDuration = settings.StepDuration ?? "10s" }, reader);
        Assert.Empty(reader.Errors);
        return profile!;
    }

    private static StressResult Search(
        StressSettings settings,
        int places,
        Workload? workload = null,
        string? expectations = null,
        int slowRun = 0,
        Func<LoadPlan, PhaseOutcome, PhaseOutcome>? change = null)
    {
        var plan = EngineRun.Plan(workload ?? new ClosedWorkload { Users = 1, Stages = [Stage.Hold(1, Length)] }) with
        {
            Expectations = expectations is null ? [] : [Expectation.Parse(expectations)],
        };
        return VirtualProfile.Ask(
            new StressSearch(Profile(settings), plan, inProcess: true),
            plan,
            (time, run) => new KnownCapacity(time, places, run == slowRun ? Service * 2 : Service).ServeAsync,
            change: change);
    }
}
