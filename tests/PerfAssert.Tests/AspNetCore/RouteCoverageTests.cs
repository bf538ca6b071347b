using Xunit;

namespace PerfAssert.Tests.AspNetCore;

public sealed class RouteCoverageTests(InMemoryTestApi api) : IClassFixture<InMemoryTestApi>
{
    [Fact]
    public void All_routes_are_known_at_the_start_and_none_is_touched()
    {
        var ledger = new RouteLedger("TestApi");

        RouteTemplates.Create(api.Services, ledger);

        Assert.Empty(ledger.Touched);
        Assert.Superset(new HashSet<string> { "GET /", "GET /hello", "GET /products/{id:int}", "POST /products" }, ledger.Routes.ToHashSet());
    }

    [Fact]
    public void The_route_of_a_request_is_touched_whatever_its_values()
    {
        var ledger = new RouteLedger("TestApi");
        var routes = RouteTemplates.Create(api.Services, ledger)!;

        routes.Find(HttpMethod.Get, new Uri("http://localhost/products/7"));
        routes.Find(HttpMethod.Get, new Uri("http://localhost/products/8"));
        routes.Find(HttpMethod.Get, new Uri("http://localhost/hello?to=you"));
        routes.Find(HttpMethod.Get, new Uri("http://localhost/nowhere"));

        Assert.Equal(["GET /hello", "GET /products/{id:int}"], ledger.Touched);
    }

    [Fact]
    public async Task A_load_test_touches_what_its_users_ask()
    {
        await new LoadRun(new LoadSettings { Name = "hello", Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true })
            .Against(api).RunAsync(user => user.Http.GetStringAsync("/hello"));

        Assert.Contains("GET /hello", RouteCoverage.Of(api).Touched);
        Assert.DoesNotContain("GET /hello", RouteCoverage.Of(api).Untouched);
    }
}
