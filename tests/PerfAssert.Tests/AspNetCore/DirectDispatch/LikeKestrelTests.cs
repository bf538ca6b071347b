using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Xunit;

namespace PerfAssert.Tests.AspNetCore.DirectDispatch;

/// <summary>Whatever a client can see is the same by direct dispatch as over sockets.</summary>
public sealed class LikeKestrelTests(SocketTestApi sockets, DirectTestApi direct) : IClassFixture<SocketTestApi>, IClassFixture<DirectTestApi>
{
    /// <summary>What only a server on a wire adds, and what depends on the time or the port.</summary>
    private static readonly string[] OfTheWire = ["Date", "Server", "Transfer-Encoding", "Content-Length", "Connection"];

    private static readonly Dictionary<string, Func<HttpRequestMessage>> Requests = new()
    {
        ["plain text"] = () => Get("/hello"),
        ["path with escapes"] = () => Get("/b/echo/a%20b/%C3%A4/c%2Fd/e+f"),
        ["path with other characters"] = () => Get("/b/echo/ä/ö"),
        ["query"] = () => Get("/b/echo?a=1&b=%20x&b=2&empty="),
        ["headers"] = () =>
        {
            var request = Get("/b/echo");
            request.Headers.Add("X-One", "1");
            request.Headers.Add("X-Many", ["1", "2"]);
            request.Headers.Accept.ParseAdd("text/html, text/plain;q=0.5");
            request.Headers.UserAgent.ParseAdd("Tester/1.0 (like this)");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "token");
            request.Headers.Add("Cookie", "a=1; b=2");
            return request;
        },
        ["post text"] = () => Post("/b/echo", new StringContent("Grüße")),
        ["post empty"] = () => Post("/b/echo", new ByteArrayContent([])),
        ["post without content"] = () => new HttpRequestMessage(HttpMethod.Post, "/b/echo"),
        ["put"] = () => new HttpRequestMessage(HttpMethod.Put, "/b/echo") { Content = new StringContent("put") },
        ["delete"] = () => new HttpRequestMessage(HttpMethod.Delete, "/b/echo/7"),
        ["options"] = () => new HttpRequestMessage(HttpMethod.Options, "/b/echo"),
        ["json"] = () => Post("/products", JsonContent.Create(new { name = "lamp" })),
        ["json that is none"] = () => Post("/products", new StringContent("{", Encoding.UTF8, "application/json")),
        ["json without a body"] = () => Post("/products", new ByteArrayContent([]) { Headers = { ContentType = new("application/json") } }),
        ["other media type"] = () => Post("/products", new StringContent("x")),
        ["form"] = () => Post("/b/form", new FormUrlEncodedContent([new("a", "1"), new("b", "x y")])),
        ["multipart"] = () => Post("/b/form", new MultipartFormDataContent { { new StringContent("1"), "a" }, { new ByteArrayContent(new byte[70_000]), "file", "f.bin" } }),
        ["large body"] = () => Post("/b/bytes", new ByteArrayContent([.. Enumerable.Range(0, 300_000).Select(i => (byte)i)])),
        ["large body of unknown length"] = () => Post("/b/bytes", new StreamContent(new EndlessStream(300_000))),
        ["body that nobody reads"] = () => Post("/b/empty/200", new StreamContent(new EndlessStream(300_000))),
        ["head"] = () => new HttpRequestMessage(HttpMethod.Head, "/hello"),
        ["not found"] = () => Get("/nowhere"),
        ["wrong method"] = () => new HttpRequestMessage(HttpMethod.Put, "/hello"),
        ["exception"] = () => Get("/throw"),
        ["exception after changes"] = () => Get("/b/throw-dirty"),
        ["exception on starting"] = () => Get("/b/throw-on-starting"),
        ["exception after the start"] = () => Get("/b/throw-late"),
        ["bad request"] = () => Get("/b/bad"),
        ["aborted by the application"] = () => Get("/b/abort"),
        ["too few bytes"] = () => Get("/b/too-few"),
        ["too many bytes"] = () => Get("/b/too-many"),
        ["status 204"] = () => Get("/b/empty/204"),
        ["status 304"] = () => Get("/b/empty/304"),
        ["status 503"] = () => Get("/b/empty/503"),
        ["body of a 204"] = () => Get("/b/body-of-204"),
        ["synchronous write"] = () => Get("/b/sync"),
        ["callbacks"] = () => Get("/b/callbacks"),
        ["after the start"] = () => Get("/b/started"),
        ["chunks"] = () => Get("/b/chunks/20"),
        ["stream"] = () => Get("/stream/100000"),
        ["large response"] = () => Get("/b/large/5000000"),
        ["replaced body"] = () => Get("/b/replaced"),
        ["file"] = () => Get("/b/file"),
        ["completed early"] = () => Get("/b/completed"),
        ["cookies"] = () => Get("/b/cookies"),
        ["redirect"] = () => Get("/redirect-to?url=/hello"),
        ["nothing left behind"] = () => Get("/b/isolated"),
    };

    public static TheoryData<string> Names => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_client_sees_the_same(string name)
    {
        // Twice: a second request must not find anything of the first.
        for (var i = 0; i < 2; i++)
            Assert.Equal(await SeenAsync(sockets, Requests[name]()), await SeenAsync(direct, Requests[name]()));
    }

    [Fact]
    public async Task A_response_can_be_read_while_it_is_written()
    {
        await direct.StartAsync(1, default);
        using var invoker = new HttpMessageInvoker(((ILoadTarget)direct).Handler, disposeHandler: false);
        using var request = Get("/blocked-body");
        request.RequestUri = new Uri(direct.BaseAddress, request.RequestUri!);

        using var response = await invoker.SendAsync(request, default);
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[5];
        await body.ReadExactlyAsync(buffer);

        Assert.Equal("first", Encoding.UTF8.GetString(buffer));
    }

    [Fact]
    public async Task A_body_can_be_sent_while_it_is_read()
    {
        await direct.StartAsync(1, default);
        using var http = new HttpClient(((ILoadTarget)direct).Handler, disposeHandler: false) { BaseAddress = direct.BaseAddress };

        // More than any buffer in between: what is not read has to wait.
        using var response = await http.PostAsync("/length", new StreamContent(new EndlessStream(20_000_000)));

        Assert.Equal("20000000", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_beyond_the_servers_limit_is_refused()
    {
        // Over sockets the connection may break first.
        Assert.StartsWith("413 ", await SeenAsync(direct, Post("/b/bytes", new ByteArrayContent(new byte[30_000_001]))));
        Assert.StartsWith("413 ", await SeenAsync(direct, Post("/b/bytes", new StreamContent(new EndlessStream(30_000_001)))));
    }

    /// <summary>Status, headers and body, or what the client is told instead.</summary>
    private static async Task<string> SeenAsync(PerfWebApplication<Program> api, HttpRequestMessage request)
    {
        await api.StartAsync(1, default);
        using var invoker = new HttpMessageInvoker(((ILoadTarget)api).Handler, disposeHandler: false);
        using var sent = request;
        request.RequestUri = new Uri(api.BaseAddress, request.RequestUri!);
        try
        {
            using var response = await invoker.SendAsync(request, default);
            var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .Where(header => !OfTheWire.Contains(header.Key)).OrderBy(header => header.Key).Select(header => $"{header.Key}: {header.Value}");
            var body = await response.Content.ReadAsByteArrayAsync();
            var text = body.Length < 2000 ? Encoding.UTF8.GetString(body) : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(body));
            return $"{(int)response.StatusCode} {response.ReasonPhrase}\n{string.Join('\n', headers)}\n{body.Length} {text}";
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException)
        {
            var failure = FailureClassifier.Classify(exception);
            return $"no response: {failure.Kind}";
        }
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path, HttpContent content) => new(HttpMethod.Post, path) { Content = content };
}
