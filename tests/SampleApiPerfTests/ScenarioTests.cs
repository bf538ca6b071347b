namespace SampleApiPerfTests;

/// <summary>Loads as data: the days of the shop stand in scenarios.json.</summary>
public class ScenarioTests(Shop shop) : IClassFixture<Shop>
{
    // docs:scenario
    [LoadFact(Scenario = "maintenance_window", ScenarioFile = "scenarios.json")]
    [Expect("errors == 0")]
    public async Task Monitoring_is_answered(VirtualUser user) => await user.Http.GetStringAsync("/products/42");
    // docs:end

    // docs:scenario-data
    [LoadTheory(WarmUp = "500ms")]
    [ScenarioData("scenarios.json")]
    [Expect("p90 < 1s")]
    [Expect("error rate < 1%")]
    public async Task The_shop_holds(string scenario, VirtualUser user) => await user.Http.GetStringAsync("/products?page=2");
    // docs:end

    // docs:scenario-in-code
    [LoadFact(Scenario = "black_friday", ScenarioFile = "scenarios.json")]
    public async Task A_normal_day_after_black_friday_is_normal_again(LoadRun load)
    {
        var shopping = load.Against(shop);

        var rush = await shopping.RunAsync(user => user.Http.GetStringAsync("/products?page=2"));
        var after = await shopping.WithScenario("normal_day").RunAsync(user => user.Http.GetStringAsync("/products?page=2"));

        rush.Should().HaveErrorRateBelow(1.Percent());
        after.Should().HaveNoErrors();
    }
    // docs:end
}
