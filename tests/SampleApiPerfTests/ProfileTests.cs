namespace SampleApiPerfTests;

public class ProfileTests(Shop shop) : IClassFixture<Shop>
{
    // docs:step-up
    [StepUpFact(Steps = "1 → 4 → 8 users", StepDuration = "500ms", Settle = "100ms", WarmUp = "500ms")]
    [Expect("p90 < 1s")]
    public async Task Search_from_one_user_to_eight(VirtualUser user) => await user.Http.GetStringAsync("/products/search?q=lamp");
    // docs:end

    // docs:stress
    [StressFact(From = 2, To = 16, Factor = 2, StepDuration = "400ms", Settle = "100ms", WarmUp = "500ms", AtLeast = 4)]
    [Expect("p90 < 1s")]
    public async Task Search_holds_four_users(VirtualUser user) => await user.Http.GetStringAsync("/products/search?q=lamp");
    // docs:end

    // docs:stress-in-code
    [LoadFact(ArrivalRate = "20/s", Duration = "500ms", WarmUp = "500ms")]
    [Expect("p50 < 2s")]
    public async Task Health_holds_forty_a_second(LoadRun load)
    {
        var stress = await load.Against(shop).StressAsync(
            user => user.Http.GetStringAsync("/health"),
            new StressSettings { To = "80/s", Factor = 2, Settle = "100ms", AtLeast = "40/s" });

        stress.Should().HaveCapacityAtLeast("40/s");
    }
    // docs:end

    // docs:spike
    [SpikeFact(Users = 2, Peak = 20, Before = "1s", RampUp = "200ms", Hold = "500ms", Observe = "2s", Band = 5, WarmUp = "500ms")]
    [Expect("error rate < 1%")]
    public async Task Search_recovers_from_twenty_users(VirtualUser user) => await user.Http.GetStringAsync("/products/search?q=lamp");
    // docs:end
}
