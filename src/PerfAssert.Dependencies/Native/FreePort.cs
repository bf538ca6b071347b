using System.Net;
using System.Net.Sockets;

namespace PerfAssert;

/// <summary>Finds a port that nobody listens on. Somebody may take it before the server does: then the start is repeated.</summary>
internal static class FreePort
{
    /// <summary>How often a start is tried when others take its ports.</summary>
    public const int Attempts = 5;

    public static int Find()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>Whether a server's log says that its port was taken.</summary>
    public static bool WasTaken(string log) => log.Contains("Address already in use", StringComparison.OrdinalIgnoreCase);
}
