namespace PerfAssert;

/// <summary>The client side of a load over real sockets.</summary>
internal static class SocketsTransport
{
    /// <summary>
    /// The handler that all users share: one pool of connections, and nothing that costs time in every request or that is
    /// a user's own (cookies, redirects). A connection per user is never refused, and none is closed for its age, since
    /// reconnecting would show as latency of the system under test.
    /// </summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        MaxConnectionsPerServer = int.MaxValue,

        // A server takes some hundred streams on one connection. More users than that would wait for each other, unseen.
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        MeterFactory = LoadMeters.Shared,
    };
}
