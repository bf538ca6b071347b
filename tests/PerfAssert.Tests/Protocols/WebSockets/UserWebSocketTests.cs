using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using Xunit;

namespace PerfAssert.Tests.Protocols.WebSockets;

/// <summary>Runs of a few iterations over WebSockets, each over Kestrel, TestServer and a base URL.</summary>
public sealed class UserWebSocketTests(SocketHosts hosts) : IClassFixture<SocketHosts>
{
    public static TheoryData<string> Transports { get; } = [SocketHosts.Kestrel, SocketHosts.TestServer, SocketHosts.Url];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Connections_messages_and_round_trips_are_steps_by_route(string transport)
    {
        var result = await (await RunAsync(transport, users: 3, iterations: 4)).RunAsync(async user =>
        {
            await using var socket = await user.ConnectWebSocketAsync($"/sockets/echo/{user.Id}");
            Assert.Equal("hello", await socket.RoundTripAsync("hello"));
            await socket.SendTextAsync("again");
            Assert.Equal("again", await socket.ReceiveTextAsync());
        });

        Assert.Empty(result.Errors);
        var route = transport == SocketHosts.Url ? "WS /sockets/echo/{id}" : "WS /sockets/echo/{id:int?}";
        Assert.Equal(["connect", "sent", "received", "round trip", "open"], result.Steps.Select(step => step.Name.Replace(route + ": ", "", StringComparison.Ordinal)));
        Assert.Equal((12, StepKind.Connection), (result.Steps[route + ": connect"].Succeeded, result.Steps[route + ": connect"].Kind));
        Assert.Equal(12, result.Steps[route + ": connect"].StatusCodes[101]);
        Assert.Equal((24, 120, StepKind.Message), (result.Steps[route + ": sent"].Succeeded, result.Steps[route + ": sent"].BytesSent, result.Steps[route + ": sent"].Kind));
        Assert.Equal((24, 120), (result.Steps[route + ": received"].Succeeded, result.Steps[route + ": received"].BytesReceived));
        Assert.Equal((12, StepKind.Message), (result.Steps[route + ": round trip"].Succeeded, result.Steps[route + ": round trip"].Kind));
        Assert.Equal((12, StepKind.Connection), (result.Steps[route + ": open"].Succeeded, result.Steps[route + ": open"].Kind));
        Assert.Equal((120, 120, 0), (result.BytesSent, result.BytesReceived, result.Requests));
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Messages_of_any_size_type_and_fragmentation_come_back_whole(string transport)
    {
        var result = await (await RunAsync(transport)).RunAsync(async user =>
        {
            await using var echo = await user.ConnectWebSocketAsync("/sockets/echo");
            foreach (var size in new[] { 0, 1, 125, 126, 255, 256, 257, 5_000, 70_000, 1_000_000, 3 })
            {
                var sent = new byte[size];
                user.Random.NextBytes(sent);
                var answer = await echo.RoundTripAsync(sent);
                Assert.Equal(WebSocketMessageType.Binary, answer.Type);
                Assert.True(answer.Bytes.Span.SequenceEqual(sent), $"{size} bytes came back as {answer.Bytes.Length} others");
            }

            Assert.Equal("", await echo.RoundTripAsync(""));
            Assert.Equal("grün €", await echo.RoundTripAsync("grün €"));

            await using var fragments = await user.ConnectWebSocketAsync("/sockets/fragments");
            Assert.Equal("in many frames", await fragments.RoundTripAsync("in many frames"));
        });

        Assert.Empty(result.Errors);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task The_users_cookies_and_default_headers_go_along_with_those_of_the_call(string transport)
    {
        var told = "";
        var protocol = "";
        var result = await (await RunAsync(transport)).RunAsync(async user =>
        {
            user.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
            await user.Http.GetAsync("/cookie/set/anna");
            await using var socket = await user.ConnectWebSocketAsync("/sockets/request?q=1", request =>
            {
                request.Headers["X-Own"] = "own";
                request.SubProtocols.Add("one");
                request.SubProtocols.Add("two");
            });
            told = await socket.ReceiveTextAsync();
            protocol = socket.SubProtocol;
        });

        Assert.Empty(result.Errors);
        Assert.Equal(("Bearer token|user=anna|own|1", "two"), (told, protocol));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Waiting_for_one_answer_passes_over_other_messages_and_counts_them(string transport)
    {
        var result = await (await RunAsync(transport)).RunAsync(async user =>
        {
            await using var socket = await user.ConnectWebSocketAsync("/sockets/echo");
            await socket.SendTextAsync("first");
            Assert.Equal("second", await socket.RoundTripAsync("second", answer => answer == "second"));
        });

        Assert.Empty(result.Errors);
        Assert.Equal((2, 1), (result.Steps["WS /sockets/echo" + Optional(transport) + ": received"].Count, result.Steps["WS /sockets/echo" + Optional(transport) + ": round trip"].Count));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task All_messages_until_a_proper_close_can_be_gone_through(string transport)
    {
        var closedByServer = 0;
        var closedByUser = 0;
        var result = await (await RunAsync(transport)).RunAsync(async user =>
        {
            await using var closing = await user.ConnectWebSocketAsync("/sockets/close/1000");
            await closing.SendTextAsync("go");
            await foreach (var _ in closing.ReceiveAllAsync())
                closedByServer++;

            await using var echo = await user.ConnectWebSocketAsync("/sockets/echo");
            var reading = ReadAsync(echo);
            Assert.True(echo.IsOpen);
            await echo.SendTextAsync("one");
            await echo.SendTextAsync("two");
            await reading.WaitAsync(TimeSpan.FromSeconds(20));

            async Task ReadAsync(UserWebSocket socket)
            {
                await foreach (var message in socket.ReceiveAllAsync())
                {
                    closedByUser++;
                    if (message.Text == "two")
                        await socket.CloseAsync();
                }
            }
        });

        Assert.Empty(result.Errors);
        Assert.Equal((0, 2), (closedByServer, closedByUser));
        Assert.Equal(0, result.Steps["WS /sockets/close/" + (transport == SocketHosts.Url ? "{id}" : "{code:int}") + ": open"].Failed);
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_socket_that_somebody_reads_from_can_be_closed_properly(string transport)
    {
        var messages = 0;
        var result = await (await RunAsync(transport)).RunAsync(async user =>
        {
            var socket = await user.ConnectWebSocketAsync("/sockets/echo");
            var reading = ReadAsync(socket);
            await socket.CloseAsync();
            await reading.WaitAsync(TimeSpan.FromSeconds(20));

            async Task ReadAsync(UserWebSocket open)
            {
                await foreach (var _ in open.ReceiveAllAsync())
                    messages++;
            }
        });

        Assert.Empty(result.Errors);
        Assert.Equal(0, messages);
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_socket_from_set_up_stays_open_over_iterations_and_is_closed_at_the_users_end(string transport)
    {
        var open = 0;
        var result = await (await RunAsync(transport, users: 3, iterations: 2))
            .BeforeUser(async user => user.Set(await user.ConnectWebSocketAsync("/sockets/echo")))
            .RunAsync(async user =>
            {
                await user.Get<UserWebSocket>().RoundTripAsync("still there");
                Interlocked.CompareExchange(ref open, await hosts.OpenAsync(transport, 3), 0);
            });

        Assert.Empty(result.Errors);
        Assert.Equal(3, open);
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_socket_that_an_iteration_keeps_stays_open_and_a_forgotten_one_is_closed(string transport)
    {
        var most = 0;
        UserWebSocket? forgotten = null;
        var result = await (await RunAsync(transport, iterations: 4)).RunAsync(async user =>
        {
            if (!user.TryGet<UserWebSocket>(out var kept))
                user.Set(kept = await user.ConnectWebSocketAsync("/sockets/echo"));
            await kept.RoundTripAsync("kept");
            forgotten = await user.ConnectWebSocketAsync("/sockets/silent");
            most = Math.Max(most, await hosts.OpenAsync(transport, 2));
        });

        Assert.Empty(result.Errors);
        Assert.Equal(2, most);
        Assert.Equal(1, result.Steps["WS /sockets/echo" + Optional(transport) + ": connect"].Count);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => forgotten!.SendTextAsync("late").AsTask());
        Assert.Contains("Open it in BeforeUser, or keep it with user.Set(socket).", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));
    }

    [Theory]
    [InlineData(SocketHosts.Kestrel, "/sockets/close/1001", "1001 EndpointUnavailable, \"enough\"")]
    [InlineData(SocketHosts.TestServer, "/sockets/close/1001", "1001 EndpointUnavailable, \"enough\"")]
    [InlineData(SocketHosts.Kestrel, "/sockets/close/1000", "1000 NormalClosure, \"enough\"")]
    [InlineData(SocketHosts.TestServer, "/sockets/close/1000", "1000 NormalClosure, \"enough\"")]
    [InlineData(SocketHosts.Kestrel, "/sockets/close/4000", "4000 4000, \"enough\"")]
    [InlineData(SocketHosts.Kestrel, "/sockets/abort", "broke without a close handshake")]
    [InlineData(SocketHosts.TestServer, "/sockets/abort", "broke without a close handshake")]
    public async Task A_connection_that_the_server_ends_is_a_failure_that_says_how(string transport, string path, string how)
    {
        var result = await (await RunAsync(transport)).RunAsync(async user =>
        {
            await using var socket = await user.ConnectWebSocketAsync(path);
            try
            {
                await socket.RoundTripAsync("go");
            }
            catch (WebSocketClosedException)
            {
                Assert.False(socket.IsOpen);
                await socket.SendTextAsync("once more");
            }
        });

        var error = Assert.Single(result.Errors);
        Assert.Equal(("websocket closed", 1), (error.Kind, error.Count));
        Assert.Contains(how, Assert.Single(error.Samples), StringComparison.Ordinal);
        Assert.Equal("websocket closed", Assert.Single(result.Steps.Single(step => step.Name.EndsWith(": round trip", StringComparison.Ordinal)).Errors).Kind);
        var isProper = path.EndsWith("1000", StringComparison.Ordinal);
        Assert.Equal((isProper ? 1 : 0, isProper ? 0 : 1), Counts(result.Steps.Single(step => step.Name.EndsWith(": open", StringComparison.Ordinal))));
        Assert.Equal(isProper ? 0 : 1, result.TimeLine.Sum(slice => slice.LostConnections));
    }

    [Theory]
    [InlineData(SocketHosts.Kestrel, "/sockets/refuse/401", "status 401")]
    [InlineData(SocketHosts.TestServer, "/sockets/refuse/403", "status 403")]
    [InlineData(SocketHosts.Url, "/no-such-socket", "status 404")]
    [InlineData(SocketHosts.Kestrel, "/sockets/none", "no upgrade")]
    [InlineData(SocketHosts.TestServer, "/sockets/none", "no upgrade")]
    [InlineData(SocketHosts.Kestrel, "/sockets/blocked", "timeout")]
    [InlineData(SocketHosts.TestServer, "/sockets/blocked", "timeout")]
    public async Task A_socket_that_does_not_open_is_a_failed_connection_of_its_kind(string transport, string path, string kind)
    {
        var result = await (await RunAsync(transport))
            .With(plan => plan with { RequestTimeout = TimeSpan.FromMilliseconds(kind == "timeout" ? 50 : 30_000) })
            .RunAsync(user => user.ConnectWebSocketAsync(path));

        Assert.Equal(kind, Assert.Single(result.Errors).Kind);
        var connect = Assert.Single(result.Steps);
        Assert.Equal((0, 1), Counts(connect));
        Assert.EndsWith(": connect", connect.Name, StringComparison.Ordinal);
        Assert.Equal(kind.StartsWith("status", StringComparison.Ordinal) ? [int.Parse(kind.AsSpan(7), System.Globalization.CultureInfo.InvariantCulture)] : connect.StatusCodes.Keys, connect.StatusCodes.Keys);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_a_refused_connection()
    {
        var result = await (await RunAsync(SocketHosts.Kestrel)).RunAsync(user => user.ConnectWebSocketAsync("ws://127.0.0.1:1/"));

        var error = Assert.Single(result.Errors);
        Assert.Equal("connection", error.Kind);
        Assert.Contains("refused", error.Samples[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("WS 127.0.0.1:1/: connect", Assert.Single(result.Steps).Name);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_receive_has_the_request_time_out(string transport)
    {
        var result = await (await RunAsync(transport))
            .With(plan => plan with { RequestTimeout = TimeSpan.FromMilliseconds(300) })
            .RunAsync(async user =>
            {
                await using var socket = await user.ConnectWebSocketAsync("/sockets/silent");
                await socket.ReceiveAsync();
            });

        Assert.Equal("timeout", Assert.Single(result.Errors).Kind);
        Assert.Equal(["WS /sockets/silent received no message within 300 ms"], result.Errors[0].Samples);
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Cancellation_ends_all_waits_and_leaves_no_connection(string transport)
    {
        using var stop = new CancellationTokenSource();
        var waiting = 0;
        var run = new LoadRun(Plan(users: 20, iterations: 1000), stop.Token).Against(await hosts.StartAsync(transport))
            .BeforeUser(async user => user.Set(await user.ConnectWebSocketAsync("/sockets/echo")));
        var running = run.RunAsync(async user =>
        {
            var socket = await user.ConnectWebSocketAsync("/sockets/silent");
            if (Interlocked.Increment(ref waiting) == 20)
                stop.Cancel();
            await (user.Id % 2 == 0 ? socket.RoundTripAsync("anybody?") : socket.ReceiveTextAsync());
        });

        // The limit is the test's patience; what is asserted is the count, as a busy machine may stretch any time.
        var result = await running.WaitAsync(TimeSpan.FromMinutes(5));

        Assert.NotNull(result.StoppedEarly);
        Assert.Equal(20, waiting);
        Assert.Equal(0, await hosts.OpenAsync(transport, 0));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_a_close_is_left_after_the_limit()
    {
        var start = Stopwatch.GetTimestamp();
        var result = await (await RunAsync(SocketHosts.Kestrel)).RunAsync(async user =>
        {
            var socket = await user.ConnectWebSocketAsync("/sockets/deaf");
            await Assert.ThrowsAsync<TimeoutException>(() => socket.CloseAsync());
        });

        Assert.Empty(result.Errors);
        Assert.True(Stopwatch.GetElapsedTime(start) >= UserWebSocket.CloseTimeout);
        Assert.Equal(0, await hosts.OpenAsync(SocketHosts.Kestrel, 0));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Two_receives_at_once_are_refused_with_what_to_do(string transport)
    {
        await (await RunAsync(transport)).RunAsync(async user =>
        {
            var socket = await user.ConnectWebSocketAsync("/sockets/silent");
            _ = socket.ReceiveTextAsync();
            var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => socket.ReceiveTextAsync());
            Assert.Contains("one receive at a time", thrown.Message, StringComparison.Ordinal);
        });
    }

    private static string Optional(string transport) => transport == SocketHosts.Url ? "" : "/{id:int?}";

    private static (long Succeeded, long Failed) Counts(StepResult step) => (step.Succeeded, step.Failed);

    private async Task<LoadRun> RunAsync(string transport, int users = 1, int iterations = 1)
        => new LoadRun(Plan(users, iterations)).Against(await hosts.StartAsync(transport));

    private static LoadPlan Plan(int users, int iterations) => new()
    {
        Name = "WebSockets",
        Workload = new ClosedWorkload { Users = users, IterationsPerUser = iterations },
        WarmUp = WarmUp.None,
        AllowDebugBuild = true,
    };
}
