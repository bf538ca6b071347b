using Xunit;

namespace PerfAssert.Tests.Targets;

public class RouteNamingTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("", "/")]
    [InlineData("/products", "/products")]
    [InlineData("/products/", "/products")]
    [InlineData("/products/123", "/products/{id}")]
    [InlineData("/products/-1", "/products/{id}")]
    [InlineData("/days/2025-11-21", "/days/{id}")]
    [InlineData("/orders/6f9619ff-8b86-d011-b42d-00cf4fc964ff/lines/7", "/orders/{id}/lines/{id}")]
    [InlineData("/commits/5e1ab2e4", "/commits/{id}")]
    [InlineData("/keys/V1StGXR8Z5jdHi6Bmy", "/keys/{id}")]
    [InlineData("/keys/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/keys/{id}")]
    [InlineData("/tokens/eyJhbGciOiJIUzI1NiJ9", "/tokens/{id}")]
    [InlineData("/images/12345.jpeg", "/images/{id}.jpeg")]
    [InlineData("/api/v2/oauth2", "/api/v2/oauth2")]
    [InlineData("/api/1.0/items", "/api/1.0/items")]
    [InlineData("/deadbeef", "/deadbeef")]
    [InlineData("/blog/ten-ways-to-measure-2025", "/blog/ten-ways-to-measure-2025")]
    [InlineData("/internationalization", "/internationalization")]
    public void A_route_is_guessed_from_a_path(string path, string route) => Assert.Equal(route, RouteNaming.Template(path));

    [Fact]
    public void A_segment_too_long_to_read_is_an_identifier() =>
        Assert.Equal("/{id}/end", RouteNaming.Template("/" + new string('x', 65) + "/end"));
}
