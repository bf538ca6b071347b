using Xunit;

namespace PerfAssert.Tests.Planning;

/// <summary>What a developer reads instead of a load test that cannot start, word for word.</summary>
public class ConfigurationErrorTests
{
    private static readonly LoadSettings Closed = new() { Users = 50, Duration = "60s" };
    private static readonly LoadSettings Open = new() { ArrivalRate = "200/s", Duration = "60s" };

    [Fact]
    public void Nothing_says_how_much_load()
    {
        Says(new() { Duration = "60s", MaxUsers = 5, ThinkTime = "1s" }, """Users, ArrivalRate and Stages are all missing, so nothing says how much load to apply. Write a number of users, such as Users = 50, Duration = "60s", or a rate of starts, such as ArrivalRate = "200/s", Duration = "60s".""");
        Says(new() { Iterations = 500 }, "Users, ArrivalRate and Stages are all missing, so nothing says how much load to apply. Write the number of users, such as Users = 1, Iterations = 500.");
        Says(new() { IterationsPerUser = 7 }, "Users, ArrivalRate and Stages are all missing, so nothing says how much load to apply. Write the number of users, such as Users = 1, IterationsPerUser = 7.");
    }

    [Fact]
    public void Two_models_of_load()
        => Says(Closed with { ArrivalRate = "200/s" }, """Users = 50, ArrivalRate = "200/s" are two models of load: a number of users who each wait for their last iteration, and starts that wait for nobody. Keep Users, or keep ArrivalRate; to limit the users of an arrival rate write MaxUsers = 50.""");

    [Fact]
    public void Nothing_says_when_the_load_ends()
    {
        Says(new() { Users = 50 }, """Users = 50 does not say when the load ends. Add a duration, such as Users = 50, Duration = "60s", or a number of iterations, such as Iterations = 500.""");
        Says(new() { Users = 50, RampUp = "10s" }, """Users = 50 does not say when the load ends. Add a duration, such as Users = 50, Duration = "60s", or a number of iterations, such as Iterations = 500.""");
        Says(new() { ArrivalRate = "200/s" }, """ArrivalRate = "200/s" does not say when the load ends. Add a duration: ArrivalRate = "200/s", Duration = "60s".""");
    }

    [Fact]
    public void Numbers_out_of_range()
    {
        Says(Closed with { Users = 0 }, "Users = 0 is less than 1. Write at least 1, such as Users = 50.");
        Says(Closed with { Users = -3 }, "Users = -3 is less than 1. Write at least 1, such as Users = 50.");
        Says(Closed with { Users = 100_001 }, "Users = 100001 is more than 100,000, the most that one process can drive. Write fewer, such as Users = 50.");
        Says(Closed with { Iterations = 0 }, "Iterations = 0 is less than 1. Write at least 1, such as Iterations = 500.");
        Says(Closed with { IterationsPerUser = -1 }, "IterationsPerUser = -1 is less than 1. Write at least 1, such as IterationsPerUser = 10.");
        Says(Open with { MaxUsers = 0 }, "MaxUsers = 0 is less than 1. Write at least 1, such as MaxUsers = 100.");
        Says(Open with { MaxUsers = 200_000 }, "MaxUsers = 200000 is more than 100,000, the most that one process can drive. Write fewer, such as MaxUsers = 100.");
        Says(Open with { Arrivals = (ArrivalPattern)7 }, "Arrivals = 7 is no pattern of arrivals. Write ArrivalPattern.Constant or ArrivalPattern.Poisson.");
    }

    [Theory]
    [InlineData("60x", "is not a duration: \"x\" is no unit of time")]
    [InlineData("60", "has no unit of time")]
    [InlineData("", "is empty")]
    [InlineData("-5s", "is negative")]
    [InlineData("1,5s", "is not a duration: \"1,5\" has a comma, and numbers are written with a decimal point and no thousands separator")]
    [InlineData("1000h", "is longer than 720h")]
    public void A_bad_duration(string text, string problem) => Cultures.Each(() =>
    {
        Says(Closed with { Duration = text }, $"Duration = \"{text}\" {problem}. Write a number and a unit (us, ms, s, m or h), such as Duration = \"60s\".");
        Says(Closed with { RampUp = text }, $"RampUp = \"{text}\" {problem}. Write a number and a unit (us, ms, s, m or h), such as RampUp = \"10s\".");
        Says(Closed with { RampDown = text }, $"RampDown = \"{text}\" {problem}. Write a number and a unit (us, ms, s, m or h), such as RampDown = \"5s\".");
        Says(Closed with { Pacing = text }, $"Pacing = \"{text}\" {problem}. Write a number and a unit (us, ms, s, m or h), such as Pacing = \"1s\".");
        Says(Closed with { GracefulStop = text }, $"GracefulStop = \"{text}\" {problem}. Write a number and a unit (us, ms, s, m or h), such as GracefulStop = \"10s\".");
        Says(Closed with { MonitorInterval = text }, $"MonitorInterval = \"{text}\" {problem}. Write a number and a unit (us, ms, s, m or h), such as MonitorInterval = \"500ms\".");
        Says(Closed with { RequestTimeout = text }, $"RequestTimeout = \"{text}\" {problem}. Write a number and a unit (us, ms, s, m or h), such as RequestTimeout = \"30s\".");
        Says(Open with { MaxStartDelay = text }, $"MaxStartDelay = \"{text}\" {problem}. Write a number and a unit (us, ms, s, m or h), such as MaxStartDelay = \"1s\".");
    });

    [Theory]
    [InlineData("99ms", "is shorter than 100 ms, which would disturb what is measured")]
    [InlineData("61s", "is longer than 60 s, which would miss every peak")]
    public void A_monitor_interval_out_of_its_range(string text, string problem)
        => Says(Closed with { MonitorInterval = text }, $"MonitorInterval = \"{text}\" {problem}. Write a length between them, such as MonitorInterval = \"500ms\", or leave MonitorInterval out.");

    [Fact]
    public void A_length_of_zero()
    {
        Says(Closed with { Duration = "0s" }, """Duration = "0s" is zero. Write a length above zero, such as Duration = "60s".""");
        Says(Closed with { RampUp = "0s" }, """RampUp = "0s" is zero. Write a length above zero, such as RampUp = "10s", or leave RampUp out.""");
        Says(Closed with { RampDown = "0s" }, """RampDown = "0s" is zero. Write a length above zero, such as RampDown = "5s", or leave RampDown out.""");
        Says(Closed with { Pacing = "0s" }, """Pacing = "0s" is zero. Write a length above zero, such as Pacing = "1s", or leave Pacing out.""");
        Says(Closed with { RequestTimeout = "0s" }, """RequestTimeout = "0s" is zero. Write a length above zero, such as RequestTimeout = "30s", or leave RequestTimeout out.""");
    }

    [Fact]
    public void A_bad_rate()
    {
        Says(Open with { ArrivalRate = "200" }, """ArrivalRate = "200" does not say per what: /s, /min or /h. Write a number per s, min or h, such as ArrivalRate = "200/s".""");
        Says(Open with { ArrivalRate = "0/s" }, """ArrivalRate = "0/s" is zero, which starts nothing. Write a rate above zero, such as ArrivalRate = "200/s".""");
        Says(Closed with { RateLimit = "fast/s" }, """RateLimit = "fast/s" is not a rate: "fast" is not a number. Write a number per s, min or h, such as RateLimit = "100/s".""");
        Says(Closed with { RateLimit = "0/min" }, """RateLimit = "0/min" is zero, which starts nothing. Write a rate above zero, such as RateLimit = "100/s".""");
    }

    [Fact]
    public void A_bad_warm_up_or_think_time()
    {
        Says(Closed with { WarmUp = "yes" }, """WarmUp = "yes" is neither auto, none nor a duration. Write WarmUp = "auto", "none" or a length such as "5s".""");
        Says(Closed with { WarmUp = "-1s" }, """WarmUp = "-1s" is negative. Write WarmUp = "auto", "none" or a length such as "5s".""");
        Says(Closed with { ThinkTime = "3s..1s" }, """ThinkTime = "3s..1s" has a lower bound above its upper bound. Write ThinkTime = "1s", "1s..3s", "normal(1s, 200ms)" or "exponential(1s)".""");
    }

    [Fact]
    public void Limits_and_pauses_that_exclude_each_other()
    {
        Says(Closed with { Iterations = 500, IterationsPerUser = 10 }, "Iterations = 500, IterationsPerUser = 10 are two limits of the same kind. Keep Iterations for a total over all users, or IterationsPerUser for each of them.");
        Says(Closed with { ThinkTime = "1s", Pacing = "2s" }, """ThinkTime = "1s", Pacing = "2s" cannot be combined: one sets the pause between two iterations, the other makes the pause whatever is left of a period. Keep ThinkTime for a user who reads and thinks, or Pacing for a fixed number of iterations per user and minute.""");
        Says(new() { Users = 5, RampUp = "10s", Iterations = 10 }, """RampUp = "10s", Iterations = 10 cannot be combined: a load that ends by a number of iterations may end before or within a ramp. Remove the ramp, or limit the load by Duration alone.""");
        Says(Closed with { RampUp = "10s", RampDown = "5s", IterationsPerUser = 10 }, """RampUp = "10s", RampDown = "5s", IterationsPerUser = 10 cannot be combined: a load that ends by a number of iterations may end before or within a ramp. Remove the ramp, or limit the load by Duration alone.""");
    }

    [Fact]
    public void Settings_of_users_beside_a_rate()
    {
        Says(Open with { ThinkTime = "1s" }, """ThinkTime = "1s" has no place beside ArrivalRate = "200/s": the starts are already scheduled and wait for no user. Remove ThinkTime, or write Users = 50 instead of ArrivalRate = "200/s".""");
        Says(Open with { Pacing = "1s" }, """Pacing = "1s" has no place beside ArrivalRate = "200/s": the starts are already scheduled and wait for no user. Remove Pacing, or write Users = 50 instead of ArrivalRate = "200/s".""");
        Says(Open with { RateLimit = "100/s" }, """RateLimit = "100/s" has no place beside ArrivalRate = "200/s": the starts are already scheduled and wait for no user. Remove RateLimit, or write Users = 50 instead of ArrivalRate = "200/s".""");
        Says(Open with { Iterations = 10 }, """Iterations = 10 has no place beside ArrivalRate = "200/s": the starts are already scheduled and wait for no user. Remove Iterations, or write Users = 50 instead of ArrivalRate = "200/s".""");
        Says(Open with { IterationsPerUser = 10 }, """IterationsPerUser = 10 has no place beside ArrivalRate = "200/s": the starts are already scheduled and wait for no user. Remove IterationsPerUser, or write Users = 50 instead of ArrivalRate = "200/s".""");
        Says(new() { Stages = "50/s for 60s", ThinkTime = "1s" }, """ThinkTime = "1s" has no place beside Stages = "50/s for 60s": the starts are already scheduled and wait for no user. Remove ThinkTime, or write Stages = "0→50 in 10s, 50 for 60s, →0 in 5s" instead of Stages = "50/s for 60s".""");
    }

    [Fact]
    public void Settings_of_a_rate_beside_users()
    {
        Says(Closed with { MaxUsers = 100 }, """MaxUsers = 100 has no place beside Users = 50: it belongs to a rate of arrivals, and here the number of users is given. Remove MaxUsers, or write ArrivalRate = "200/s" instead of Users = 50.""");
        Says(Closed with { Arrivals = ArrivalPattern.Poisson }, """Arrivals = ArrivalPattern.Poisson has no place beside Users = 50: it belongs to a rate of arrivals, and here the number of users is given. Remove Arrivals, or write ArrivalRate = "200/s" instead of Users = 50.""");
        Says(Closed with { MaxStartDelay = "1s" }, """MaxStartDelay = "1s" has no place beside Users = 50: it belongs to a rate of arrivals, and here the number of users is given. Remove MaxStartDelay, or write ArrivalRate = "200/s" instead of Users = 50.""");
        Says(new() { Stages = "50 for 60s", MaxUsers = 100 }, """MaxUsers = 100 has no place beside Stages = "50 for 60s": it belongs to a rate of arrivals, and here the number of users is given. Remove MaxUsers, or write Stages = "0/s→200/s in 10s, 200/s for 60s" instead of Stages = "50 for 60s".""");
    }

    [Fact]
    public void An_early_end_that_nothing_could_bring_about()
    {
        Says(Closed with { EndWhenHopeless = true }, """EndWhenHopeless = true has nothing to look at: no expectation is declared, and what a test asserts after the run is not known while it runs. Declare one, such as [Expect("p95 < 200ms")], or remove EndWhenHopeless.""");
        Says(Closed with { EndWhenHopeless = true, Expectations = [new("stddev < 5ms"), new("availability > 99%")] }, """EndWhenHopeless = true can never end a run: of "stddev", "availability" nobody can tell before the end. Declare an expectation of times, errors, counts or throughput too, or remove EndWhenHopeless.""");
    }

    [Fact]
    public void Stages_that_cannot_be()
    {
        Says(new() { Stages = "50, →0 in 5s" }, """Stages = "50, →0 in 5s" cannot be read: stage 1, "50": how long it lasts is missing, as in "50 for 60s" or "0→50 in 10s". Write levels and lengths, such as Stages = "0→50 in 10s, 50 for 60s, →0 in 5s", or with rates Stages = "0/s→200/s in 10s, 200/s for 60s".""");
        Says(new() { Stages = "50 for 60s, 20/s for 5s" }, """Stages = "50 for 60s, 20/s for 5s" mixes users and rates: "50" is a number of users, "20/s" is a rate. Write levels and lengths, such as Stages = "0→50 in 10s, 50 for 60s, →0 in 5s", or with rates Stages = "0/s→200/s in 10s, 200/s for 60s".""");
        Says(new() { Stages = "0 for 60s" }, """Stages = "0 for 60s" applies no load at all, every level is zero. Write a level above zero, such as Stages = "0→50 in 10s, 50 for 60s, →0 in 5s".""");
        Says(new() { Stages = "0/s for 60s" }, """Stages = "0/s for 60s" applies no load at all, every level is zero. Write a level above zero, such as Stages = "0/s→200/s in 10s, 200/s for 60s".""");
        Says(new() { Stages = "0→200000 in 60s" }, """Stages = "0→200000 in 60s" goes up to 200,000 users, more than 100,000, the most that one process can drive. Write fewer, such as Stages = "0→50 in 10s, 50 for 60s, →0 in 5s".""");
    }

    [Fact]
    public void Stages_beside_what_they_already_say()
    {
        Says(Closed with { Stages = "50 for 60s" }, """Stages = "50 for 60s", Users = 50, Duration = "60s" cannot be combined: the stages alone say how much load there is, and for how long. Remove Stages, or remove what stands beside it (Users, Duration).""");
        Says(new() { Stages = "5/s for 60s", ArrivalRate = "5/s", RampUp = "1s", RampDown = "1s" }, """Stages = "5/s for 60s", ArrivalRate = "5/s", RampUp = "1s", RampDown = "1s" cannot be combined: the stages alone say how much load there is, and for how long. Remove Stages, or remove what stands beside it (ArrivalRate, RampUp, RampDown).""");
    }

    [Fact]
    public void An_expectation_that_cannot_be_read_joins_the_list()
    {
        var errors = LoadPlanValidator.Validate(Closed with { Users = 0, Expectations = [new("p95 < 200ms"), new("speed < 5"), new("p95 <")] }, out var plan);

        Assert.Null(plan);
        Assert.Equal(["Users = 0", "[Expect(\"speed < 5\")]", "[Expect(\"p95 <\")]"], errors.Select(error => error.Setting));
    }

    [Fact]
    public void All_mistakes_are_listed_at_once_and_numbered()
    {
        var settings = new LoadSettings
        {
            Users = 0, Duration = "60x", IterationsPerUser = 0, MaxUsers = 10, WarmUp = "long", GracefulStop = "-1s",
        };

        var exception = Assert.Throws<LoadConfigurationException>(() => LoadPlanValidator.CreatePlan(settings));

        Assert.Equal(
            """
            The load test cannot start, 6 settings need a change:
              1. Users = 0 is less than 1. Write at least 1, such as Users = 50.
              2. Duration = "60x" is not a duration: "x" is no unit of time. Write a number and a unit (us, ms, s, m or h), such as Duration = "60s".
              3. IterationsPerUser = 0 is less than 1. Write at least 1, such as IterationsPerUser = 10.
              4. MaxUsers = 10 has no place beside Users = 0: it belongs to a rate of arrivals, and here the number of users is given. Remove MaxUsers, or write ArrivalRate = "200/s" instead of Users = 0.
              5. WarmUp = "long" is neither auto, none nor a duration. Write WarmUp = "auto", "none" or a length such as "5s".
              6. GracefulStop = "-1s" is negative. Write a number and a unit (us, ms, s, m or h), such as GracefulStop = "10s".
            """,
            exception.Message);
        Assert.Equal(6, exception.Errors.Count);
    }

    private static void Says(LoadSettings settings, string expected)
    {
        var errors = LoadPlanValidator.Validate(settings, out var plan);

        Assert.Null(plan);
        Assert.Equal("The load test cannot start: " + expected, LoadConfigurationException.Describe(errors));
    }
}
