using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PerfAssert.Tests.AspNetCore;
using Xunit;

namespace PerfAssert.Tests.Protocols;

public sealed class Http2Tests(Ways ways) : IClassFixture<Ways>
{
    [Theory]
    [InlineData(Way.Http1, "HTTP/1.1", "Kestrel (loopback)")]
    [InlineData(Way.Http2, "HTTP/2", "Kestrel (loopback, HTTP/2)")]
    [InlineData(Way.Memory, "HTTP/1.1", "TestServer")]
    [InlineData(Way.MemoryHttp2, "HTTP/2", "TestServer (HTTP/2)")]
    [InlineData(Way.UrlHttp1, "HTTP/1.1", null)]
    [InlineData(Way.UrlHttp2, "HTTP/2", " (HTTP/2)")]
    public async Task Requests_have_the_target_s_version_and_the_result_says_so(Way way, string protocol, string? transport)
    {
        var seen = new ConcurrentBag<string>();

        var result = await Ways.Run(users: 2, iterations: 2).Against(ways[way]).RunAsync(async user =>
        {
            seen.Add(await user.Http.GetStringAsync("/protocol"));
            using var request = new HttpRequestMessage(HttpMethod.Get, "/protocol");
            using var response = await user.Http.SendAsync(request);
            seen.Add(await response.Content.ReadAsStringAsync());
        });

        Assert.Equal((4, 0), (result.Succeeded, result.Failed));
        Assert.Equal(Enumerable.Repeat(protocol, 8), seen);
        var address = way is Way.UrlHttp1 or Way.UrlHttp2 ? ways[way].BaseAddress.GetLeftPart(UriPartial.Authority) : "";
        Assert.Equal(address + transport, result.Environment.Transport);
    }

    [Fact]
    public async Task A_request_with_a_version_of_its_own_keeps_it()
    {
        var result = await Ways.Run(users: 1, iterations: 1).Against(ways[Way.MemoryHttp2]).RunAsync(async user =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/protocol") { VersionPolicy = HttpVersionPolicy.RequestVersionExact };
            using var response = await user.Http.SendAsync(request);
            Assert.Equal("HTTP/1.1", await response.Content.ReadAsStringAsync());
        });

        Assert.Equal(1, result.Succeeded);
    }

    [Fact]
    public async Task More_users_than_a_connection_has_streams_do_not_wait_for_each_other()
    {
        // Kestrel takes 100 streams on a connection. Nobody is answered here until all 250 have asked.
        await using var api = new Http2TestApi();

        var result = await Ways.Run(users: 250, iterations: 1).Against(api).RunAsync(user => user.Http.GetStringAsync("/gate/250"));

        Assert.Equal((250, 0), (result.Succeeded, result.Failed));
    }

    [Fact]
    public async Task A_server_without_HTTP2_is_one_clear_error_before_any_load()
    {
        var url = ways[Way.Http1].BaseAddress.GetLeftPart(UriPartial.Authority);
        using var target = new HttpTarget(url) { HttpVersion = HttpVersion.Version20 };

        var exception = await AssertNeverStartsAsync(target);

        Assert.Equal(
            $"{url} does not speak HTTP/2 without TLS, and HttpVersion is 2.0. Leave HttpVersion out to measure HTTP/1.1, use the service's https "
            + "address, or let the service listen with HttpProtocols.Http2.",
            exception.Message);
    }

    [Fact]
    public async Task A_server_with_nothing_but_HTTP2_is_one_clear_error_before_any_load()
    {
        var url = ways[Way.Http2].BaseAddress.GetLeftPart(UriPartial.Authority);
        using var target = new HttpTarget(url);

        var exception = await AssertNeverStartsAsync(target);

        Assert.Equal(
            $"{url} speaks HTTP/2 only, and HttpVersion is 1.1. Set HttpVersion: new HttpTarget(\"{url}\") {{ HttpVersion = new Version(2, 0) }}, "
            + "or HttpVersion = \"2.0\" beside BaseUrl on the attribute.",
            exception.Message);
    }

    [Fact]
    public async Task An_application_that_gives_its_endpoints_HTTP1_is_told_what_to_change()
    {
        await using var api = new OwnEndpoints(builder => builder.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1)));
        api.HttpVersion = HttpVersion.Version20;

        var exception = await AssertNeverStartsAsync(api);

        Assert.Equal(
            $"The endpoint {api.BaseAddress.GetLeftPart(UriPartial.Authority)} of PerfAssert.TestApp speaks HTTP/1.1 only, and HttpVersion is 2.0. The application gives its "
            + "endpoints their protocols itself (ConfigureEndpointDefaults): let them be HttpProtocols.Http2 there, or leave HttpVersion out to measure HTTP/1.1.",
            exception.Message);
        await AssertNeverStartsAsync(api);
    }

    [Fact]
    public async Task An_application_that_speaks_HTTP2_only_as_gRPC_services_do_is_told_what_to_change()
    {
        await using var api = new OwnEndpoints(builder => builder.UseSetting("Kestrel:EndpointDefaults:Protocols", "Http2"));

        var exception = await AssertNeverStartsAsync(api);

        Assert.Equal(
            $"The endpoint {api.BaseAddress.GetLeftPart(UriPartial.Authority)} of PerfAssert.TestApp speaks HTTP/2 only, and HttpVersion is 1.1. "
            + "Write HttpVersion = new Version(2, 0) in the constructor of OwnEndpoints.",
            exception.Message);
    }

    [Theory]
    [InlineData(1, 1, "Http2")]
    [InlineData(2, 0, "Http1")]
    public async Task Endpoints_of_an_application_s_settings_do_not_matter_as_the_test_has_its_own(int major, int minor, string protocols)
    {
        await using var api = new OwnEndpoints(builder => builder
            .UseSetting("Kestrel:Endpoints:Own:Url", "http://127.0.0.1:0")
            .UseSetting("Kestrel:Endpoints:Own:Protocols", protocols));
        api.HttpVersion = new Version(major, minor);

        var result = await Ways.Run(users: 1, iterations: 1).Against(api).RunAsync(user => user.Http.GetStringAsync("/hello"));

        Assert.Equal(1, result.Succeeded);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(2, 1)]
    public void Other_versions_are_refused(int major, int minor)
    {
        using var api = new TestApi();
        var message = $"HttpVersion {major}.{minor} cannot be measured. Write new Version(1, 1), which is the default, or new Version(2, 0).";

        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => api.HttpVersion = new Version(major, minor)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            message,
            Assert.Throws<ArgumentException>(() => new HttpTarget("http://localhost") { HttpVersion = new Version(major, minor) }).Message,
            StringComparison.Ordinal);
    }

    private static async Task<LoadTargetException> AssertNeverStartsAsync(ILoadTarget target)
    {
        var started = 0;
        var exception = await Assert.ThrowsAsync<LoadTargetException>(
            () => Ways.Run(users: 1, iterations: 1).Against(target).RunAsync(_ => Interlocked.Increment(ref started)));
        Assert.Equal(0, started);
        return exception;
    }

    /// <summary>An application that has something to say about its endpoints.</summary>
    private sealed class OwnEndpoints(Action<IWebHostBuilder> configure) : PerfWebApplication<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => configure(builder);
    }
}
