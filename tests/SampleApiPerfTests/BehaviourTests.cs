using System.Net.Http.Json;

namespace SampleApiPerfTests;

/// <summary>Users who do different things, by weight, and users of different kinds.</summary>
public class BehaviourTests(Shop shop) : IClassFixture<Shop>
{
    // docs:behaviours
    [LoadFact(Users = 10, Duration = "2s", WarmUp = "1s")]
    [Expect("p95 of browse < 500ms")]
    [Expect("errors of buy == 0")]
    public async Task Most_visitors_only_look(LoadRun load)
    {
        var result = await load.Against(shop).WithToken(Customers.GetTokenAsync).RunAsync(
            new Behaviour("browse", user => user.Http.GetStringAsync("/products?page=1")) { Weight = 70, Tags = ["read"] },
            new Behaviour("search", user => user.Http.GetStringAsync("/products/search?q=lamp")) { Weight = 25, Tags = ["read"] },
            new Behaviour("buy", BuyAsync) { Weight = 5, Tags = ["write"] });

        result.Steps["browse"].Count.Should().BeGreaterThan(result.Steps["search"].Count);
    }

    private static async Task BuyAsync(VirtualUser user)
    {
        using var placed = await user.Http.PostAsJsonAsync("/orders", new NewOrder([new(1, 1)]));
        placed.EnsureSuccessStatusCode();
    }
    // docs:end

    // docs:tags
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms", Tags = "read, health", ExcludeTags = "slow")]
    public async Task Reading_alone(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(
            new Behaviour("browse", user => user.Http.GetStringAsync("/products?page=1")) { Tags = ["read"] },
            new Behaviour("search", user => user.Http.GetStringAsync("/products/search?q=lamp")) { Tags = ["read", "slow"] },
            new Behaviour("buy", BuyAsync) { Tags = ["write"] });

        result.Plan.Mix[0].Behaviours.Should().Equal(new BehaviourShare("browse", 1));
    }
    // docs:end

    // docs:user-classes
    [LoadFact(Users = 12, Duration = "2s", WarmUp = "1s", RampUp = "500ms")]
    [Expect("errors of 'shopper: browse' == 0")]
    public async Task Shoppers_and_impatient_clients(LoadRun load)
    {
        var browse = new Behaviour("browse", user => user.Http.GetStringAsync("/products?page=1")) { Weight = 9 };
        var buy = new Behaviour("buy", BuyAsync);
        var history = new Behaviour("history", user => user.Http.GetStringAsync("/orders?customer=7"));

        var result = await load.Against(shop).WithToken(Customers.GetTokenAsync).RunAsync(
            new UserClass("shopper", browse, buy) { Weight = 3, ThinkTime = ThinkTime.Uniform(100.Milliseconds(), 300.Milliseconds()) },
            new UserClass("rapid-fire", browse),
            new UserClass("database-heavy", history) { Users = 1 });

        result.Should().HaveNoErrors();
    }
    // docs:end
}
