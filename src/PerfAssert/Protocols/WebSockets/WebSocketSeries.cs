using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>Names of the series of one WebSocket route.</summary>
internal sealed class WebSocketSeries
{
    private const string OpenSuffix = ": open";

    /// <summary>By the name of the request that opens the socket; as few as the names of requests are.</summary>
    private static readonly ConcurrentDictionary<string, WebSocketSeries> Known = new(StringComparer.Ordinal);

    private WebSocketSeries(string request)
    {
        // The names of groups stand before the method: checkout / GET /sockets/echo.
        var method = request.LastIndexOf(GroupNames.Separator, StringComparison.Ordinal) is var last and >= 0 ? last + GroupNames.Separator.Length : 0;
        var space = request.IndexOf(' ', method);
        Route = request[..method] + "WS" + (space < 0 ? " " + request[method..] : request[space..]);
        Connect = Route + ": connect";
        Open = Route + OpenSuffix;
        Sent = Route + ": sent";
        Received = Route + ": received";
        RoundTrip = Route + ": round trip";
    }

    /// <summary>Such as <c>WS /sockets/echo</c>.</summary>
    public string Route { get; }

    /// <summary>From the request to the open socket.</summary>
    public string Connect { get; }

    /// <summary>From the open socket to its end; failed when the server or the network ended it.</summary>
    public string Open { get; }

    /// <summary>Messages sent: the time until the transport had taken them.</summary>
    public string Sent { get; }

    /// <summary>Messages received: the time that was waited for them.</summary>
    public string Received { get; }

    /// <summary>From a message to its answer.</summary>
    public string RoundTrip { get; }

    /// <summary>Whether a series is the <see cref="Open"/> of a route.</summary>
    public static bool IsOpen((string Name, StepKind Kind) series)
        => series.Kind == StepKind.Connection && series.Name.EndsWith(OpenSuffix, StringComparison.Ordinal);

    /// <param name="request">As the target names it: <c>GET /sockets/echo</c>.</param>
    public static WebSocketSeries Of(string request) => Known.GetOrAdd(request, static name => new WebSocketSeries(name));
}
