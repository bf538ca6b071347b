namespace PerfAssert;

/// <summary>How <see cref="WebSocketRunExtensions.FindConnectionLimitAsync"/> looks for the limit.</summary>
public sealed record ConnectionLimitSettings
{
    /// <summary>Most connections that are being opened at once by default: 64, less than the backlog of any server.</summary>
    public const int DefaultAtOnce = 64;

    /// <summary>
    /// Text message that each connection sends to show that it is alive; any message that comes proves it. <see langword="null"/> for a
    /// server that does not answer: then a connection counts as alive until it is closed or breaks. <c>ping</c> by default.
    /// </summary>
    public string? Message { get; init; } = "ping";

    /// <summary>
    /// How long the connections are held once they are open, with a look at each every second; <see langword="null"/>, the default, for the
    /// plan's duration.
    /// </summary>
    public TimeSpan? Hold { get; init; }

    /// <summary>Most connections opened per second; <see langword="null"/>, the default, for as many as possible.</summary>
    public double? ConnectsPerSecond { get; init; }

    /// <summary>Most connections that are being opened, or asked for a sign of life, at once; <see cref="DefaultAtOnce"/> by default.</summary>
    public int AtOnce { get; init; } = DefaultAtOnce;

    /// <summary>Given the headers and subprotocols of each request, to change them.</summary>
    public Action<WebSocketRequest>? Configure { get; init; }
}
