using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using PerfAssert.TestApp;
using Xunit;

namespace PerfAssert.Tests.AspNetCore;

/// <summary>Whole runs of a few iterations, from the public API to the result.</summary>
public sealed class LoadOnApplicationTests(TestApi sockets, InMemoryTestApi memory) : IClassFixture<TestApi>, IClassFixture<InMemoryTestApi>
{
    [Theory]
    [InlineData(HostingMode.Kestrel, "Kestrel (loopback)")]
    [InlineData(HostingMode.TestServer, "TestServer")]
    public async Task Every_request_is_a_step_by_its_route_with_its_statuses_and_bytes(HostingMode mode, string transport)
    {
        var result = await Run(users: 3, iterations: 4).Against(Api(mode)).RunAsync(async user =>
        {
            await user.Http.GetStringAsync($"/products/{user.Iteration}");
            await user.Http.GetStringAsync($"/products/lamp?page={user.Iteration}");
        });

        Assert.Equal(transport, result.Environment.Transport);
        Assert.Equal((12, 0, 24), (result.Succeeded, result.Failed, result.Requests));
        var byId = result.Steps["GET /products/{id:int}"];
        Assert.Equal((12, 12, StepKind.Request), (byId.Succeeded, byId.BytesReceived, byId.Kind));
        Assert.Equal(12, byId.StatusCodes[200]);
        Assert.Equal(48, result.Steps["GET /products/{name:alpha}"].BytesReceived);
    }

    [Theory]
    [InlineData(HostingMode.Kestrel)]
    [InlineData(HostingMode.TestServer)]
    public async Task A_fast_error_fails_the_iteration_although_nobody_looks_and_an_expected_one_does_not(HostingMode mode)
    {
        var result = await Run(users: 2, iterations: 3)
            .Against(Api(mode))
            .BeforeUser(user =>
            {
                user.ExpectStatus(404);
                return Task.CompletedTask;
            })
            .RunAsync(async user =>
            {
                using var missing = await user.Http.GetAsync("/status/404");
                if (user.Id == 1)
                    using (await user.Http.GetAsync("/status/503"))
                        return;
            });

        Assert.Equal((3, 3), (result.Succeeded, result.Failed));
        Assert.Equal(("status 503", 3), (Assert.Single(result.Errors).Kind, result.Errors[0].Count));
        Assert.Equal(["GET /status/503 answered 503 (Service Unavailable)"], result.Errors[0].Samples);
        Assert.Equal((6, 3), (result.Steps["GET /status/{code:int}"].Succeeded, result.Steps["GET /status/{code:int}"].Failed));
    }

    [Fact]
    public async Task A_request_that_is_held_back_in_memory_fails_the_iteration_as_a_timeout()
    {
        var result = await Run(users: 1, iterations: 2)
            .With(plan => plan with { RequestTimeout = TimeSpan.FromMilliseconds(50) })
            .Against(memory)
            .RunAsync(user => user.Http.GetStringAsync("/blocked"));

        Assert.Equal(2, result.Failed);
        Assert.Equal("timeout", Assert.Single(result.Errors).Kind);
        Assert.Equal("timeout", Assert.Single(result.Steps["GET /blocked"].Errors).Kind);
    }

    [Fact]
    public async Task A_response_that_is_never_read_is_counted_in_its_iteration()
    {
        var result = await Run(users: 2, iterations: 2)
            .Against(sockets)
            .RunAsync(user => user.Http.GetAsync("/stream/100000", HttpCompletionOption.ResponseHeadersRead));

        Assert.Equal((4, 4), (result.Succeeded, result.Steps["GET /stream/{bytes:int}"].Succeeded));
    }

    [Fact]
    public async Task Each_user_has_its_own_cookies_and_services_from_set_up_on()
    {
        var cookies = new ConcurrentBag<string>();
        var states = new ConcurrentBag<ScopedState>();

        await Run(users: 3, iterations: 2)
            .Against(sockets)
            .BeforeUser(user => user.Http.GetAsync($"/cookie/set/{user.Id}"))
            .RunAsync(async user =>
            {
                cookies.Add(await user.Http.GetStringAsync("/cookie"));
                states.Add(user.Services.GetRequiredService<ScopedState>());
            });

        Assert.Equal(["user=1", "user=1", "user=2", "user=2", "user=3", "user=3"], cookies.Order());
        Assert.Equal(3, states.Distinct().Count());
    }

    [Fact]
    public async Task A_service_that_is_not_there_ends_the_run_before_any_load()
    {
        var started = 0;
        var run = Run(users: 1, iterations: 1).Against("http://no-such-host.invalid");

        await Assert.ThrowsAsync<LoadTargetException>(() => run.RunAsync(_ => Interlocked.Increment(ref started)));

        Assert.Equal(0, started);
    }

    private PerfWebApplication<Program> Api(HostingMode mode) => mode == HostingMode.Kestrel ? sockets : memory;

    private static LoadRun Run(int users, int iterations) => new(new LoadPlan
    {
        Name = "load on an application",
        Workload = new ClosedWorkload { Users = users, IterationsPerUser = iterations },
        WarmUp = WarmUp.None,
        AllowDebugBuild = true,
    });
}
