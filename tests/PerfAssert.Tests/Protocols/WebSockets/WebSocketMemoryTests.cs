using System.Text;
using PerfAssert.Tests.Truth;
using Xunit;

namespace PerfAssert.Tests.Protocols.WebSockets;

/// <summary>Alone, since what the whole process allocates is counted.</summary>
[Collection(nameof(AloneCollection))]
public sealed class WebSocketMemoryTests(SocketHosts hosts) : IClassFixture<SocketHosts>
{
    [Fact]
    public async Task Small_binary_round_trips_over_sockets_allocate_next_to_nothing()
    {
        var perMessage = double.MaxValue;
        var plan = new LoadPlan
        {
            Name = "WebSockets",
            Workload = new ClosedWorkload { Users = 1, Iterations = 1 },
            WarmUp = WarmUp.None,
            AllowDebugBuild = true,
        };
        await new LoadRun(plan).Against(await hosts.StartAsync(SocketHosts.Kestrel)).RunAsync(async user =>
        {
            await using var socket = await user.ConnectWebSocketAsync("/sockets/echo");
            var message = Encoding.ASCII.GetBytes("a small message");

            // The least of several passes: others of this process allocate meanwhile.
            for (var pass = 0; pass < 10; pass++)
            {
                var before = GC.GetTotalAllocatedBytes();
                for (var i = 0; i < 500; i++)
                    await socket.RoundTripAsync(message);
                perMessage = Math.Min(perMessage, (GC.GetTotalAllocatedBytes() - before) / 500.0);
            }
        });

        // Client and server together; 115 bytes were seen while code was still being compiled. The state machines of one round trip, were they not
        // pooled, would be some 1,000.
        Assert.True(perMessage < 200, $"{perMessage} bytes");
    }
}
