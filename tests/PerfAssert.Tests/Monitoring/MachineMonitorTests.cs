using System.Net;
using System.Net.Sockets;
using System.Text;
using FluentAssertions;
using Xunit;

namespace PerfAssert.Tests.Monitoring;

public class MachineMonitorTests
{
    [Fact]
    public void Adds_up_the_networks()
    {
        const string Text = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:     100       1    0    0    0     0          0         0     1000       1    0    0    0     0       0          0
              eth0:20      1    0    0    0     0          0         0     300       1    0    0    0     0       0          0

            """;
        MachineMonitor.Traffic(Encoding.UTF8.GetBytes(Text)).Should().Be((120L, 1300L));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Inter-| Receive\n")]
    [InlineData("lo: many\n")]
    public void Tells_nothing_where_there_are_none(string text) => MachineMonitor.Traffic(Encoding.UTF8.GetBytes(text)).Should().BeNull();

    [Fact]
    public void Counts_the_cores_of_the_machine()
        => MachineMonitor.Cores("cpu  1 2\ncpu0 1\ncpu1 1\ncpu2 1\nintr 5\n"u8).Should().Be(3);

    [Fact]
    public async Task Bytes_sent_over_the_loopback_are_seen_both_ways()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var server = await listener.AcceptTcpClientAsync();
        using var readings = new Readings(new MachineMonitor());
        var bytes = new byte[1_000_000];
        var sending = client.GetStream().WriteAsync(bytes);
        await server.GetStream().ReadExactlyAsync(new byte[bytes.Length]);
        await sending;
        readings.Take();

        // Others on the machine send as well, and headers count.
        readings.Growth(Resources.NetworkIn).Should().BeGreaterThan(bytes.Length);
        readings.Growth(Resources.NetworkOut).Should().BeGreaterThan(bytes.Length);
    }

    [Fact]
    public void Its_CPU_is_a_share_of_its_cores()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var readings = new Readings(new MachineMonitor());
        Thread.Sleep(100);
        readings.Take();
        readings.All[Resources.MachineCpu]!.Samples.Should().ContainSingle().Which.Value.Should().BeInRange(0, 1);
    }
}
