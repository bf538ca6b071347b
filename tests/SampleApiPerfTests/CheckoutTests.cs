using System.Net.Http.Json;

namespace SampleApiPerfTests;

/// <summary>A customer's way through the shop: named steps, a pause to read, values that one step hands to the next.</summary>
public class CheckoutTests(Shop shop) : IClassFixture<Shop>
{
    // docs:steps
    [LoadFact(Users = 10, Duration = "4s", WarmUp = "1s", ThinkTime = "50ms..150ms")]
    [Expect("error rate < 1%")]
    [Expect("p95 of login < 1s")]
    [Expect("p95 of 'POST /orders' < 1s", Requirement = "9.4")]
    public async Task Checkout(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(async user =>
        {
            await user.StepAsync("login", () => Customers.LogInAsync(user));

            var page = await user.StepAsync("browse", () => user.Http.GetFromJsonAsync<ProductPage>("/products?page=2"));
            var chosen = page!.Items[user.Random.Next(page.Items.Count)];
            await user.PauseAsync(20.Milliseconds());

            await user.StepAsync("order", async () =>
            {
                using var placed = await user.Http.PostAsJsonAsync("/orders", new NewOrder([new(chosen.Id, 2), new(1, 1)]));
                var order = await placed.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<PlacedOrder>();
                await user.Http.GetStringAsync($"/orders/{order!.Id}");
            });
        });

        result.Steps["order"].Should().HaveP95Below(1.Seconds());
    }
    // docs:end
}
