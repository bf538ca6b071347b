using System.Net.Http.Json;
using PerfAssert.TestApp;
using Xunit;

namespace PerfAssert.Tests.Targets;

/// <summary>Everything that holds for a user's requests over sockets and in memory alike.</summary>
public abstract class HttpMeasurementTests(PerfWebApplication<Program> api) : IAsyncLifetime
{
    private readonly RecordedRequests log = new();
    private HttpClient http = null!;

    public async Task InitializeAsync()
    {
        await api.StartAsync(1, default);
        http = UserHttpClient.Create(log, api);
    }

    public Task DisposeAsync()
    {
        http.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_request_is_recorded_with_name_status_and_bytes()
    {
        Assert.Equal("hello", await http.GetStringAsync("/hello"));

        var request = log.Single;
        Assert.Equal(("GET /hello", 200, 0, 5), (request.Name, request.StatusCode, request.BytesSent, request.BytesReceived));
        Assert.Null(request.Failure);
        Assert.Equal((1, 2), (request.Start, request.End));
        Assert.Empty(log.IterationFailures);
        Assert.Empty(log.Open);
    }

    [Fact]
    public async Task The_body_and_its_headers_reach_the_test_unchanged()
    {
        using var response = await http.PostAsJsonAsync("/products", new Product("lamp"));

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(new Product("lamp"), await response.Content.ReadFromJsonAsync<Product>());
        Assert.Equal("POST /products", log.Single.Name);
    }

    [Fact]
    public async Task A_request_body_of_unknown_length_is_counted()
    {
        using var content = JsonContent.Create(new string('x', 100));
        using var response = await http.PostAsync("/length", content);

        Assert.Equal("102", await response.Content.ReadAsStringAsync());
        Assert.Equal(102, log.Single.BytesSent);
    }

    [Fact]
    public async Task A_request_body_of_known_length_is_counted()
    {
        using var content = new ByteArrayContent(new byte[77]);
        using var response = await http.PostAsync("/length", content);

        Assert.Equal(77, log.Single.BytesSent);
    }

    [Fact]
    public async Task A_body_without_length_is_counted_to_its_end()
    {
        using var response = await http.GetAsync("/stream/100000");

        Assert.Equal(100_000, (await response.Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal(100_000, log.Single.BytesReceived);
    }

    [Fact]
    public async Task A_streamed_response_is_recorded_at_the_end_of_its_body()
    {
        using var response = await http.GetAsync("/stream/100000", HttpCompletionOption.ResponseHeadersRead);
        Assert.Empty(log.All);
        Assert.Single(log.Open);

        await using var body = await response.Content.ReadAsStreamAsync();
        await body.CopyToAsync(Stream.Null);

        Assert.Equal(100_000, log.Single.BytesReceived);
        Assert.Empty(log.Open);
    }

    [Fact]
    public async Task A_response_that_is_disposed_early_is_recorded_then()
    {
        using (await http.GetAsync("/stream/100000", HttpCompletionOption.ResponseHeadersRead))
            Assert.Empty(log.All);

        Assert.Equal((200, 0), (log.Single.StatusCode, log.Single.BytesReceived));
        Assert.Null(log.Single.Failure);
    }

    [Fact]
    public async Task A_body_that_nobody_reads_is_recorded_once_when_the_iteration_ends()
    {
        var response = await http.GetAsync("/stream/100000", HttpCompletionOption.ResponseHeadersRead);

        log.EndIteration();
        Assert.Equal(200, log.Single.StatusCode);

        Assert.Equal(100_000, (await response.Content.ReadAsByteArrayAsync()).Length);
        response.Dispose();
        Assert.Single(log.All);
        Assert.Empty(log.Open);
    }

    [Fact]
    public async Task A_response_without_a_body_is_recorded_at_its_headers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/hello");
        using var head = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var empty = await http.GetAsync("/status/204", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(["HEAD /hello", "GET /status/{code:int}"], log.All.Select(record => record.Name));
        Assert.Empty(log.Open);
    }

    [Theory]
    [InlineData(404, "Not Found")]
    [InlineData(503, "Service Unavailable")]
    public async Task An_error_status_fails_the_request_and_the_iteration_although_the_test_does_not_look(int status, string reason)
    {
        using var response = await http.GetAsync($"/status/{status}");

        var failure = new Failure($"status {status}", $"GET /status/{status} answered {status} ({reason})");
        Assert.Equal((status, failure), (log.Single.StatusCode, log.Single.Failure));
        Assert.Equal(failure, Assert.Single(log.IterationFailures));
    }

    [Fact]
    public async Task An_expected_status_is_no_failure()
    {
        log.Expect(404);
        using var response = await http.GetAsync("/status/404");

        Assert.Equal(404, log.Single.StatusCode);
        Assert.Null(log.Single.Failure);
        Assert.Empty(log.IterationFailures);
    }

    [Fact]
    public async Task A_request_that_is_held_back_ends_at_the_users_deadline()
    {
        log.RequestTimeout = TimeSpan.FromMilliseconds(50);

        var exception = await Assert.ThrowsAsync<TimeoutException>(() => http.GetAsync("/blocked"));

        Assert.Equal("GET /blocked did not answer within 50 ms", exception.Message);
        Assert.Equal(new Failure("timeout", exception.Message), log.Single.Failure);
        Assert.Equal(0, log.Single.StatusCode);
    }

    [Fact]
    public async Task The_deadline_covers_the_response_body()
    {
        using var response = await GetHeadersBeforeTheDeadlineAsync("/blocked-body");

        var exception = await Assert.ThrowsAsync<TimeoutException>(response.Content.ReadAsStringAsync);

        Assert.Equal($"GET /blocked-body did not finish its response body within {Figure.Duration(log.RequestTimeout)}", exception.Message);
        var request = log.All[^1];
        Assert.Equal(("timeout", 200, 5), (request.Failure?.Kind, request.StatusCode, request.BytesReceived));
    }

    [Fact]
    public async Task The_user_goes_on_after_a_timeout()
    {
        log.RequestTimeout = TimeSpan.FromMilliseconds(50);
        await Assert.ThrowsAsync<TimeoutException>(() => http.GetAsync("/blocked"));
        log.RequestTimeout = TimeSpan.FromSeconds(30);

        Assert.Equal("hello", await http.GetStringAsync("/hello"));
        Assert.Null(log.All[1].Failure);
    }

    [Fact]
    public async Task A_deadline_may_be_shorter_than_the_one_before_it()
    {
        log.RequestTimeout = Timeout.InfiniteTimeSpan;
        await http.GetStringAsync("/hello");
        log.RequestTimeout = TimeSpan.FromMinutes(10);
        await http.GetStringAsync("/hello");
        log.RequestTimeout = TimeSpan.FromMilliseconds(50);

        await Assert.ThrowsAsync<TimeoutException>(() => http.GetAsync("/blocked"));

        Assert.Equal([null, null, "timeout"], log.All.Select(request => request.Failure?.Kind));
    }

    [Fact]
    public async Task The_end_of_the_load_interrupts_a_request()
    {
        using var load = new CancellationTokenSource();
        log.CancellationToken = load.Token;
        var answer = http.GetAsync("/blocked");
        await load.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);

        Assert.Equal(log.CancellationToken, exception.CancellationToken);
        Assert.Equal(new Failure("interrupted", "GET /blocked was interrupted: the load has ended."), log.Single.Failure);
    }

    [Fact]
    public async Task A_cancellation_by_the_test_is_neither_a_timeout_nor_an_interruption()
    {
        using var cancel = new CancellationTokenSource();
        var answer = http.GetAsync("/blocked", cancel.Token);
        await cancel.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);

        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.Equal(new Failure("OperationCanceledException", "GET /blocked was cancelled by the test."), log.Single.Failure);
    }

    [Fact]
    public async Task Requests_side_by_side_are_recorded_each()
    {
        await Task.WhenAll(Enumerable.Range(1, 20).Select(id => http.GetStringAsync($"/products/{id}")));

        Assert.Equal(20, log.All.Count);
        Assert.All(log.All, record => Assert.Equal(("GET /products/{id:int}", 200), (record.Name, record.StatusCode)));
    }

    [Fact]
    public async Task Cookies_are_each_users_own()
    {
        using var second = UserHttpClient.Create(log, api);
        using var third = UserHttpClient.Create(log, api);
        await http.GetAsync("/cookie/set/one");
        await second.GetAsync("/cookie/set/two");

        Assert.Equal("user=one", await http.GetStringAsync("/cookie"));
        Assert.Equal("user=two", await second.GetStringAsync("/cookie"));
        Assert.Equal("", await third.GetStringAsync("/cookie"));
    }

    [Fact]
    public async Task A_cookie_header_of_the_test_goes_beside_the_kept_ones()
    {
        await http.GetAsync("/cookie/set/one");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/cookie");
        request.Headers.Add("Cookie", "mine=1");
        using var response = await http.SendAsync(request);

        Assert.Equal("mine=1; user=one", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(301, "POST", "GET ")]
    [InlineData(302, "POST", "GET ")]
    [InlineData(303, "POST", "GET ")]
    [InlineData(303, "PUT", "GET ")]
    [InlineData(302, "PUT", "PUT body")]
    [InlineData(307, "POST", "POST body")]
    [InlineData(308, "POST", "POST body")]
    [InlineData(302, "GET", "GET body")]
    public async Task A_redirect_is_followed_with_its_cookies_and_each_hop_is_a_request(int status, string method, string landing)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/redirect/{status}") { Content = new StringContent("body") };
        using var response = await http.SendAsync(request);

        Assert.Equal($"{landing} hop=1", (await response.Content.ReadAsStringAsync()).TrimEnd());
        Assert.Equal("/landing", response.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal([$"{method} /redirect/{{status:int}}", $"{landing.Split(' ')[0]} /landing"], log.All.Select(record => record.Name));
        Assert.Equal([status, 200], log.All.Select(record => record.StatusCode));
        Assert.All(log.All, record => Assert.Null(record.Failure));
    }

    [Fact]
    public async Task The_authorization_header_stays_with_the_origin()
    {
        var elsewhere = new UriBuilder(api.BaseAddress) { Host = "localhost", Path = "/landing", Port = api.BaseAddress.Port + (api.Hosting == HostingMode.TestServer ? 1 : 0) }.Uri;
        http.DefaultRequestHeaders.Add("Authorization", "Bearer secret");
        http.DefaultRequestHeaders.Add("Cookie", "mine=1");

        Assert.Equal("GET  mine=1 Bearer secret", await http.GetStringAsync("/redirect-to?url=/landing"));
        Assert.Equal("GET   ", await http.GetStringAsync($"/redirect-to?url={elsewhere}"));
    }

    [Fact]
    public async Task A_redirect_loop_is_an_error()
    {
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/loop"));

        Assert.Equal($"The request was redirected more than 10 times, last to {new Uri(api.BaseAddress, "/loop")}.", exception.Message);
        Assert.Equal(11, log.All.Count);
    }

    [Fact]
    public async Task A_disposed_client_leaves_the_shared_handler_open()
    {
        UserHttpClient.Create(log, api).Dispose();

        Assert.Equal("hello", await http.GetStringAsync("/hello"));
    }

    /// <summary>With as short a deadline as this machine allows.</summary>
    private async Task<HttpResponseMessage> GetHeadersBeforeTheDeadlineAsync(string url)
    {
        for (log.RequestTimeout = TimeSpan.FromMilliseconds(100); ; log.RequestTimeout *= 2)
        {
            try
            {
                return await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
            }
            catch (TimeoutException)
            {
                // Too short to answer in.
            }
        }
    }
}
