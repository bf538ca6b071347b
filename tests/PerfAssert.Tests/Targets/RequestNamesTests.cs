using System.Globalization;
using Xunit;

namespace PerfAssert.Tests.Targets;

public class RequestNamesTests
{
    private static readonly Uri Home = new("http://shop.example/");

    [Fact]
    public void Method_and_guessed_route_are_the_name_and_the_query_is_not()
    {
        var names = new RequestNames(Home);

        Assert.Equal("GET /products/{id}", names.Get(HttpMethod.Get, new Uri("http://shop.example/products/1?x=1#top")));
        Assert.Equal("DELETE /products/{id}", names.Get(HttpMethod.Delete, new Uri("http://shop.example/products/1")));
    }

    [Fact]
    public void Another_address_shows_its_host()
    {
        var names = new RequestNames(Home, (_, _) => "/route");

        Assert.Equal("GET /route", names.Get(HttpMethod.Get, new Uri("http://SHOP.example/login")));
        Assert.Equal("GET id.example/login", names.Get(HttpMethod.Get, new Uri("http://id.example/login")));
        Assert.Equal("GET shop.example/login", names.Get(HttpMethod.Get, new Uri("https://shop.example/login")));
        Assert.Equal("GET shop.example:81/login", names.Get(HttpMethod.Get, new Uri("http://shop.example:81/login")));
    }

    [Fact]
    public void The_name_of_a_url_seen_before_is_remembered()
    {
        var asked = 0;
        var names = new RequestNames(Home, (_, _) => $"/route{++asked}");

        var first = names.Get(HttpMethod.Get, new Uri("http://shop.example/a?page=1"));

        Assert.Same(first, names.Get(HttpMethod.Get, new Uri("http://shop.example/a?page=2")));
        Assert.Equal("POST /route2", names.Get(HttpMethod.Post, new Uri("http://shop.example/a")));
    }

    [Fact]
    public void No_more_than_300_names_are_guessed_and_further_ones_fold_into_one()
    {
        var names = new RequestNames(Home);

        var distinct = Enumerable.Range(0, 20_000).Select(i => Ask(names, i)).ToHashSet();

        Assert.Equal(RequestNames.MostGuessedNames + 1, distinct.Count);
        Assert.Contains("GET (other)", distinct);
        Assert.Equal("GET /page-x0x", Ask(names, 0));
    }

    [Fact]
    public void The_applications_own_routes_are_not_limited()
    {
        var names = new RequestNames(Home, (_, uri) => uri.AbsolutePath);

        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(i => Ask(names, i)).Distinct().Count());
    }

    private static string Ask(RequestNames names, int page) =>
        names.Get(HttpMethod.Get, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://shop.example/page-x{page}x")));
}
