namespace SampleApiPerfTests;

/// <summary>The closed model with users who do not hurry: ramps, pacing, a limit on the rate of all together.</summary>
public class RhythmTests(Shop shop) : IClassFixture<Shop>
{
    // docs:ramped-users
    [LoadFact(Users = 10, RampUp = "1s", Duration = "1s", RampDown = "500ms", WarmUp = "500ms", ThinkTime = "exponential(100ms)")]
    [Expect("p95 < 1s")]
    public async Task Users_come_one_after_the_other(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(user => user.Http.GetStringAsync("/products?page=1"));

        result.PeakUsers.Should().Be(10);
    }
    // docs:end

    // docs:pacing
    [LoadFact(Users = 5, Duration = "2s", WarmUp = "500ms", Pacing = "200ms")]
    public async Task Pacing_fixes_the_number_of_iterations(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(user => user.Http.GetStringAsync("/products/42"));

        // 5 users, one start every 200 ms each: 50 in 2 s, a few less when the machine is busy.
        result.Started.Should().BeInRange(25, 55);
    }
    // docs:end

    // docs:rate-limit
    [LoadFact(Users = 10, Duration = "2s", WarmUp = "500ms", RateLimit = "50/s")]
    [Expect("throughput < 60/s")]
    public async Task All_users_together_keep_to_a_rate(VirtualUser user) => await user.Http.GetStringAsync("/products/42");
    // docs:end
}
