using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PerfAssert.Tests.AspNetCore;

public sealed class RouteTemplatesTests(InMemoryTestApi api) : IClassFixture<InMemoryTestApi>
{
    [Theory]
    [InlineData("GET", "/", "/")]
    [InlineData("GET", "/hello", "/hello")]
    [InlineData("HEAD", "/hello", "/hello")]
    [InlineData("GET", "/products/7", "/products/{id:int}")]
    [InlineData("GET", "/products/lamp", "/products/{name:alpha}")]
    [InlineData("POST", "/products", "/products")]
    [InlineData("GET", "/files/a/b/c.txt?x=1", "/files/{**path}")]
    [InlineData("GET", "/app/some/page", "/app/{*path:nonfile}")]
    [InlineData("GET", "/group", "/group")]
    [InlineData("GET", "/mvc", "/mvc/Home/Index/{id?}")]
    [InlineData("GET", "/mvc/home/details/5", "/mvc/Home/Details/{id?}")]
    [InlineData("GET", "/products/x-1", null)]
    [InlineData("DELETE", "/products/7", null)]
    [InlineData("GET", "/nowhere", null)]
    public void The_applications_own_routing_finds_the_template(string method, string url, string? template)
    {
        var routes = RouteTemplates.Create(api.Services)!;

        Assert.Equal(template, routes.Find(new HttpMethod(method), new Uri("http://localhost" + url)));
    }

    [Fact]
    public void The_first_requests_all_at_once_find_their_route()
    {
        var routes = RouteTemplates.Create(api.Services)!;
        var found = new string?[16];

        Parallel.For(0, found.Length, i => found[i] = routes.Find(HttpMethod.Get, new Uri("http://localhost/hello")));

        Assert.All(found, template => Assert.Equal("/hello", template));
    }

    [Fact]
    public void Looking_up_routes_adds_nothing_to_the_applications_endpoints()
    {
        var endpoints = api.Services.GetRequiredService<EndpointDataSource>();
        var before = endpoints.Endpoints.Count;

        RouteTemplates.Create(api.Services)!.Find(HttpMethod.Get, new Uri("http://localhost/hello"));

        Assert.Equal(before, endpoints.Endpoints.Count);
        Assert.Equal(before, api.Services.GetRequiredService<EndpointDataSource>().Endpoints.Count);
    }

    [Fact]
    public void An_application_without_routing_has_no_templates()
    {
        using var services = new ServiceCollection().BuildServiceProvider();

        Assert.Null(RouteTemplates.Create(services));
    }
}
