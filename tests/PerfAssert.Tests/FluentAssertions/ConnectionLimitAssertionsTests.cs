using FluentAssertions;
using Xunit;

namespace PerfAssert.Tests.FluentAssertions;

public class ConnectionLimitAssertionsTests
{
    private static readonly ConnectionLimit Limit = new()
    {
        Name = "WS /sockets/echo",
        Transport = "Kestrel (loopback)",
        IsInProcess = true,
        UpTo = 2_000,
        Held = 490,
        FirstFailure = new ConnectionFailure(500, "status 503", "WS /sockets/echo was answered 503 (Service Unavailable) instead of opening a WebSocket", null),
        ConnectTime = new LatencySummary(Milliseconds(500)),
        ConnectsFailed = 12,
        ConnectErrors = [new ErrorSummary("status 503", 12, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), ["WS /sockets/echo was answered 503"])],
        ConnectsPerSecond = 4_000,
        RoundTripTime = new LatencySummary(Milliseconds(1_000)),
        Dropped = 10,
        Drops = [new ErrorSummary("websocket closed", 10, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), ["WS /sockets/echo was closed by the server: 1001 EndpointUnavailable"])],
        HeldFor = TimeSpan.FromSeconds(5),
        BytesPerConnection = 25_600,
    };

    [Fact]
    public void What_holds_passes()
    {
        Limit.Should().HoldAtLeast(490).And.HoldExactly(490).And.HaveMemoryPerConnectionBelow(26_000).And.HaveConnectsPerSecondAtLeast(4_000)
            .And.HaveConnectSuccessRateAtLeast(97.Percent());
        (Limit with { Dropped = 0, Drops = [] }).Should().HaveNoDrops();
    }

    [Fact]
    public void What_does_not_hold_fails_with_what_was_found() => Assert.Equal(
        [
            "Expected WS /sockets/echo to hold at least 500 connections because we sell so many, but it held 490 of up to 2,000 connections, for 5 s; 10 dropped. "
                + "The first failure, with 500 open, was status 503: WS /sockets/echo was answered 503 (Service Unavailable) instead of opening a WebSocket.",
            "Expected WS /sockets/echo to have no drops, but 10 of 500 connections were lost, the first at 2 s: WS /sockets/echo was closed by the server: 1001 EndpointUnavailable.",
            "Expected WS /sockets/echo to take less than 19.5 KB per connection, but it took 25 KB, client and server together.",
            "Expected WS /sockets/echo to take less than 19.5 KB per connection, but 490 connections are too few to tell.",
            "Expected WS /sockets/echo to open at least 5,000/s, but it opened 4,000/s.",
            "Expected WS /sockets/echo to have a connect success rate of at least 99%, but it was 97.7%: 12 of 512 failed, the first with status 503: "
                + "WS /sockets/echo was answered 503 (Service Unavailable) instead of opening a WebSocket.",
            "Expected the connection limit to hold exactly 1 connections, but it is <null>.",
        ],
        new Action[]
        {
            () => Limit.Should().HoldAtLeast(500, "we sell {0} many", "so"),
            () => Limit.Should().HaveNoDrops(),
            () => Limit.Should().HaveMemoryPerConnectionBelow(20_000),
            () => (Limit with { BytesPerConnection = null }).Should().HaveMemoryPerConnectionBelow(20_000),
            () => Limit.Should().HaveConnectsPerSecondAtLeast(5_000),
            () => Limit.Should().HaveConnectSuccessRateAtLeast(99.Percent()),
            () => ((ConnectionLimit)null!).Should().HoldExactly(1),
        }.Select(assertion => assertion.Should().Throw<Exception>().Which.Message));

    [Fact]
    public void The_limit_is_printed_for_a_person_to_read() => Assert.Equal(
        """
        ── CONNECTIONS ── WS /sockets/echo ─────────────────────────────────────────────────────────────────
          Held          490 of up to 2,000 connections, for 5 s; 10 dropped
          First failure with 500 open: status 503: WS /sockets/echo was answered 503 (Service Unavailable)
                        instead of opening a WebSocket
          Connecting    500 opened, 12 failed · 4,000/s · P50 1 ms, P95 1 ms, P99 1 ms, max 1 ms
          Round trips   1,000 · P50 1 ms, P95 1 ms, P99 1 ms, max 1 ms
          Dropped       10 × websocket closed: WS /sockets/echo was closed by the server: 1001
                        EndpointUnavailable
          Memory        25 KB of managed heap per connection, client and server together
          Measured on   Kestrel (loopback)

        """.ReplaceLineEndings("\n"),
        Limit.ToString());

    private static LatencyHistogram Milliseconds(int count)
    {
        var histogram = new LatencyHistogram();
        for (var i = 0; i < count; i++)
            histogram.Record(1_000_000);
        return histogram;
    }
}
