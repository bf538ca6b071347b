using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace PerfAssert.Xunit.Fixtures;

/// <summary>A service without a network: answers every request with its name.</summary>
public sealed class EchoTarget : ILoadTarget
{
    public string Transport => "echo";

    public Uri BaseAddress { get; } = new("http://echo.test/");

    public HttpMessageHandler Handler { get; } = new EchoHandler();

    public Assembly? Application => null;

    public ValueTask StartAsync(int users, CancellationToken cancellationToken) => default;

    public string NameRequest(HttpMethod method, Uri uri) => $"{method} {uri.AbsolutePath}";

    public UserScope? CreateScope() => null;

    private sealed class EchoHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(request.RequestUri!.AbsolutePath) });
    }
}

public class TargetOfFixture(EchoTarget echo) : IClassFixture<EchoTarget>
{
    [LoadFact(Users = 2, Iterations = 4, WarmUp = "none", AllowDebugBuild = true, Assert = nameof(Check))]
    [Expect("requests == 4")]
    public async Task Client(HttpClient http) => Assert.Equal("/hello", await http.GetStringAsync("hello"));

    [LoadFact(Users = 2, Iterations = 4, WarmUp = "none", AllowDebugBuild = true)]
    public async Task Whole_test(LoadRun load) => Check(await load.RunAsync(async user => await user.Http.GetStringAsync("hello")));

    private void Check(LoadResult result)
    {
        Assert.Equal(echo.Transport, result.Environment.Transport);
        Assert.Equal(4, result.Steps["GET /hello"].Count);
    }
}

[CollectionDefinition(nameof(SharedEcho))]
public class SharedEcho : ICollectionFixture<EchoTarget>;

[Collection(nameof(SharedEcho))]
public class TargetOfSharedFixture(EchoTarget echo)
{
    [LoadFact(Users = 1, Iterations = 2, WarmUp = "none", AllowDebugBuild = true, Assert = nameof(Check))]
    public async Task Client(HttpClient http) => Assert.Equal("/hello", await http.GetStringAsync("hello"));

    private void Check(LoadResult result) => Assert.Equal(echo.Transport, result.Environment.Transport);
}

public class PlainFactory(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
{
    [LoadFact(Users = 2, Iterations = 4, WarmUp = "none", AllowDebugBuild = true, Assert = nameof(Check))]
    public async Task Client(HttpClient http) => Assert.Equal("hello", await http.GetStringAsync("hello"));

    private void Check(LoadResult result)
    {
        Assert.NotNull(factory.Server);
        Assert.Equal(4, result.Steps["GET /hello"].Count);
    }
}

public class WithoutTarget
{
    [LoadFact(Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true)]
    public async Task Calls(VirtualUser user) => await user.Http.GetStringAsync("hello");
}

public sealed class TestClassAsTarget : ILoadTarget, IDisposable
{
    private readonly EchoTarget echo = new();

    public string Transport => "the test class";

    public Uri BaseAddress => echo.BaseAddress;

    public HttpMessageHandler Handler => echo.Handler;

    public Assembly? Application => null;

    [LoadFact(Users = 1, Iterations = 2, WarmUp = "none", AllowDebugBuild = true, Assert = nameof(Check))]
    public async Task Client(HttpClient http) => Assert.Equal("/hello", await http.GetStringAsync("hello"));

    public ValueTask StartAsync(int users, CancellationToken cancellationToken) => default;

    public string NameRequest(HttpMethod method, Uri uri) => echo.NameRequest(method, uri);

    public UserScope? CreateScope() => null;

    public void Dispose() => Handler.Dispose();

    private void Check(LoadResult result) => Assert.Equal(Transport, result.Environment.Transport);
}
