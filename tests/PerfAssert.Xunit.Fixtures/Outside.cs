namespace PerfAssert.Xunit.Fixtures;

/// <summary>Load tests whose load stands in a settings file or a file of scenarios, or is changed from there.</summary>
public class Outside
{
    [LoadFact(Users = 4, IterationsPerUser = 5, AllowDebugBuild = true)]
    public void Written() => Journal.Write<Outside>("iteration");

    [LoadFact(Preset = LoadPreset.Light, Users = 2, Iterations = 3, AllowDebugBuild = true)]
    public void Preset() => Journal.Write<Outside>("iteration");

    [LoadFact(AllowDebugBuild = true)]
    public void Bare() => Journal.Write<Outside>("iteration");

    [LoadFact(Scenario = "night", IterationsPerUser = 3, AllowDebugBuild = true)]
    public void Scenario() => Journal.Write<Outside>("iteration");

    [LoadFact(Scenario = "nigth")]
    public void Unknown_scenario() => Journal.Write<Outside>("iteration");

    [LoadFact(Scenario = "night", ScenarioFile = "nowhere.json")]
    public void Unknown_file() => Journal.Write<Outside>("iteration");

    [LoadTheory(Users = 2, WarmUp = "none", AllowDebugBuild = true)]
    [ScenarioData]
    public void Each(string scenario, VirtualUser user) => Journal.Write<Outside>(scenario);

    [LoadTheory(Users = 0)]
    [ScenarioData]
    public void Each_mistaken(string scenario, VirtualUser user) => Journal.Write<Outside>(scenario);

    [LoadTheory(Scenario = "night")]
    [ScenarioData]
    public void Each_of_one(string scenario, VirtualUser user) => Journal.Write<Outside>(scenario);

    [LoadFact(Users = 1, Iterations = 1, AllowDebugBuild = true)]
    public async Task Chosen(LoadRun load)
    {
        foreach (var name in new[] { "night", "day" })
        {
            var result = await load.WithScenario(name).RunAsync(_ => { });
            Journal.Write<Outside>($"{result.Name}: {result.Count} by {result.Plan.Workload.UserCount}");
        }
    }
}
