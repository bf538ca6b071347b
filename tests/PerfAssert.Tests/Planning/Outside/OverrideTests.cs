using Xunit;

namespace PerfAssert.Tests.Planning.Outside;

/// <summary>Each override with each kind of load: what docs/workloads/presets.md has in its table.</summary>
public class OverrideTests
{
    private static readonly Dictionary<string, LoadSettings> Loads = new()
    {
        ["users"] = new() { Users = 50, Duration = "60s" },
        ["ramped"] = new() { Users = 50, RampUp = "10s", Duration = "60s", RampDown = "5s" },
        ["iterations"] = new() { Users = 50, Iterations = 500 },
        ["each"] = new() { Users = 50, IterationsPerUser = 10 },
        ["both"] = new() { Users = 50, Iterations = 500, Duration = "60s" },
        ["stages"] = new() { Stages = "0→50 in 10s, 50 for 30s" },
        ["rate"] = new() { ArrivalRate = "200/s", Duration = "60s" },
        ["rates"] = new() { Stages = "0/s→200/s in 10s, 200/s for 30s" },
        ["pauses"] = new() { Users = 50, Duration = "60s", ThinkTime = "1s" },
        ["paced"] = new() { Users = 50, Duration = "60s", Pacing = "1s", RateLimit = "40/s" },
        ["preset"] = new() { Preset = LoadPreset.Heavy },
    };

    [Theory]
    [InlineData("PERFASSERT_USERS=5", "users", "5 users, 60 s | Users 5 instead of 50 (PERFASSERT_USERS)")]
    [InlineData("PERFASSERT_USERS=5", "ramped", "0→5 users in 10 s, 5 users for 60 s, 5→0 users in 5 s | Users 5 instead of 50 (PERFASSERT_USERS)")]
    [InlineData("PERFASSERT_USERS=5", "iterations", "5 users, 500 iterations | Users 5 instead of 50 (PERFASSERT_USERS)")]
    [InlineData("PERFASSERT_USERS=5", "each", "5 users, 10 iterations each | Users 5 instead of 50 (PERFASSERT_USERS)")]
    [InlineData("PERFASSERT_USERS=5", "stages", "0→5 users in 10 s, 5 users for 30 s | Stages 0→5 in 10s, 5 for 30s instead of 0→50 in 10s, 50 for 30s (PERFASSERT_USERS)")]
    [InlineData("PERFASSERT_USERS=5", "rate", "200/s for 60 s, up to 200 users")]
    [InlineData("PERFASSERT_USERS=5", "rates", "0/s→200/s in 10 s, 200/s for 30 s, up to 200 users")]
    [InlineData("PERFASSERT_USERS=5", "preset", "0→5 users in 30 s, 5 users for 90 s | Users 5 instead of 100 (PERFASSERT_USERS)")]
    [InlineData("PERFASSERT_DURATION=6s", "users", "50 users, 6 s | Duration 6s instead of 60s (PERFASSERT_DURATION)")]
    [InlineData("PERFASSERT_DURATION=6s", "ramped", "0→50 users in 1 s, 50 users for 6 s, 50→0 users in 500 ms | Duration 6s instead of 60s, RampUp 1s instead of 10s, RampDown 500ms instead of 5s (PERFASSERT_DURATION)")]
    [InlineData("PERFASSERT_DURATION=6s", "iterations", "50 users, 500 iterations")]
    [InlineData("PERFASSERT_DURATION=6s", "each", "50 users, 10 iterations each")]
    [InlineData("PERFASSERT_DURATION=6s", "both", "50 users, 6 s, 500 iterations | Duration 6s instead of 60s (PERFASSERT_DURATION)")]
    [InlineData("PERFASSERT_DURATION=4s", "stages", "0→50 users in 1 s, 50 users for 3 s | Stages 0→50 in 1s, 50 for 3s instead of 0→50 in 10s, 50 for 30s (PERFASSERT_DURATION)")]
    [InlineData("PERFASSERT_DURATION=6s", "rate", "200/s for 6 s, up to 200 users | Duration 6s instead of 60s (PERFASSERT_DURATION)")]
    [InlineData("PERFASSERT_DURATION=4s", "rates", "0/s→200/s in 1 s, 200/s for 3 s, up to 200 users | Stages 0/s→200/s in 1s, 200/s for 3s instead of 0/s→200/s in 10s, 200/s for 30s (PERFASSERT_DURATION)")]
    [InlineData("PERFASSERT_DURATION=9s", "preset", "0→100 users in 3 s, 100 users for 9 s | Duration 9s instead of 90s, RampUp 3s instead of 30s (PERFASSERT_DURATION)")]
    [InlineData("PERFASSERT_ARRIVAL_RATE=20/s", "rate", "20/s for 60 s, up to 50 users | ArrivalRate 20/s instead of 200/s (PERFASSERT_ARRIVAL_RATE)")]
    [InlineData("PERFASSERT_ARRIVAL_RATE=20/s", "rates", "0/s→20/s in 10 s, 20/s for 30 s, up to 50 users | Stages 0/s→20/s in 10s, 20/s for 30s instead of 0/s→200/s in 10s, 200/s for 30s (PERFASSERT_ARRIVAL_RATE)")]
    [InlineData("PERFASSERT_ARRIVAL_RATE=20/s", "users", "50 users, 60 s")]
    [InlineData("PERFASSERT_ARRIVAL_RATE=20/s", "stages", "0→50 users in 10 s, 50 users for 30 s")]
    [InlineData("PERFASSERT_MAX_USERS=7", "rate", "200/s for 60 s, up to 7 users | MaxUsers 7 (PERFASSERT_MAX_USERS)")]
    [InlineData("PERFASSERT_MAX_USERS=7", "rates", "0/s→200/s in 10 s, 200/s for 30 s, up to 7 users | MaxUsers 7 (PERFASSERT_MAX_USERS)")]
    [InlineData("PERFASSERT_MAX_USERS=7", "users", "50 users, 60 s")]
    [InlineData("PERFASSERT_MAX_USERS=7", "stages", "0→50 users in 10 s, 50 users for 30 s")]
    [InlineData("PERFASSERT_ITERATIONS=9", "iterations", "50 users, 9 iterations | Iterations 9 instead of 500 (PERFASSERT_ITERATIONS)")]
    [InlineData("PERFASSERT_ITERATIONS=9", "both", "50 users, 60 s, 9 iterations | Iterations 9 instead of 500 (PERFASSERT_ITERATIONS)")]
    [InlineData("PERFASSERT_ITERATIONS=9", "each", "50 users, 10 iterations each")]
    [InlineData("PERFASSERT_ITERATIONS=9", "users", "50 users, 60 s")]
    [InlineData("PERFASSERT_ITERATIONS=9", "stages", "0→50 users in 10 s, 50 users for 30 s")]
    [InlineData("PERFASSERT_ITERATIONS=9", "rate", "200/s for 60 s, up to 200 users")]
    [InlineData("PERFASSERT_ITERATIONS_PER_USER=2", "each", "50 users, 2 iterations each | IterationsPerUser 2 instead of 10 (PERFASSERT_ITERATIONS_PER_USER)")]
    [InlineData("PERFASSERT_ITERATIONS_PER_USER=2", "iterations", "50 users, 500 iterations")]
    [InlineData("PERFASSERT_ITERATIONS_PER_USER=2", "users", "50 users, 60 s")]
    [InlineData("PERFASSERT_THINK_TIME=10ms", "pauses", "50 users, 60 s, think time 10 ms | ThinkTime 10ms instead of 1s (PERFASSERT_THINK_TIME)")]
    [InlineData("PERFASSERT_THINK_TIME=none", "pauses", "50 users, 60 s | ThinkTime none instead of 1s (PERFASSERT_THINK_TIME)")]
    [InlineData("PERFASSERT_THINK_TIME=10ms", "users", "50 users, 60 s")]
    [InlineData("PERFASSERT_THINK_TIME=10ms", "paced", "50 users, 60 s, at most 40/s, every 1 s per user")]
    [InlineData("PERFASSERT_THINK_TIME=10ms", "rate", "200/s for 60 s, up to 200 users")]
    [InlineData("PERFASSERT_PRESET=light", "users", "5 users, 10 s | Users 5 instead of 50, Duration 10s instead of 60s (PERFASSERT_PRESET)")]
    [InlineData("PERFASSERT_PRESET=Light", "preset", "5 users, 10 s | Users 5 instead of 100, Duration 10s instead of 90s, RampUp none instead of 30s (PERFASSERT_PRESET)")]
    [InlineData("PERFASSERT_PRESET=heavy", "users", "0→100 users in 30 s, 100 users for 90 s | Users 100 instead of 50, Duration 90s instead of 60s, RampUp 30s (PERFASSERT_PRESET)")]
    [InlineData("PERFASSERT_PRESET=light", "iterations", "5 users, 500 iterations | Users 5 instead of 50 (PERFASSERT_PRESET)")]
    [InlineData("PERFASSERT_PRESET=light", "rate", "200/s for 10 s, up to 200 users | Duration 10s instead of 60s (PERFASSERT_PRESET)")]
    [InlineData("PERFASSERT_PRESET=light", "stages", "0→5 users in 2.5 s, 5 users for 7.5 s | Stages 0→5 in 2.5s, 5 for 7.5s instead of 0→50 in 10s, 50 for 30s (PERFASSERT_PRESET)")]
    [InlineData("PERFASSERT_PRESET=light PERFASSERT_USERS=2", "users", "2 users, 10 s | Users 2 instead of 50 (PERFASSERT_USERS); Duration 10s instead of 60s (PERFASSERT_PRESET)")]
    [InlineData("PERFASSERT_USERS=50", "users", "50 users, 60 s")]
    [InlineData("PERFASSERT_USERS= PERFASSERT_DURATION=", "users", "50 users, 60 s")]
    public void A_variable_changes_what_the_test_has_of_its_kind(string variables, string load, string words)
        => Assert.Equal(words, Settled.Words(Loads[load], variables: variables));

    [Theory]
    [InlineData("auto", null, "2s", "2s")]
    [InlineData("5s", 500L, "2s", "2s")]
    [InlineData(null, null, "2s", "2s")]
    [InlineData(null, 500L, "2s", "none")]
    public void A_warm_up_is_for_tests_that_have_one(string? written, long? iterations, string variable, string expected)
    {
        var code = new LoadSettings { Users = 5, Iterations = iterations, Duration = iterations is null ? "60s" : null, WarmUp = written };

        Assert.Equal(expected, WarmUpText.Format(Settled.Plan(code, variables: "PERFASSERT_WARM_UP=" + variable).WarmUp));
    }

    [Fact]
    public void Seed_and_tags_are_for_all_tests()
    {
        var plan = Settled.Plan(Loads["rate"] with { Tags = "read" }, variables: "PERFASSERT_SEED=-7 PERFASSERT_TAGS=health PERFASSERT_EXCLUDE_TAGS=upload");

        Assert.Equal(-7, plan.Seed);
        Assert.Equal("Seed -7 (PERFASSERT_SEED); Tags health instead of read (PERFASSERT_TAGS); ExcludeTags upload (PERFASSERT_EXCLUDE_TAGS)", PlanText.Overrides(plan));
    }

    [Theory]
    [InlineData("""{ "all": { "users": 5 } }""", "users", "5 users, 60 s | Users 5 instead of 50 (perfassert.json(1))")]
    [InlineData("""{ "all": { "users": 5, "arrivalRate": "9/s" } }""", "rate", "9/s for 60 s, up to 50 users | ArrivalRate 9/s instead of 200/s (perfassert.json(1))")]
    [InlineData("""{ "all": { "thinkTime": "1s", "rampUp": "1s", "rateLimit": "5/s", "pacing": "1s", "stages": "1 for 1s", "actions": { "a": 1 } } }""", "users", "50 users, 60 s")]
    [InlineData("""{ "all": { "pacing": "2s", "rateLimit": "5/s" } }""", "paced", "50 users, 60 s, at most 5/s, every 2 s per user | Pacing 2s instead of 1s, RateLimit 5/s instead of 40/s (perfassert.json(1))")]
    [InlineData("""{ "all": { "rampUp": "2s", "duration": "6s" } }""", "ramped", "0→50 users in 2 s, 50 users for 6 s, 50→0 users in 500 ms | Duration 6s instead of 60s, RampUp 2s instead of 10s, RampDown 500ms instead of 5s (perfassert.json(1))")]
    [InlineData("""{ "all": { "arrivals": "poisson", "stages": "9/s for 9s" } }""", "rates", "9/s for 9 s, up to 50 users, random arrivals (Poisson) | Stages 9/s for 9s instead of 0/s→200/s in 10s, 200/s for 30s, Arrivals Poisson (perfassert.json(1))")]
    [InlineData("""{ "all": { "stages": "9/s for 9s" } }""", "stages", "0→50 users in 10 s, 50 users for 30 s")]
    [InlineData("""{ "tests": { "ShopTests.*": { "thinkTime": "1s" } } }""", "users", "50 users, 60 s, think time 1 s | ThinkTime 1s (perfassert.json(1))")]
    [InlineData("""{ "tests": { "*": { "thinkTime": "2s" } } }""", "paced", "50 users, 60 s, at most 40/s, think time 2 s | ThinkTime 2s, Pacing none instead of 1s (perfassert.json(1))")]
    [InlineData("""{ "tests": { "*": { "thinkTime": "2s", "rateLimit": "1/s", "iterations": 9, "users": 2 } } }""", "rate", "200/s for 60 s, up to 200 users")]
    [InlineData("""{ "tests": { "shoptests.search": { "rampUp": "3s" } } }""", "users", "0→50 users in 3 s, 50 users for 60 s | RampUp 3s (perfassert.json(1))")]
    [InlineData("""{ "tests": { "*": { "stages": "5 for 9s" } } }""", "users", "5 users, 9 s | Users none instead of 50, Stages 5 for 9s, Duration none instead of 60s (perfassert.json(1))")]
    [InlineData("""{ "tests": { "OtherTests.*": { "users": 5 } } }""", "users", "50 users, 60 s")]
    [InlineData("""{ "tests": { "Shop.Tests.ShopTests.*": { "users": 5 } } }""", "users", "5 users, 60 s | Users 5 instead of 50 (perfassert.json(1))")]
    [InlineData("""{ "all": { "preset": "light", "users": 3 } }""", "preset", "3 users, 10 s | Users 3 instead of 100, Duration 10s instead of 90s, RampUp none instead of 30s (perfassert.json(1))")]
    [InlineData("""{ "presets": { "heavy": { "users": 30 } } }""", "preset", "0→30 users in 30 s, 30 users for 90 s")]
    [InlineData("""{ "presets": { "heavy": { "arrivalRate": "30/s", "rampUp": "1s" } } }""", "preset", "0/s→30/s in 1 s, 30/s for 90 s, up to 50 users")]
    public void A_file_changes_tests(string file, string load, string words) => Assert.Equal(words, Settled.Words(Loads[load], file));

    [Theory]
    [InlineData("""{ "all": { "actions": { "buy": 1 } } }""", "browse")]
    [InlineData("""{ "tests": { "ShopTests.*": { "actions": { "buy": 1 } } } }""", "browse")]
    [InlineData("""{ "tests": { "ShopTests.*": { "actions": { "buy": 1 } } } }""", null)]
    [InlineData("""{ "tests": { "ShopTests.Search": { "actions": { "buy": 1 } } } }""", null)]
    public void Weights_of_actions_are_for_tests_that_have_some_or_are_named(string file, string? written)
    {
        var code = Loads["rate"] with { Actions = written is null ? new Dictionary<string, double>() : new Dictionary<string, double> { [written] = 2 } };

        var actions = Settled.Plan(code, file).Actions;

        Assert.Equal(written is null && file.Contains('*', StringComparison.Ordinal) ? [] : ["buy"], actions.Keys);
    }

    [Fact]
    public void The_nearer_to_the_run_the_stronger()
    {
        const string File = """
            {
              "all": { "users": 1, "duration": "1s" },
              "tests": { "ShopTests.S*": { "users": 4 }, "ShopTests.Search": { "users": 3 }, "*": { "users": 2 } },
              "environments": {
                "ci": { "all": { "users": 5 }, "tests": { "*": { "users": 6 } } },
                "night": { "all": { "users": 60 } }
              }
            }
            """;

        Assert.Equal("3 users, 1 s | Users 3 instead of 50 (perfassert.json(3)); Duration 1s instead of 60s (perfassert.json(2))", Settled.Words(Loads["users"], File));
        Assert.Equal("4 users, 1 s | Users 4 instead of 50 (perfassert.json(3)); Duration 1s instead of 60s (perfassert.json(2))", Settled.Words(Loads["users"], File, name: "ShopTests.Sell"));
        Assert.Equal("6 users, 1 s | Users 6 instead of 50 (perfassert.json(5)); Duration 1s instead of 60s (perfassert.json(2))", Settled.Words(Loads["users"], File, "PERFASSERT_ENVIRONMENT=CI"));
        Assert.Equal("60 users, 1 s | Users 60 instead of 50 (perfassert.json(6)); Duration 1s instead of 60s (perfassert.json(2))", Settled.Words(Loads["users"], File, "PERFASSERT_ENVIRONMENT=night"));
        Assert.Equal("7 users, 1 s | Users 7 instead of 50 (PERFASSERT_USERS); Duration 1s instead of 60s (perfassert.json(2))", Settled.Words(Loads["users"], File, "PERFASSERT_ENVIRONMENT=ci PERFASSERT_USERS=7"));
    }

    [Theory]
    [InlineData("""{ "tests": { "*": { "users": 5, "duration": "3s", "thinkTime": "1s" } } }""", "", "5 users, 3 s, think time 1 s | Users 5, Duration 3s, ThinkTime 1s (perfassert.json(1))")]
    [InlineData("""{ "all": { "preset": "light" } }""", "PERFASSERT_DURATION=2s", "5 users, 2 s | Users 5 (perfassert.json(1)); Duration 2s (PERFASSERT_DURATION)")]
    [InlineData(null, "PERFASSERT_ARRIVAL_RATE=9/s PERFASSERT_DURATION=2s", "9/s for 2 s, up to 50 users | ArrivalRate 9/s (PERFASSERT_ARRIVAL_RATE); Duration 2s (PERFASSERT_DURATION)")]
    public void A_test_that_says_nothing_of_its_load_takes_what_it_is_given(string? file, string variables, string words)
        => Assert.Equal(words, Settled.Words(new(), file, variables));

    [Fact]
    public void Settings_in_code_can_have_the_overrides_too()
    {
        var settings = new LoadSettings { Name = "code", Users = 3, Iterations = 3 };

        Assert.Equal(3, settings.WithOverrides().Users);
        Assert.Throws<LoadConfigurationException>(() => (settings with { Users = 0 }).WithOverrides());
    }
}
