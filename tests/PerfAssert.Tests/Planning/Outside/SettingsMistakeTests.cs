using Xunit;

namespace PerfAssert.Tests.Planning.Outside;

/// <summary>What a developer reads when a settings file or a variable is wrong, word for word.</summary>
public class SettingsMistakeTests
{
    private const string AllSettings = "preset, users, arrivalRate, stages, duration, rampUp, rampDown, iterations, iterationsPerUser, maxUsers, arrivals, maxStartDelay, "
        + "warmUp, thinkTime, pacing, rateLimit, gracefulStop, requestTimeout, monitorInterval, seed, tags, excludeTags, actions";

    private static readonly LoadSettings Closed = new() { Users = 50, Duration = "60s" };

    [Theory]
    [InlineData("""{ "all": { "userz": 5 } }""", "perfassert.json(1): \"userz\" is not one of the settings. Did you mean \"users\"?")]
    [InlineData("""{ "all": { "colour": 5 } }""", "perfassert.json(1): \"colour\" is not one of the settings. The settings are: " + AllSettings + ".")]
    [InlineData("""{ "all": { "Users": 5 } }""", "perfassert.json(1): \"Users\" is not one of the settings. Did you mean \"users\"?")]
    [InlineData("""{ "al": {} }""", "perfassert.json(1): \"al\" is not one of the sections. Did you mean \"all\"? The sections are: all, tests, presets, environments, scenarios.")]
    [InlineData("""{ "environments": { "ci": { "scenarios": {} } } }""", "perfassert.json(1): \"scenarios\" is not one of the sections of an environment. The sections of an environment are: all, tests.")]
    [InlineData("""{ "presets": { "hevy": {} } }""", "perfassert.json(1): \"hevy\" is not one of the presets. Did you mean \"heavy\"? The presets are: light, medium, heavy.")]
    [InlineData("""{ "presets": { "heavy": { "preset": "light" } } }""", "perfassert.json(1): \"preset\" is not one of the settings. The settings are: " + "users, arrivalRate, stages, duration, rampUp, rampDown, iterations, iterationsPerUser, maxUsers, arrivals, maxStartDelay, warmUp, thinkTime, pacing, rateLimit, gracefulStop, requestTimeout, monitorInterval, seed, tags, excludeTags, actions.")]
    [InlineData("""{ "all": 5 }""", "perfassert.json(1): 5 is not an object. Write { … } with settings in it, such as { \"users\": 5 }.")]
    [InlineData("[]", "perfassert.json(1): [ ] is not an object. Write { … } with settings in it, such as { \"users\": 5 }.")]
    [InlineData("{\n\"all\": {", "perfassert.json(2) cannot be read: it is not JSON (Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed). Write JSON such as { \"all\": { \"users\": 5 } }; comments are fine.")]
    [InlineData("", "perfassert.json(1) cannot be read: it is empty. Write JSON such as { \"all\": { \"users\": 5 } }; comments are fine.")]
    [InlineData("{\n\"all\": {},\n\"all\": {} }", "perfassert.json(3) cannot be read: \"all\" stands there twice. Write JSON such as { \"all\": { \"users\": 5 } }; comments are fine.")]
    [InlineData("""{ "all": { "users": "five" } }""", "perfassert.json(1): \"users\": \"five\" is not a number. Write \"users\": 50, for example.")]
    [InlineData("""{ "all": { "users": 2.5 } }""", "perfassert.json(1): \"users\": 2.5 is not a whole number. Write \"users\": 50, for example.")]
    [InlineData("""{ "all": { "users": 0 } }""", "perfassert.json(1): \"users\": 0 is less than 1. Write at least 1, such as \"users\": 50.")]
    [InlineData("""{ "all": { "users": 9000000000 } }""", "perfassert.json(1): \"users\": 9000000000 is more than 100,000, the most that one process can drive. Write fewer, such as \"users\": 50.")]
    [InlineData("""{ "all": { "users": null } }""", "perfassert.json(1): \"users\": null is not a number. Write \"users\": 50, for example.")]
    [InlineData("""{ "all": { "seed": 1.5 } }""", "perfassert.json(1): \"seed\": 1.5 is not a whole number. Write \"seed\": 7, for example.")]
    [InlineData("""{ "all": { "duration": 60 } }""", "perfassert.json(1): \"duration\": 60 is not a text. Write \"duration\": \"60s\", for example.")]
    [InlineData("""{ "all": { "duration": "60x" } }""", "perfassert.json(1): \"duration\": \"60x\" is not a duration: \"x\" is no unit of time. Write a number and a unit (us, ms, s, m or h), such as \"duration\": \"60s\".")]
    [InlineData("""{ "all": { "arrivalRate": "9" } }""", "perfassert.json(1): \"arrivalRate\": \"9\" does not say per what: /s, /min or /h. Write a number per s, min or h, such as \"arrivalRate\": \"200/s\".")]
    [InlineData("""{ "all": { "stages": "0 for 5s" } }""", "perfassert.json(1): \"stages\": \"0 for 5s\" applies no load at all, every level is zero. Write a level above zero, such as \"stages\": \"0→50 in 10s, 50 for 60s, →0 in 5s\".")]
    [InlineData("""{ "all": { "arrivals": "often" } }""", "perfassert.json(1): \"arrivals\": \"often\" is no pattern of arrivals. Write \"arrivals\": \"constant\" or \"arrivals\": \"poisson\".")]
    [InlineData("""{ "all": { "preset": "none" } }""", "perfassert.json(1): \"preset\": \"none\" is no preset. Write \"preset\": \"light\", or medium or heavy.")]
    [InlineData("""{ "all": { "warmUp": "long" } }""", "perfassert.json(1): \"warmUp\": \"long\" is neither auto, none nor a duration. Write \"warmUp\": \"auto\", \"none\" or a length such as \"5s\".")]
    [InlineData("""{ "all": { "thinkTime": "x" } }""", "perfassert.json(1): \"thinkTime\": \"x\" is not a duration: a number is missing before \"x\". Write \"thinkTime\": \"1s\", \"1s..3s\", \"normal(1s, 200ms)\" or \"exponential(1s)\".")]
    [InlineData("""{ "all": { "tags": [1] } }""", "perfassert.json(1): \"tags\": [ … ] is neither a text nor a list of texts. Write \"tags\": \"read, health\", for example.")]
    [InlineData("""{ "all": { "actions": "browse" } }""", "perfassert.json(1): \"actions\": \"browse\" is not a list of weights by name. Write \"actions\": { \"browse\": 70, \"buy\": 30 }, for example.")]
    [InlineData("""{ "all": { "actions": { "browse": "70" } } }""", "perfassert.json(1): \"actions\": { … } is not a list of weights by name. Write \"actions\": { \"browse\": 70, \"buy\": 30 }, for example.")]
    [InlineData("""{ "scenarios": { "night": { "actions": { "browse": -1 } } } }""", "perfassert.json(1): \"actions\": { \"browse\": -1 } gives \"browse\" a weight of -1, which is not above zero. Write a weight above zero, or leave \"browse\" out: what is not named does not run.")]
    [InlineData("""{ "tests": { "ShopTests.Search": { "maxUsers": 9 } } }""", "perfassert.json(1): \"maxUsers\": 9 has no place in ShopTests.Search, whose load is Users = 50, Duration = \"60s\". Remove \"maxUsers\" there, or change the load of the test; only a test that says nothing of its load takes any.")]
    public void A_mistake_in_the_file(string file, string expected) => Assert.Equal([expected], Settled.Mistakes(Closed, file));

    [Theory]
    [InlineData("PERFASSERT_USERS=five", "PERFASSERT_USERS=five is not a whole number. Write PERFASSERT_USERS=50, for example.")]
    [InlineData("PERFASSERT_USERS=0", "PERFASSERT_USERS=0 is less than 1. Write at least 1, such as PERFASSERT_USERS=50.")]
    [InlineData("PERFASSERT_DURATION=60", "PERFASSERT_DURATION=60 has no unit of time. Write a number and a unit (us, ms, s, m or h), such as PERFASSERT_DURATION=60s.")]
    [InlineData("PERFASSERT_DURATION=0s", "PERFASSERT_DURATION=0s is zero. Write a length above zero, such as PERFASSERT_DURATION=60s.")]
    [InlineData("PERFASSERT_ARRIVAL_RATE=fast", "PERFASSERT_ARRIVAL_RATE=fast does not say per what: /s, /min or /h. Write a number per s, min or h, such as PERFASSERT_ARRIVAL_RATE=200/s.")]
    [InlineData("PERFASSERT_PRESET=ligth", "PERFASSERT_PRESET=ligth is no preset. Write PERFASSERT_PRESET=light, or medium or heavy.")]
    [InlineData("PERFASSERT_PRESET=1", "PERFASSERT_PRESET=1 is no preset. Write PERFASSERT_PRESET=light, or medium or heavy.")]
    [InlineData("PERFASSERT_SEED=x", "PERFASSERT_SEED=x is not a whole number. Write PERFASSERT_SEED=7, for example.")]
    [InlineData("PERFASSERT_WARM_UP=x", "PERFASSERT_WARM_UP=x is neither auto, none nor a duration. Write PERFASSERT_WARM_UP=auto, \"none\" or a length such as \"5s\".")]
    [InlineData("PERFASSERT_SETTINGS=no.json", "PERFASSERT_SETTINGS=no.json names a file that is not there: looked in FOLDER. Write the full path of the settings file, or remove the variable: perfassert.json is found by itself.")]
    public void A_mistake_in_a_variable(string variables, string expected) => Assert.Equal([expected], Settled.Mistakes(Closed, variables: variables));

    [Fact]
    public void An_environment_that_the_file_does_not_have()
    {
        Assert.Equal(
            ["PERFASSERT_ENVIRONMENT=cii names no environment of perfassert.json. Did you mean \"ci\"? The environments are: ci, night."],
            Settled.Mistakes(Closed, """{ "environments": { "ci": {}, "night": {} } }""", "PERFASSERT_ENVIRONMENT=cii"));
        Assert.Empty(Settled.Mistakes(Closed, """{ "all": {} }""", "PERFASSERT_ENVIRONMENT=ci"));
        Assert.Empty(Settled.Mistakes(Closed, variables: "PERFASSERT_ENVIRONMENT=ci"));
    }

    [Fact]
    public void All_mistakes_are_listed_at_once()
    {
        const string File = """
            {
              // Comments and commas at the end are fine.
              "all": { "users": 0, "durations": "60s", },
              "presets": { "light": { "duration": "x" } },
              "scenarios": { "night": { "rampUp": 5 } },
            }
            """;

        Assert.Equal(
            ["perfassert.json(3): \"durations\"", "perfassert.json(3): \"users\": 0", "perfassert.json(4): \"duration\": \"x\"", "perfassert.json(5): \"rampUp\": 5", "PERFASSERT_DURATION=y", "Users"],
            Settled.Mistakes(Closed with { Users = 0 }, File, "PERFASSERT_DURATION=y").Select(error => error.Split(' ') is ["Users", ..] ? "Users" : error[..error.IndexOf(" is ", StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_mistake_of_the_test_is_told_although_a_variable_takes_its_place()
        => Assert.Equal(
            ["Users = 0 is less than 1. Write at least 1, such as Users = 50."],
            Settled.Mistakes(new() { Users = 0, Duration = "5s" }, variables: "PERFASSERT_USERS=5"));

    [Fact]
    public void A_mistake_of_values_from_several_places_says_which_is_from_where()
        => Assert.Equal(
            ["""Users = 5 (PERFASSERT_USERS) does not say when the load ends. Add a duration, such as Users = 5, Duration = "60s", or a number of iterations, such as Iterations = 500."""],
            Settled.Mistakes(new(), variables: "PERFASSERT_USERS=5"));
}
