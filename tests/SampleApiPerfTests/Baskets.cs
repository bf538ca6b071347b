using System.Net.Http.Json;

namespace SampleApiPerfTests;

/// <summary>Baskets that customers fill.</summary>
public static class Baskets
{
    /// <summary>Puts something into the user's basket, and looks whether it is there.</summary>
    public static async Task FillAsync(VirtualUser user)
    {
        var product = user.Random.Next(1, 100);
        using var answer = await user.Http.PutAsync($"/basket/{product}?quantity=2", content: null);
        answer.EnsureSuccessStatusCode();
        (await user.Http.GetFromJsonAsync<List<BasketLine>>("/basket")).Should().Contain(new BasketLine(product, 2));
    }

    private sealed record BasketLine(int ProductId, int Quantity);
}

/// <summary>Baskets in the memory of the shop; those in Redis are among the tests on real servers.</summary>
public sealed class BasketTests(Shop shop) : IClassFixture<Shop>
{
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    public async Task What_is_put_in_is_there(LoadRun load)
    {
        var result = await load.Against(shop).BeforeUser(Customers.LogInAsync).RunAsync(Baskets.FillAsync);

        result.Should().HaveNoErrors();
    }
}
