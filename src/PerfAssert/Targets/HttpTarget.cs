using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Reflection;

namespace PerfAssert;

/// <summary>A running service at a base URL. All users share its connections; <see cref="Dispose"/> closes them.</summary>
public sealed class HttpTarget : ILoadTarget, IDisposable
{
    /// <summary>Time that the connection of the preflight is given: 5 s, long for a network and short for a developer.</summary>
    public static readonly TimeSpan PreflightTimeout = TimeSpan.FromSeconds(5);

    private readonly SocketsHttpHandler handler = SocketsTransport.CreateHandler();
    private readonly HttpMessageInvoker invoker;
    private readonly RequestNames names;

    /// <summary>Creates the target.</summary>
    /// <param name="baseUrl">
    /// Absolute, http or https, such as <c>https://shop.example/api/</c>. A missing slash at the end is added, so that a
    /// request to <c>products</c> goes to <c>/api/products</c>; a request to <c>/products</c> goes to <c>/products</c>.
    /// </param>
    /// <exception cref="ArgumentException">The text is no such URL; the message says what to write.</exception>
    [SuppressMessage("Design", "CA1054:URI-like parameters should not be strings", Justification = "There is a Uri overload.")]
    public HttpTarget(string baseUrl)
        : this(Parse(baseUrl))
    {
    }

    /// <summary>Creates the target.</summary>
    /// <param name="baseUrl">Absolute, http or https, such as <c>https://shop.example/api/</c>.</param>
    /// <exception cref="ArgumentException">It is no such URL; the message says what to write.</exception>
    public HttpTarget(Uri baseUrl)
    {
        BaseAddress = Validate(baseUrl);
        Transport = BaseAddress.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        names = new RequestNames(BaseAddress);
        invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>Scheme, host and port of the service, such as <c>https://shop.example</c>.</summary>
    public string Transport { get; }

    /// <inheritdoc />
    public Uri BaseAddress { get; }

    /// <inheritdoc />
    public HttpMessageHandler Handler => handler;

    /// <summary>Always <see langword="null"/>: the service runs in another process.</summary>
    public Assembly? Application => null;

    /// <summary>Checks that something listens at the base URL, by a TCP connection and no request.</summary>
    /// <param name="users">Of no consequence here: every user gets a connection when it needs one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="LoadTargetException">Nothing listens there.</exception>
    public async ValueTask StartAsync(int users, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PreflightTimeout);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(BaseAddress.IdnHost, BaseAddress.Port, limit.Token).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw NothingAnswers(Reason(exception), exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw NothingAnswers($"no connection within {Figure.Duration(PreflightTimeout)}", exception);
        }
    }

    /// <inheritdoc />
    public string NameRequest(HttpMethod method, Uri uri) => names.Get(method, uri);

    /// <inheritdoc />
    public ValueTask<WebSocket> ConnectWebSocketAsync(Uri uri, Action<WebSocketRequest>? configure, CancellationToken cancellationToken)
        => WebSocketHandshake.ConnectAsync(invoker, uri, configure, cancellationToken);

    /// <summary>Always <see langword="null"/>: the service runs in another process.</summary>
    public UserScope? CreateScope() => null;

    /// <summary>Closes the connections.</summary>
    public void Dispose() => invoker.Dispose();

    private static Uri Parse(string baseUrl)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        return Uri.TryCreate(baseUrl, UriKind.RelativeOrAbsolute, out var uri) ? uri : throw NotAbsolute(baseUrl);
    }

    private static Uri Validate(Uri baseUrl)
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        if (!baseUrl.IsAbsoluteUri || (baseUrl.Scheme != Uri.UriSchemeHttp && baseUrl.Scheme != Uri.UriSchemeHttps))
            throw NotAbsolute(baseUrl.OriginalString);
        if (baseUrl.Query.Length > 0 || baseUrl.Fragment.Length > 0)
        {
            throw new ArgumentException(
                $"The base URL \"{baseUrl.OriginalString}\" has a query or a fragment. Write those in the requests, and the base URL without them.",
                nameof(baseUrl));
        }

        if (baseUrl.UserInfo.Length > 0)
        {
            throw new ArgumentException(
                "The base URL has a user name or a password in it, which HTTP clients do not send. "
                + "Leave it out and set the Authorization header of user.Http in BeforeUser.",
                nameof(baseUrl));
        }

        return baseUrl.AbsolutePath.EndsWith('/') ? baseUrl : new Uri(baseUrl.AbsoluteUri + "/");
    }

    private static ArgumentException NotAbsolute(string baseUrl) => new(
        $"The base URL \"{baseUrl}\" is not an absolute http or https URL. Write scheme and host, such as "
        + $"\"{(baseUrl.StartsWith("localhost", StringComparison.OrdinalIgnoreCase) ? "http://" + baseUrl : "https://shop.example/")}\".",
        nameof(baseUrl));

    private static string Reason(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "the host name cannot be resolved",
        _ => exception.Message,
    };

    private LoadTargetException NothingAnswers(string reason, Exception cause) => new(
        $"Nothing answers at {BaseAddress.AbsoluteUri.TrimEnd('/')} ({reason}). Start the service first, correct the base URL, or let the "
        + "test host the application itself with PerfWebApplication<Program> (package PerfAssert.AspNetCore).",
        cause);
}
