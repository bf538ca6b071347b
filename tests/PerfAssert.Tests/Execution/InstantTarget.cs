using System.Net;
using System.Reflection;

namespace PerfAssert.Tests.Execution;

/// <summary>Answers each request at once, on the caller's thread, so that it can be used in virtual time.</summary>
internal sealed class InstantTarget(Func<HttpRequestMessage, HttpStatusCode> answer) : HttpMessageHandler, ILoadTarget
{
    public string Transport => "memory";

    public Uri BaseAddress { get; } = new("http://shop.test/");

    public HttpMessageHandler Handler => this;

    public Assembly? Application => null;

    public ValueTask StartAsync(int users, CancellationToken cancellationToken) => default;

    public string NameRequest(HttpMethod method, Uri uri) => $"{method} {uri.AbsolutePath}";

    public UserScope? CreateScope() => null;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        => Task.FromResult(new HttpResponseMessage(answer(request)) { RequestMessage = request, Content = new ByteArrayContent([]) });
}
