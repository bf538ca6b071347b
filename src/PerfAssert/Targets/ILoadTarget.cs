using System.Net.WebSockets;
using System.Reflection;

namespace PerfAssert;

/// <summary>Something that load is applied to over HTTP: an in-process host or a base URL.</summary>
public interface ILoadTarget
{
    /// <summary>How it is reached, such as <c>Kestrel (loopback)</c>; part of the result.</summary>
    string Transport { get; }

    /// <summary>The address that relative request URIs start from. Valid after <see cref="StartAsync"/>.</summary>
    Uri BaseAddress { get; }

    /// <summary>
    /// The one handler that all users' requests go through: no cookies, no redirects, no time-out of its own. Valid after <see cref="StartAsync"/>.
    /// </summary>
    HttpMessageHandler Handler { get; }

    /// <summary>The application's assembly, when it runs in this process; <see langword="null"/> otherwise.</summary>
    Assembly? Application { get; }

    /// <summary>Starts what has to be started. Called before every run; must be harmless when called again.</summary>
    /// <param name="users">The most users that will send requests at once.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask StartAsync(int users, CancellationToken cancellationToken);

    /// <summary>Name of a request's series in the statistics: <c>GET /products/{id}</c>.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="uri">The absolute URI of the request.</param>
    string NameRequest(HttpMethod method, Uri uri);

    /// <summary>HTTP version of the users' requests; 1.1 unless the target says otherwise.</summary>
    Version HttpVersion => System.Net.HttpVersion.Version11;

    /// <summary>What is to be watched while the target is under load, beside its process; each run makes its own and disposes of them.</summary>
    IReadOnlyList<Func<IMonitor>> Monitors => [];

    /// <summary>Servers that the target needs; it starts them itself. They are named in the result.</summary>
    IReadOnlyList<ILoadDependency> Dependencies => [];

    /// <summary>Opens a WebSocket.</summary>
    /// <param name="uri">Absolute, ws or wss.</param>
    /// <param name="configure">Given the headers and subprotocols that the request shall have.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="NotSupportedException">The target has no WebSockets.</exception>
    ValueTask<WebSocket> ConnectWebSocketAsync(Uri uri, Action<WebSocketRequest>? configure, CancellationToken cancellationToken)
        => throw new NotSupportedException($"{GetType().Name} ({Transport}) has no WebSockets.");

    /// <summary>A new DI scope of an in-process application for one user; <see langword="null"/> where there is none.</summary>
    UserScope? CreateScope();
}
