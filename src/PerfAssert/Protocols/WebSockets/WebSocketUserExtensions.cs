namespace PerfAssert;

/// <summary>WebSockets of virtual users.</summary>
public static class WebSocketUserExtensions
{
    /// <summary>
    /// Opens a WebSocket to the target, with the user's cookies and the default headers of its <see cref="VirtualUser.Http"/>. The time until
    /// it stands is the step <c>WS /path: connect</c>. A socket that an iteration opened is closed at the iteration's end unless it was kept with
    /// <c>user.Set(socket)</c>; one that is kept, or was opened in <c>BeforeUser</c>, at the user's end.
    /// </summary>
    /// <param name="user">Who opens it.</param>
    /// <param name="path">Relative to the target's base address, or absolute with ws, wss, http or https.</param>
    /// <param name="configure">Given the headers and subprotocols of the request, to change them.</param>
    /// <param name="cancellationToken">Ends the attempt, as the end of the load and the plan's <see cref="LoadPlan.RequestTimeout"/> do.</param>
    /// <exception cref="LoadConfigurationException">The run has no target.</exception>
    /// <exception cref="WebSocketUpgradeException">The server answered with another status than 101.</exception>
    /// <exception cref="System.Net.Http.HttpRequestException">There is no connection to the server.</exception>
    /// <exception cref="TimeoutException">The socket did not stand within the request time-out.</exception>
    /// <exception cref="NotSupportedException">The target has no WebSockets.</exception>
    public static Task<UserWebSocket> ConnectWebSocketAsync(
        this VirtualUser user, string path, Action<WebSocketRequest>? configure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return user.Sockets.ConnectAsync(path, configure, cancellationToken);
    }
}
