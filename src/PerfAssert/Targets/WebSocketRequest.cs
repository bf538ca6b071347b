namespace PerfAssert;

/// <summary>What the request that opens a WebSocket shall carry.</summary>
public sealed class WebSocketRequest
{
    /// <summary>Headers by name, such as <c>Authorization</c>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Subprotocols to offer, the preferred one first.</summary>
    public IList<string> SubProtocols { get; } = [];

    /// <summary>
    /// Period of the pings that keep a silent connection alive over sockets; zero, the default, for none: each needs a timer. TestServer
    /// needs none.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; set; }
}
