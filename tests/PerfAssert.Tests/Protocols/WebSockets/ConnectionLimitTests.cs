using System.Net.Sockets;
using System.Net.WebSockets;
using System.Reflection;
using Xunit;

namespace PerfAssert.Tests.Protocols.WebSockets;

public sealed class ConnectionLimitTests(SocketHosts hosts) : IClassFixture<SocketHosts>
{
    [Theory]
    [InlineData(SocketHosts.Kestrel, 1)]
    [InlineData(SocketHosts.Kestrel, 100)]
    [InlineData(SocketHosts.TestServer, 37)]
    [InlineData(SocketHosts.Url, 64)]
    public async Task The_limit_of_a_server_is_found_exactly_with_its_reason(string transport, int most)
    {
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));

        var limit = await Run(await hosts.StartAsync(transport)).FindConnectionLimitAsync($"/sockets/echo?limit={most}", upTo: 500);

        Assert.Equal((most, 500, 0L), (limit.Held, limit.UpTo, limit.Dropped));
        Assert.Equal((most, "status 503"), (limit.FirstFailure!.After, limit.FirstFailure.Kind));
        Assert.Null(limit.FirstFailure.ClientLimit);
        Assert.Equal(most, limit.ConnectTime.Count);
        Assert.True(limit.ConnectsFailed >= 1);
        Assert.InRange(limit.ConnectSuccessRate.Value, 0, 0.9999);
        Assert.Equal("status 503", Assert.Single(limit.ConnectErrors).Kind);
        Assert.Equal(transport != SocketHosts.Url, limit.IsInProcess);
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));
    }

    [Theory]
    [InlineData(SocketHosts.Kestrel)]
    [InlineData(SocketHosts.TestServer)]
    public async Task All_connections_are_held_and_let_go(string transport)
    {
        var limit = await Run(await hosts.StartAsync(transport)).FindConnectionLimitAsync(
            "/sockets/echo", upTo: 200, new() { Hold = TimeSpan.FromMilliseconds(300), ConnectsPerSecond = 2_000 });

        Assert.Equal((200, 0L, 0L), (limit.Held, limit.Dropped, limit.ConnectsFailed));
        Assert.Null(limit.FirstFailure);
        Assert.True(limit.HeldFor >= TimeSpan.FromMilliseconds(300));

        // After each step, before the hold, and at least once in it.
        Assert.InRange(limit.RoundTripTime.Count, 600, 10_000);
        Assert.InRange(limit.ConnectsPerSecond, 1, 2_500);

        // Both ends: a connection without a kilobyte would be none, and more than ten times what it takes would be a leak.
        Assert.InRange(limit.BytesPerConnection!.Value, 1_000, 300_000);
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));
    }

    [Theory]
    [InlineData(SocketHosts.Kestrel)]
    [InlineData(SocketHosts.TestServer)]
    public async Task Connections_that_never_answer_are_watched_for_their_end(string transport)
    {
        var limit = await Run(await hosts.StartAsync(transport)).FindConnectionLimitAsync("/sockets/silent", upTo: 40, new() { Message = null });

        Assert.Equal((40, 0L, 0L), (limit.Held, limit.Dropped, limit.RoundTripTime.Count));
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));
    }

    [Fact]
    public async Task A_connection_that_opens_and_does_not_live_is_dropped()
    {
        var limit = await Run(await hosts.StartAsync(SocketHosts.Kestrel)).FindConnectionLimitAsync("/sockets/close/1001", upTo: 100);

        Assert.Equal((0, 8, 8L), (limit.Held, (int)limit.ConnectTime.Count, limit.Dropped));
        Assert.Equal("websocket closed", limit.FirstFailure!.Kind);
        Assert.Contains("1001", limit.Drops[0].Samples[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SocketError.TooManyOpenSockets, "too many open files", "ulimit -n")]
    [InlineData(SocketError.AddressNotAvailable, "no local port", "ip_local_port_range")]
    public async Task A_limit_of_this_machine_is_told_apart(SocketError error, string kind, string advice)
    {
        var limit = await Run(new ExhaustedTarget(await hosts.StartAsync(SocketHosts.Kestrel), after: 20, error)).FindConnectionLimitAsync("/sockets/echo", upTo: 100);

        Assert.Equal((20, kind), (limit.Held, limit.FirstFailure!.Kind));
        Assert.Contains(advice, limit.FirstFailure.ClientLimit, StringComparison.Ordinal);
        Assert.Contains("its own limit, not the server's", limit.FirstFailure.ClientLimit, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancellation_closes_what_was_opened()
    {
        using var stop = new CancellationTokenSource();
        var run = new LoadRun(Plan, stop.Token).Against(await hosts.StartAsync(SocketHosts.Kestrel));
        var search = run.FindConnectionLimitAsync("/sockets/echo", upTo: 50, new() { Hold = TimeSpan.FromHours(1) });
        Assert.Equal(50, await hosts.OpenAsync(SocketHosts.Kestrel, 50));

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(0, await hosts.OpenAsync(SocketHosts.Kestrel, 0));
    }

    [Fact]
    public async Task Users_and_duration_of_the_plan_say_how_many_and_how_long()
    {
        var run = Run(await hosts.StartAsync(SocketHosts.TestServer))
            .With(plan => plan with { Workload = new ClosedWorkload { Users = 12, Stages = [Stage.Hold(12, TimeSpan.FromMilliseconds(50))] } });

        var limit = await run.FindConnectionLimitAsync("/sockets/echo");

        Assert.Equal((12, 12), (limit.UpTo, limit.Held));
        Assert.True(limit.HeldFor >= TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task The_set_up_of_a_user_is_done_once_and_its_cookies_go_along()
    {
        var limit = await Run(await hosts.StartAsync(SocketHosts.Kestrel))
            .BeforeUser(user => user.Http.GetAsync("/cookie/set/anna"))
            .FindConnectionLimitAsync("/sockets/request", upTo: 2, new() { Message = null, Configure = request => Assert.Equal("user=anna", request.Headers["Cookie"]) });

        Assert.Equal(2, limit.Held);
    }

    [Fact]
    public async Task Mistakes_are_told_before_anything_is_opened()
    {
        var thrown = await Assert.ThrowsAsync<LoadConfigurationException>(() => new LoadRun(Plan).Against("http://no-such-host.invalid").FindConnectionLimitAsync(
            "/sockets/echo", upTo: 0, new() { Hold = TimeSpan.FromSeconds(-1), ConnectsPerSecond = 0, AtOnce = 0 }));
        var missing = await Assert.ThrowsAsync<LoadConfigurationException>(() => new LoadRun(Plan).FindConnectionLimitAsync("/sockets/echo", upTo: 1));

        Assert.Equal(
            [
                "upTo: 0 is no number of connections. Write at least 1, such as upTo: 2000.",
                "Hold = -00:00:01 is negative. Write how long the connections are to be held, such as TimeSpan.FromSeconds(10).",
                "ConnectsPerSecond = 0 opens no connection. Write a number above 0, or null for as many as possible.",
                "AtOnce = 0 opens no connection. Write at least 1.",
            ],
            thrown.Errors.Select(error => error.ToString()));
        Assert.StartsWith("load.FindConnectionLimitAsync needs a target", Assert.Single(missing.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_without_WebSockets_says_so()
    {
        var target = new ExhaustedTarget(await hosts.StartAsync(SocketHosts.Kestrel), after: 0, SocketError.OperationNotSupported);

        var thrown = await Assert.ThrowsAsync<NotSupportedException>(() => Run(target).FindConnectionLimitAsync("/sockets/echo", upTo: 1));

        Assert.Contains("has no WebSockets", thrown.Message, StringComparison.Ordinal);
    }

    private static LoadPlan Plan { get; } = new()
    {
        Name = "limit",
        Workload = new ClosedWorkload { Users = 1, IterationsPerUser = 1 },
        AllowDebugBuild = true,
    };

    private static LoadRun Run(ILoadTarget target) => new LoadRun(Plan).Against(target);

    /// <summary>A target on a machine that has nothing left after some connections.</summary>
    private sealed class ExhaustedTarget(ILoadTarget inner, int after, SocketError error) : ILoadTarget
    {
        private int opened;

        public string Transport => inner.Transport;

        public Uri BaseAddress => inner.BaseAddress;

        public HttpMessageHandler Handler => inner.Handler;

        public Assembly? Application => inner.Application;

        public ValueTask StartAsync(int users, CancellationToken cancellationToken) => inner.StartAsync(users, cancellationToken);

        public string NameRequest(HttpMethod method, Uri uri) => inner.NameRequest(method, uri);

        public UserScope? CreateScope() => inner.CreateScope();

        public ValueTask<WebSocket> ConnectWebSocketAsync(Uri uri, Action<WebSocketRequest>? configure, CancellationToken cancellationToken)
        {
            if (error == SocketError.OperationNotSupported)
                throw new NotSupportedException($"{Transport} has no WebSockets.");
            return Interlocked.Increment(ref opened) <= after
                ? inner.ConnectWebSocketAsync(uri, configure, cancellationToken)
                : throw new HttpRequestException(HttpRequestError.ConnectionError, "no connection", new SocketException((int)error));
        }
    }
}
