namespace SampleApiPerfTests;

/// <summary>The open model: visitors arrive when they arrive, however slow the answers are.</summary>
public class ArrivalTests(Shop shop) : IClassFixture<Shop>
{
    // docs:stages-of-rates
    [LoadFact(Stages = "0/s→60/s in 1s, 60/s for 2s, →0/s in 1s", MaxUsers = 50, WarmUp = "500ms")]
    [Expect("p95 < 1s")]
    [Expect("dropped == 0")]
    public async Task A_rush_of_visitors_comes_and_goes(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(user => user.Http.GetStringAsync($"/products/{user.Random.Next(1, 10_000)}"));

        // 30 while the rate rises, 120 while it holds, 30 while it falls.
        result.Started.Should().BeCloseTo(180, 2);
    }
    // docs:end

    // docs:arrivals-by-chance
    [LoadFact(ArrivalRate = "40/s", Arrivals = ArrivalPattern.Poisson, Duration = "3s", WarmUp = "500ms", Seed = 7)]
    [Expect("p90 < 1s")]
    public async Task Visitors_who_arrive_by_chance_look_around_and_are_served(VirtualUser user)
    {
        await user.Http.GetStringAsync("/products?page=4");
        await user.PauseAsync(60.Milliseconds());
        await user.Http.GetStringAsync($"/products/{user.Random.Next(1, 10_000)}");
    }
    // docs:end
}
