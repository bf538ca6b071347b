using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PerfAssert.TestApp;
using Xunit;

namespace PerfAssert.Tests.AspNetCore.DirectDispatch;

/// <summary>Dispatched requests: their statistics, their responses, their end.</summary>
public sealed class DispatchTests(DirectTestApi api, InMemoryTestApi memory) : IClassFixture<DirectTestApi>, IClassFixture<InMemoryTestApi>
{
    /// <summary>What /b/isolated sees of a request that is the first; the one item is the authorization's own.</summary>
    private const string Clean = "1   0 200   0 False ";

    private static readonly DirectRequest Echo = DirectRequest.Post("/b/echo/x?y=1").WithHeader("X-One", "1").WithJson(new { Name = "lamp" });

    [Fact]
    public async Task A_dispatched_request_is_a_step_like_any_other()
    {
        var result = await Run(users: 3, iterations: 4).Against(api).RunAsync(async user =>
        {
            (await user.DispatchAsync(HttpMethods.Get, $"/products/{user.Iteration}?x=1")).EnsureSuccess();
            (await user.DispatchAsync(Echo)).EnsureSuccess();
            await user.Http.GetStringAsync($"/products/{user.Iteration}");
        });

        Assert.Equal("direct dispatch", result.Environment.Transport);
        Assert.Equal((12, 0, 36), (result.Succeeded, result.Failed, result.Requests));
        var product = result.Steps["GET /products/{id:int}"];
        Assert.Equal((24, 24, StepKind.Request), (product.Succeeded, product.BytesReceived, product.Kind));
        Assert.Equal(24, product.StatusCodes[200]);
        Assert.Equal(12 * """{"name":"lamp"}""".Length, result.Steps["POST /b/echo/{**rest}"].BytesSent);
    }

    [Fact]
    public async Task A_response_has_its_status_its_headers_and_its_body()
    {
        await DispatchAsync(async user =>
        {
            var response = await user.DispatchAsync(Echo);
            var text = response.ReadText();
            Assert.Equal((200, true, (long)text.Length), (response.StatusCode, response.IsSuccess, response.BodyLength));
            Assert.StartsWith("POST http |/b/echo/x|?y=1 HTTP/1.1 /b/echo/{**rest} rest=x y=1 Content-Length=15 Content-Type=application/json; charset=utf-8 X-One=1 ", text);
            Assert.EndsWith("""[{"name":"lamp"}]""", text);

            response = await user.DispatchAsync(DirectRequest.Post("/products").WithJson(new Product("lamp")));
            Assert.Equal(new Product("lamp"), response.ReadJson<Product>());
            Assert.Equal("application/json; charset=utf-8", response.Headers.ContentType);
            Assert.True(response.Headers.IsReadOnly);

            response = await user.DispatchAsync("GET", "/b/large/3000000");
            Assert.Equal(3_000_000, response.BodyLength);
            Assert.Equal(0, (await user.DispatchAsync("HEAD", "/hello")).BodyLength);
        });
    }

    [Fact]
    public async Task Nothing_of_a_request_is_left_for_the_next()
    {
        var seen = new ConcurrentBag<string>();
        await DispatchAsync(async user =>
        {
            for (var i = 0; i < 3; i++)
            {
                var response = await user.DispatchAsync("GET", "/b/isolated");
                Assert.Equal((299, "left"), (response.StatusCode, response.Headers["X-Left"].ToString()));
                seen.Add(response.ReadText());
            }
        });

        Assert.Equal([Clean, Clean, Clean], seen);
    }

    [Fact]
    public async Task A_response_cannot_be_mistaken_for_a_later_one()
    {
        await DispatchAsync(async user =>
        {
            var first = await user.DispatchAsync("GET", "/hello");
            await user.DispatchAsync("GET", "/products/7");

            var exception = Assert.Throws<InvalidOperationException>(() => first.ReadText());
            Assert.StartsWith("This response is gone: the user has dispatched another request since", exception.Message);
        });
    }

    [Fact]
    public async Task An_error_fails_the_iteration_unless_it_is_expected()
    {
        var result = await Run(users: 2, iterations: 3)
            .Against(api)
            .BeforeUser(user =>
            {
                user.ExpectStatus(404);
                return Task.CompletedTask;
            })
            .RunAsync(async user =>
            {
                await user.DispatchAsync("GET", "/status/404");
                if (user.Id == 1)
                    await user.DispatchAsync("GET", "/throw");
            });

        Assert.Equal((3, 3), (result.Succeeded, result.Failed));
        Assert.Equal(("status 500", "GET /throw answered 500 (Internal Server Error)"), (result.Errors[0].Kind, result.Errors[0].Samples[0]));
        Assert.Equal(6, result.Steps["GET /status/{code:int}"].Succeeded);
        Assert.Equal(3, result.Steps["GET /throw"].Failed);
    }

    /// <summary>Permits are used in the set-up too, which the judgement has to know.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rate_limit_is_judged_from_the_set_up_on(bool dispatched)
    {
        await using var fresh = new DirectTestApi();
        var result = await Run(users: 2, iterations: 3)
            .Against(fresh)
            .BeforeUser(async user =>
            {
                user.ExpectStatus(429);
                await SendAsync(user);
            })
            .RunAsync(SendAsync);

        var report = result.CheckRateLimit(new RateLimit(3, TimeSpan.FromSeconds(10)));
        Assert.Equal((RateLimitVerdict.Enforced, 3, 5), (report.Verdict, report.Passed, report.Limited));
        Assert.Equal(report.ToString(), result.Steps["GET /b/limited"].CheckRateLimit(new RateLimit(3, TimeSpan.FromSeconds(10))).ToString());
        Assert.Equal(0, result.Failed);

        async Task SendAsync(VirtualUser user)
        {
            if (dispatched)
                await user.DispatchAsync("GET", "/b/limited");
            else
                await user.Http.GetAsync("/b/limited");
        }
    }

    [Fact]
    public async Task A_response_that_breaks_off_says_why()
    {
        var result = await Run(users: 1, iterations: 1).Against(api).RunAsync(async user => await user.DispatchAsync("GET", "/b/throw-late"));

        Assert.Equal(
            ("connection", "The application broke off its response to GET /b/throw-late: InvalidOperationException: broken on purpose"),
            (result.Errors[0].Kind, result.Errors[0].Samples[0].Replace(" (ResponseEnded)", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Users_side_by_side_get_their_own_answers()
    {
        var wrong = 0;
        var result = await Run(users: 50, iterations: 1000).Against(api).RunAsync(async user =>
        {
            var text = $"{user.Id}-{user.Iteration}";
            var request = new DirectRequest("POST", user.Iteration % 2 == 0 ? "/b/bytes" : "/b/echo");
            var response = await user.DispatchAsync(request.WithBody(System.Text.Encoding.UTF8.GetBytes(text), "text/plain"));
            if (!response.ReadText().Contains(text, StringComparison.Ordinal))
                Interlocked.Increment(ref wrong);
        });

        Assert.Equal((50_000, 0), (result.Succeeded, wrong));
    }

    [Fact]
    public async Task A_users_requests_side_by_side_do_not_mix()
    {
        await DispatchAsync(async user =>
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
                (number, (await user.DispatchAsync("GET", $"/b/chunks/{number}")).BodyLength)));

            Assert.All(answers, answer => Assert.Equal(answer.number * 8, answer.BodyLength));
        });
    }

    [Fact]
    public async Task A_request_that_is_held_back_is_a_timeout_and_the_next_one_is_not_disturbed()
    {
        var result = await Run(users: 1, iterations: 1)
            .With(plan => plan with { RequestTimeout = TimeSpan.FromMilliseconds(50) })
            .Against(api)
            .RunAsync(async user =>
            {
                await Assert.ThrowsAsync<TimeoutException>(() => user.DispatchAsync("GET", "/blocked").AsTask());
                Assert.Equal("hello", (await user.DispatchAsync("GET", "/hello")).ReadText());
            });

        Assert.Equal("GET /blocked did not answer within 50 ms", Assert.Single(result.Steps["GET /blocked"].Errors).Samples[0].TrimEnd('.'));
        Assert.Equal(1, result.Succeeded);
    }

    [Fact]
    public async Task The_application_is_told_of_a_client_that_has_gone()
    {
        var cancellations = api.Services.GetRequiredService<Cancellations>();
        await DispatchAsync(async user =>
        {
            using var gone = new CancellationTokenSource();
            var dispatched = user.DispatchAsync("GET", "/b/wait", gone.Token).AsTask();
            await gone.CancelAsync();
            var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dispatched);
            Assert.Equal("GET /b/wait was cancelled by the test.", exception.Message);
            Assert.True(await cancellations.WaitAsync());

            using var goneToo = new CancellationTokenSource();
            var sent = user.Http.GetAsync("/b/wait", goneToo.Token);
            await goneToo.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
            Assert.True(await cancellations.WaitAsync());

            // Whoever lets go of a body does not want the rest.
            using (await user.Http.GetAsync("/blocked-body", HttpCompletionOption.ResponseHeadersRead))
            {
            }
        });
    }

    [Fact]
    public async Task The_end_of_the_run_ends_requests_that_the_application_holds_back()
    {
        using var stop = new CancellationTokenSource();
        var entered = new TaskCompletionSource();
        var run = new LoadRun(Plan(users: 4, iterations: 1), stop.Token).Against(api).RunAsync(async user =>
        {
            var held = user.DispatchAsync("GET", "/blocked");
            if (user.Id == 4)
                entered.SetResult();
            await held;
        });
        await entered.Task;

        await stop.CancelAsync();
        var result = await run;

        Assert.Equal(0, result.Succeeded);
    }

    [Fact]
    public async Task Another_transport_says_what_to_set()
    {
        var run = Run(users: 1, iterations: 1).Against(memory).RunAsync(async user => await user.DispatchAsync("GET", "/hello"));

        var exception = await Assert.ThrowsAsync<LoadConfigurationException>(() => run);

        Assert.Contains("does not work over TestServer", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Set Hosting = HostingMode.Direct", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("products")]
    [InlineData("")]
    [InlineData("http://localhost/products")]
    public void A_target_starts_with_a_slash(string target)
    {
        var exception = Assert.Throws<ArgumentException>(() => DirectRequest.Get(target));

        Assert.StartsWith($"\"{target}\" does not start with a slash. Write path and query without scheme and host", exception.Message);
    }

    [Fact]
    public async Task WebSockets_and_HTTP_2_are_refused_with_the_way_out()
    {
        await api.StartAsync(1, default);
        ILoadTarget target = api;
        var socket = await Assert.ThrowsAsync<NotSupportedException>(async () => await target.ConnectWebSocketAsync(new Uri("ws://localhost/"), null, default));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api.BaseAddress, "/hello")) { Version = new Version(2, 0), VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var invoker = new HttpMessageInvoker(target.Handler, disposeHandler: false);
        var version = await Assert.ThrowsAsync<NotSupportedException>(() => invoker.SendAsync(request, default));

        Assert.Equal("Direct dispatch has no WebSockets: there is no connection. Set Hosting = HostingMode.Kestrel or HostingMode.TestServer.", socket.Message);
        Assert.Equal("Direct dispatch has no HTTP/2: no bytes are sent at all. Set Hosting = HostingMode.Kestrel, or leave the version at 1.1.", version.Message);
    }

    [Fact]
    public async Task HTTP_2_of_the_whole_application_is_refused_before_any_load()
    {
        await using var modern = new DirectTestApi { HttpVersion = new Version(2, 0) };

        var exception = await Assert.ThrowsAsync<LoadTargetException>(() => modern.StartAsync(1, default).AsTask());

        Assert.Equal(
            "Direct dispatch has no HTTP/2: no bytes are sent at all. In the constructor of DirectTestApi, set Hosting = HostingMode.Kestrel, or leave HttpVersion out.",
            exception.Message);
    }

    [Fact]
    public async Task Clients_of_the_factory_work_beside_the_load()
    {
        using var client = api.CreateClient();

        Assert.Equal("hello", await client.GetStringAsync("/hello"));
    }

    [Fact]
    public async Task A_stopped_application_says_so()
    {
        var stopped = new DirectTestApi();
        await stopped.StartAsync(1, default);
        var handler = ((ILoadTarget)stopped).Handler;
        await stopped.DisposeAsync();
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://localhost/hello");

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => invoker.SendAsync(request, default));

        Assert.StartsWith("The application does not run (any more)", exception.Message);
    }

    /// <summary>Counted on one thread, which nothing else uses; the least of several batches, as the runtime compiles in the first.</summary>
    [Fact]
    public async Task A_dispatched_request_allocates_next_to_nothing()
    {
        await api.StartAsync(1, default);
        var prepared = DirectRequest.Get("/b/short");
        var least = long.MaxValue;
        var thread = new Thread(() =>
        {
            using var time = new SystemEngineTime();
            var user = new VirtualUser(1, new RunContext(time, Plan(1, 1), api));
            for (var batch = 0; batch < 20; batch++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 1000; i++)
                {
                    var dispatched = user.DispatchAsync(prepared);
                    if (!dispatched.IsCompletedSuccessfully || dispatched.Result.StatusCode != 200)
                        return;
                }

                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
        });
        thread.Start();
        thread.Join();

        Assert.InRange(least / 1000, 0, 64);
    }

    private async Task DispatchAsync(Func<VirtualUser, Task> iteration)
    {
        Exception? thrown = null;
        await Run(users: 1, iterations: 1).Against(api).RunAsync(async user =>
        {
            try
            {
                await iteration(user);
            }
            catch (Exception exception)
            {
                thrown = exception;
            }
        });
        if (thrown is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thrown);
    }

    private static LoadPlan Plan(int users, int iterations) => new()
    {
        Name = "direct dispatch",
        Workload = new ClosedWorkload { Users = users, IterationsPerUser = iterations },
        WarmUp = WarmUp.None,
        AllowDebugBuild = true,
        GracefulStop = TimeSpan.FromSeconds(1),
    };

    private static LoadRun Run(int users, int iterations) => new(Plan(users, iterations));
}
