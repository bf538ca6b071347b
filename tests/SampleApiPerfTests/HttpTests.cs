using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace SampleApiPerfTests;

/// <summary>Requests of every kind, and both versions of HTTP.</summary>
public class HttpTests(Shop shop) : IClassFixture<Shop>
{
    // docs:http
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    [Expect("p95 of 'POST /orders' < 1s")]
    [Expect("p95 of 'DELETE /orders/{id}' < 1s")]
    public async Task An_order_is_placed_read_and_deleted(LoadRun load)
    {
        await load.Against(shop).BeforeUser(Customers.LogInAsync).RunAsync(async user =>
        {
            // JSON in and out, by the extension methods of System.Net.Http.Json.
            using var placed = await user.Http.PostAsJsonAsync("/orders", new NewOrder([new(1, 2)]));
            var order = await placed.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<PlacedOrder>();

            // Each of these is counted under its route, GET /orders/{id} and DELETE /orders/{id}, whatever the number.
            await user.Http.GetStringAsync($"/orders/{order!.Id}");
            using var deleted = await user.Http.DeleteAsync($"/orders/{order.Id}");
            deleted.StatusCode.Should().Be(HttpStatusCode.NoContent);
        });
    }
    // docs:end

    // docs:request
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    [Expect("status 401 > 0")]
    public async Task A_token_that_nobody_gave_is_refused(LoadRun load)
    {
        await load.Against(shop).RunAsync(async user =>
        {
            user.ExpectStatus(401);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "made-up");
            using var refused = await user.Http.SendAsync(request);
            refused.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        });
    }
    // docs:end
}

// docs:http2
/// <summary>The shop over HTTP/2, as a proxy in front of it would call it.</summary>
public sealed class ShopOverHttp2 : PerfWebApplication<Program>
{
    public ShopOverHttp2() => HttpVersion = new Version(2, 0);
}

public class Http2Tests(ShopOverHttp2 shop) : IClassFixture<ShopOverHttp2>
{
    [LoadFact(Users = 20, Duration = "1s", WarmUp = "500ms")]
    public async Task One_product_over_HTTP2(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(user => user.Http.GetStringAsync($"/products/{1 + (user.Iteration % 100)}"));

        result.Environment.Transport.Should().Be("Kestrel (loopback, HTTP/2)");
        result.Should().HaveP95Below(500.Milliseconds());
    }
}
// docs:end
