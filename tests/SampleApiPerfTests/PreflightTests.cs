namespace SampleApiPerfTests;

/// <summary>What is checked before any load.</summary>
public sealed class PreflightTests(Shop shop) : IClassFixture<Shop>
{
    // docs:preflight
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    public async Task Latest_orders_of_a_seeded_shop(LoadRun load)
    {
        var result = await load.Against(shop)
            .RequireReachable("/health")
            .Preflight(
                "customer 7 has orders",
                async (http, cancellation) => (await http.GetStringAsync("/orders?customer=7", cancellation)).Should().NotBe("[]"),
                remedy: "Seed the shop: dotnet run --project tools/Seed")
            .RunAsync(user => user.Http.GetStringAsync("/orders?customer=7"));

        result.Should().HaveNoErrors();
    }
    // docs:end
}
