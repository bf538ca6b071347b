using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace SampleApiPerfTests;

// docs:direct-host
/// <summary>The shop without a server: requests are method calls into its pipeline.</summary>
public sealed class ShopDirect : PerfWebApplication<Program>
{
    public ShopDirect() => Hosting = HostingMode.Direct;

    // With any logger, ASP.NET Core makes an activity and a scope for each request.
    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.ConfigureLogging(logging => logging.ClearProviders());
}
// docs:end

/// <summary>Budgets on the path of the code itself, and an ordinary test that runs there unchanged.</summary>
public class DirectTests(ShopDirect shop) : IClassFixture<ShopDirect>
{
    // docs:direct-dispatch
    [LoadFact(Users = 2, Duration = "1s", WarmUp = "1s")]
    [Expect("p90 < 50ms")]
    [Expect("allocated per iteration < 64KB")]
    public async Task Reading_a_product_stays_cheap(VirtualUser user)
    {
        var response = await user.DispatchAsync(HttpMethods.Get, $"/products/{1 + (user.Iteration % 100)}");
        response.EnsureSuccess();
    }
    // docs:end

    [LoadFact(Users = 2, Duration = "1s", WarmUp = "500ms")]
    public async Task A_prepared_request_is_sent_again_and_again(LoadRun load)
    {
        // docs:direct-request
        var logIn = DirectRequest.Post("/login").WithJson(new LogIn("ann@shop.example", "wrong"));

        var result = await load.Against(shop).RunAsync(async user =>
        {
            user.ExpectStatus(401);
            var response = await user.DispatchAsync(logIn);
            response.StatusCode.Should().Be(401);
        });

        // docs:end
        result.Should().HaveNoErrors();
        result.Environment.Transport.Should().Be("direct dispatch");
        result.Steps["POST /login"].BytesSent.Should().BeGreaterThan(0);
    }

    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms", BeforeUser = nameof(LogIn))]
    [Expect("status 200 > 0")]
    [Expect("errors == 0")]
    public async Task A_test_over_sockets_runs_here_unchanged(VirtualUser user) => await user.Http.GetStringAsync("/me");

    public Task LogIn(VirtualUser user) => Customers.LogInAsync(user);
}
