using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Planning;

public sealed class LoadScenariosTests : IDisposable
{
    private const string Scenarios = """
        {
          // What the shop sees.
          "normal_day": { "users": 20, "duration": "60s", "thinkTime": "1s..3s", "actions": { "browse": 80, "buy": 20 } },
          "black_friday": { "stages": "0/s→300/s in 20s, 300/s for 60s", "maxUsers": 500 },
          "maintenance_window": { "preset": "light", "users": 2, "tags": ["health", "read"] },
        }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_scenario_is_settings_of_its_name()
    {
        var scenarios = Read(Scenarios);

        Assert.Equal(["normal_day", "black_friday", "maintenance_window"], scenarios.Names);
        Assert.Equal(Path.Combine(folder.Path, "scenarios.json"), scenarios.Path);
        Assert.Equal("normal_day: 20 users, 60 s, think time 1 s to 3 s, warm-up (auto)", Words(scenarios["normal_day"]));
        Assert.Equal("black_friday: 0/s→300/s in 20 s, 300/s for 60 s, up to 500 users, warm-up (auto)", Words(scenarios["black_friday"]));
        Assert.Equal("maintenance_window: 2 users, 10 s, warm-up (auto)", Words(scenarios["maintenance_window"]));
        Assert.Equal(80, scenarios["normal_day"].Actions["browse"]);
        Assert.Equal("health, read", scenarios["maintenance_window"].Tags);
    }

    [Fact]
    public void What_is_written_takes_the_place_of_one_value_of_the_scenario()
    {
        var scenarios = Read(Scenarios);

        Assert.Equal("test: 3 users, 60 s, think time 1 s to 3 s, warm-up (auto)", Over(new() { Users = 3 }, "normal_day"));
        Assert.Equal("test: 20 users, 60 s, every 1 s per user, warm-up (auto)", Over(new() { Pacing = "1s" }, "normal_day"));
        Assert.Equal("test: 0/s→30/s in 1 s, 30/s for 3 s, up to 500 users, warm-up (auto)", Over(new() { ArrivalRate = "30/s", Duration = "4s" }, "black_friday"));
        Assert.Equal("test: 2 users, 3 s, warm-up (auto)", Over(new() { Duration = "3s" }, "maintenance_window"));

        string Over(LoadSettings code, string scenario)
        {
            var outside = OutsideSettings.Of(folder.Path, null, _ => null);
            Assert.Empty(new LoadPlanning(outside, []).Plan(code with { Name = "test" }, scenarios[scenario], out var plan));
            return $"{plan!.Name}: {PlanText.Describe(plan)}";
        }
    }

    [Fact]
    public void A_settings_file_has_scenarios_too() => Assert.Equal(["night"], Read("""{ "all": { "users": 5 }, "scenarios": { "night": {} } }""").Names);

    [Fact]
    public void A_scenario_that_is_not_there()
        => Assert.Equal(
            $"The load test cannot start: Scenario = \"black_fryday\" names no scenario of {Path.Combine(folder.Path, "scenarios.json")}. Did you mean \"black_friday\"? The scenarios are: normal_day, black_friday, maintenance_window.",
            Assert.Throws<LoadConfigurationException>(() => Read(Scenarios)["black_fryday"]).Message);

    [Fact]
    public void A_file_that_is_not_there()
        => Assert.Equal(
            $"The load test cannot start: ScenarioFile = \"no.json\" names a file that is not there: looked in {folder.Path}. Write its path from one of these folders; where tests run without their sources, have the build copy the file beside the test assembly.",
            Assert.Throws<LoadConfigurationException>(() => LoadScenarios.Read("no.json", folder.Path, null)).Message);

    [Fact]
    public void Mistakes_in_the_file_are_listed_with_their_lines()
    {
        var file = Path.Combine(folder.Path, "scenarios.json");
        var exception = Assert.Throws<LoadConfigurationException>(() => Read("""
            {
              "night": { "user": 5 },
              "day": { "duration": 5 }
            }
            """));

        Assert.Equal([$"{file}(2): \"user\"", $"{file}(3): \"duration\": 5"], exception.Errors.Select(error => error.Setting));
    }

    [Fact]
    public void A_scenario_that_contradicts_itself_says_where_it_stands()
        => Assert.Equal(
            """Users = 5 (scenarios.json(1)), ArrivalRate = "9/s" (scenarios.json(1)) are two models of load: a number of users who each wait for their last iteration, and starts that wait for nobody. Keep Users, or keep ArrivalRate; to limit the users of an arrival rate write MaxUsers = 5.""",
            LoadPlanValidator.Validate(Read("""{ "night": { "users": 5, "arrivalRate": "9/s", "duration": "5s" } }""")["night"], out _).Single().ToString());

    [Fact]
    public async Task A_run_takes_the_load_of_a_scenario_and_keeps_what_the_test_says()
    {
        var run = new LoadRun(new LoadSettings { Name = "Shop", Users = 1, Iterations = 1, GracefulStop = "3s", RequestTimeout = "4s", AllowDebugBuild = true, Expectations = [new("errors == 0")] });

        var chosen = run.WithScenario(new LoadSettings { Name = "twice", Users = 2, IterationsPerUser = 3, RequestTimeout = "5s" });
        var result = await chosen.RunAsync(_ => Task.CompletedTask);

        Assert.Equal(("twice", 6), (result.Name, result.Count));
        Assert.Equal((3, 5), (chosen.Plan.GracefulStop.Seconds, chosen.Plan.RequestTimeout.Seconds));
        Assert.Equal("errors == 0", Assert.Single(chosen.Plan.Expectations).Text);
        Assert.Equal("Shop", run.WithScenario(new LoadSettings { Users = 2, Iterations = 3 }).Plan.Name);
        Assert.Throws<LoadConfigurationException>(() => run.WithScenario(new LoadSettings { Users = 2 }));
    }

    private static string Words(LoadSettings settings)
    {
        var plan = LoadPlanValidator.CreatePlan(settings);
        return $"{plan.Name}: {PlanText.Describe(plan)}";
    }

    private LoadScenarios Read(string text)
    {
        File.WriteAllText(Path.Combine(folder.Path, "scenarios.json"), text);
        return LoadScenarios.Read("scenarios.json", folder.Path, null);
    }
}
