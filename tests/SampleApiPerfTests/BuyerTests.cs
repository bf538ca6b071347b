using System.Net.Http.Json;

namespace SampleApiPerfTests;

// docs:feeds
public class BuyerTests(Shop shop) : IClassFixture<Shop>
{
    [LoadFact(Users = 5, Duration = "1500ms", WarmUp = "500ms")]
    public async Task Buyers_search_the_shop(LoadRun load)
    {
        var buyers = Feed.FromCsv<LogIn>("buyers.csv").UniquePerUser();
        var words = Feed.Of(["lamp", "chair", "desk"]).Circular();

        var result = await load.Against(shop)
            .BeforeUser(async user =>
            {
                using var answer = await user.Http.PostAsJsonAsync("/login", user.Next(buyers));
                answer.EnsureSuccessStatusCode();
            })
            .RunAsync(user => user.Http.GetStringAsync($"/products/search?q={user.Next(words)}"));

        result.Should().HaveNoErrors();
    }
}
// docs:end
