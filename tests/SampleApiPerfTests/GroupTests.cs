using System.Net.Http.Json;

namespace SampleApiPerfTests;

/// <summary>Names that belong together, and steps that succeed or fail as one.</summary>
public class GroupTests(Shop shop) : IClassFixture<Shop>
{
    // docs:groups
    [LoadFact(Users = 10, Duration = "2s", WarmUp = "1s")]
    [Expect("p95 of 'checkout / buy' < 1s")]
    [Expect("p95 of 'checkout / POST /orders' < 1s")]
    [Expect("errors of 'checkout / buy' == 0")]
    public async Task Checkout_as_one(LoadRun load)
    {
        var result = await load.Against(shop).WithToken(Customers.GetTokenAsync).RunAsync(async user =>
        {
            var page = await user.Http.GetFromJsonAsync<ProductPage>("/products?page=2");
            var chosen = page!.Items[user.Random.Next(page.Items.Count)];

            await user.GroupAsync("checkout", () => user.TransactionAsync("buy", async () =>
            {
                await user.Http.GetStringAsync($"/products/{chosen.Id}");
                await user.PauseAsync(100.Milliseconds());
                using var placed = await user.Http.PostAsJsonAsync("/orders", new NewOrder([new(chosen.Id, 1)]));
                var order = await placed.Content.ReadFromJsonAsync<PlacedOrder>();
                await user.Http.GetStringAsync($"/orders/{order!.Id}");
            }));
        });

        result.Steps["checkout / buy"].Should().HaveThroughputAbove(1);
    }
    // docs:end
}
