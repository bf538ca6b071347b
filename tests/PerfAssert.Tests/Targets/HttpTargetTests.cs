using System.Net;
using System.Net.Sockets;
using Xunit;

namespace PerfAssert.Tests.Targets;

public class HttpTargetTests
{
    [Theory]
    [InlineData("shop.example", "Write scheme and host, such as \"https://shop.example/\".")]
    [InlineData("/api", "Write scheme and host, such as \"https://shop.example/\".")]
    [InlineData("", "Write scheme and host, such as \"https://shop.example/\".")]
    [InlineData("ftp://shop.example", "Write scheme and host, such as \"https://shop.example/\".")]
    [InlineData("localhost:5000", "Write scheme and host, such as \"http://localhost:5000\".")]
    public void A_base_url_that_is_not_absolute_http_says_what_to_write(string text, string remedy)
    {
        var exception = Assert.Throws<ArgumentException>("baseUrl", () => new HttpTarget(text));

        Assert.Equal($"The base URL \"{text}\" is not an absolute http or https URL. {remedy} (Parameter 'baseUrl')", exception.Message);
    }

    [Fact]
    public void A_relative_Uri_is_refused() =>
        Assert.Throws<ArgumentException>("baseUrl", () => new HttpTarget(new Uri("/api", UriKind.Relative)));

    [Theory]
    [InlineData("http://shop.example/?a=1", "query")]
    [InlineData("http://shop.example/#a", "fragment")]
    [InlineData("http://me:secret@shop.example/", "password")]
    public void Parts_that_no_request_would_carry_are_refused(string text, string named)
    {
        var exception = Assert.Throws<ArgumentException>("baseUrl", () => new HttpTarget(text));

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scheme_host_and_port_are_the_transport_and_the_path_ends_in_a_slash()
    {
        using var target = new HttpTarget("https://shop.example:8443/api");

        Assert.Equal("https://shop.example:8443", target.Transport);
        Assert.Equal("https://shop.example:8443/api/", target.BaseAddress.AbsoluteUri);
        Assert.Null(target.Application);
        Assert.Null(target.CreateScope());
    }

    [Fact]
    public void The_shared_handler_adds_nothing_of_its_own_to_a_request()
    {
        using var target = new HttpTarget("https://shop.example");

        var handler = Assert.IsType<SocketsHttpHandler>(target.Handler);
        Assert.False(handler.UseCookies);
        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseProxy);
        Assert.Null(handler.ActivityHeadersPropagator);
        Assert.Equal(DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.Equal(int.MaxValue, handler.MaxConnectionsPerServer);
        Assert.Equal(Timeout.InfiniteTimeSpan, handler.PooledConnectionLifetime);
    }

    [Fact]
    public async Task A_base_url_that_nobody_listens_on_is_one_clear_error()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        using var target = new HttpTarget($"http://127.0.0.1:{port}");
        var exception = await Assert.ThrowsAsync<LoadTargetException>(() => target.StartAsync(1, default).AsTask());

        Assert.Equal(
            $"Nothing answers at http://127.0.0.1:{port} (connection refused). Start the service first, correct the base URL, or let the test "
            + "host the application itself with PerfWebApplication<Program> (package PerfAssert.AspNetCore).",
            exception.Message);
    }

    [Fact]
    public async Task A_host_name_that_does_not_exist_is_said()
    {
        using var target = new HttpTarget("http://no-such-host.invalid");
        var exception = await Assert.ThrowsAsync<LoadTargetException>(() => target.StartAsync(1, default).AsTask());

        Assert.StartsWith("Nothing answers at http://no-such-host.invalid (the host name cannot be resolved).", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_start_is_no_missing_service()
    {
        using var target = new HttpTarget("http://127.0.0.1:1");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => target.StartAsync(1, new CancellationToken(canceled: true)).AsTask());
    }

    [Fact]
    public async Task A_listener_is_enough_for_the_start()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var target = new HttpTarget($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

        await target.StartAsync(1, default);

        Assert.True(listener.Pending());
    }
}
