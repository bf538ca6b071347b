using System.Net;
using System.Net.Sockets;
using PerfAssert.Tests.AspNetCore;
using Xunit;

namespace PerfAssert.Tests.Targets;

public sealed class SocketMeasurementTests(TestApi api) : HttpMeasurementTests(api), IClassFixture<TestApi>
{
    [Fact]
    public async Task An_external_base_url_is_measured_with_guessed_routes()
    {
        using var target = new HttpTarget(api.BaseAddress);
        await target.StartAsync(1, default);
        var log = new RecordedRequests();
        using var http = UserHttpClient.Create(log, target);

        Assert.Equal("7", await http.GetStringAsync("products/7"));

        Assert.Equal(("GET /products/{id}", 200, 1), (log.Single.Name, log.Single.StatusCode, log.Single.BytesReceived));
    }

    [Fact]
    public async Task A_refused_connection_has_its_kind_and_says_so()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var target = new HttpTarget($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        var log = new RecordedRequests();
        using var http = UserHttpClient.Create(log, target);

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/"));

        Assert.Equal(("connection", 0), (log.Single.Failure?.Kind, log.Single.StatusCode));
        Assert.Contains("connection refused", log.Single.Failure!.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_connection_that_ends_without_an_answer_has_its_kind()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var target = new HttpTarget($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var log = new RecordedRequests();
        using var http = UserHttpClient.Create(log, target);

        using var content = new StringContent("not sent twice");
        var answer = http.PostAsync("/", content);
        (await listener.AcceptSocketAsync()).Close();
        await Assert.ThrowsAsync<HttpRequestException>(() => answer);

        Assert.Equal("connection", log.Single.Failure?.Kind);
    }
}
