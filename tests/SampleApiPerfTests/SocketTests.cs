namespace SampleApiPerfTests;

public class SocketTests(Shop shop) : IClassFixture<Shop>
{
    // docs:websocket-round-trip
    [LoadFact(Users = 10, Duration = "1500ms", WarmUp = "500ms")]
    [Expect("p95 of 'WS /sockets/echo: round trip' < 200ms")]
    [Expect("success rate of 'WS /sockets/echo: connect' == 100%")]
    [Expect("throughput of 'WS /sockets/echo: received' > 50/s")]
    public async Task Echo_answers_at_once(VirtualUser user)
    {
        await using var socket = await user.ConnectWebSocketAsync("/sockets/echo");
        for (var i = 0; i < 10; i++)
            (await socket.RoundTripAsync("hello")).Should().Be("hello");
    }
    // docs:end

    // docs:websocket-stability
    [LoadFact(Users = 200, Duration = "2s", WarmUp = "500ms", ThinkTime = "100ms..500ms")]
    [Expect("error rate == 0%")]
    [Expect("p95 of 'WS /sockets/echo: round trip' < 500ms")]
    public async Task Connections_stay_open_between_messages(LoadRun load)
    {
        var result = await load.Against(shop)
            .BeforeUser(async user => user.Set(await user.ConnectWebSocketAsync("/sockets/echo")))
            .RunAsync(user => user.Get<UserWebSocket>().RoundTripAsync("still there?"));

        result.Should().HaveNoErrorsOfKind("websocket closed");
    }
    // docs:end

    // docs:websocket-limit
    [LoadFact(Users = 1000, Duration = "500ms")]
    public async Task The_server_holds_as_many_connections_as_it_is_configured_for(LoadRun load)
    {
        using var small = new ShopWithPlaces(300);

        var limit = await load.Against(small).FindConnectionLimitAsync("/sockets/echo");

        limit.Should().HoldExactly(300).And.HaveNoDrops().And.HaveMemoryPerConnectionBelow(100_000);
        limit.FirstFailure!.Kind.Should().Be("status 503");
    }
    // docs:end
}
