using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Reflection;
using System.Security.Authentication;

namespace PerfAssert;

/// <summary>A running service at a base URL. All users share its connections; <see cref="Dispose"/> closes them.</summary>
public sealed class HttpTarget : ILoadTarget, IDisposable
{
    /// <summary>Time that the connection of the preflight is given: 5 s, long for a network and short for a developer.</summary>
    public static readonly TimeSpan PreflightTimeout = TimeSpan.FromSeconds(5);

    private readonly SocketsHttpHandler handler = SocketsTransport.CreateHandler();
    private readonly HttpMessageInvoker invoker;
    private readonly RequestNames names;
    private readonly string origin;
    private readonly Version httpVersion = System.Net.HttpVersion.Version11;

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
        origin = BaseAddress.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        names = new RequestNames(BaseAddress);
        invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>Scheme, host and port of the service, such as <c>https://shop.example</c>, and HTTP/2 where that is spoken.</summary>
    public string Transport => HttpVersionText.Describe(origin, HttpVersion);

    /// <summary>
    /// HTTP version of the users' requests: 1.1 by default, or 2.0. HTTP/2 is negotiated with an https address, and spoken at once, with
    /// prior knowledge, with an http address. A request with <see cref="HttpRequestMessage.VersionPolicy"/> of its own keeps its own version.
    /// </summary>
    /// <exception cref="ArgumentException">It is neither 1.1 nor 2.0.</exception>
    public Version HttpVersion
    {
        get => httpVersion;
        init => httpVersion = HttpVersionText.Check(value);
    }

    /// <inheritdoc />
    public Uri BaseAddress { get; }

    /// <inheritdoc />
    public HttpMessageHandler Handler => handler;

    /// <summary>Always <see langword="null"/>: the service runs in another process.</summary>
    public Assembly? Application => null;

    /// <summary>
    /// Checks that something listens at the base URL, by a TCP connection and no request; with <see cref="HttpVersion"/> 2.0, and without
    /// TLS on this machine, also that it speaks that version.
    /// </summary>
    /// <param name="users">Of no consequence here: every user gets a connection when it needs one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="LoadTargetException">Nothing listens there, or something that speaks another version of HTTP.</exception>
    public async ValueTask StartAsync(int users, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PreflightTimeout);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(BaseAddress.IdnHost, BaseAddress.Port, limit.Token).ConfigureAwait(false);
            if (BaseAddress.Scheme == Uri.UriSchemeHttps)
                await CheckCertificateAsync(client, limit.Token).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw NothingAnswers(PreflightText.Reason(exception), exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw NothingAnswers($"no connection within {Figure.Duration(PreflightTimeout)}", exception);
        }

        // Only near services, where such a mistake is made: others may take a question in the wrong version for an attack.
        if (HttpVersion.Major >= 2 || BaseAddress.IsLoopback)
            await CheckVersionAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>A handshake as every user's connection makes it; what else may be wrong with TLS the requests say.</summary>
    private async Task CheckCertificateAsync(TcpClient client, CancellationToken cancellationToken)
    {
        var judged = false;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = BaseAddress.IdnHost,
            RemoteCertificateValidationCallback = (_, _, _, errors) =>
            {
                judged = true;
                return errors == SslPolicyErrors.None;
            },
        };
        var tls = new SslStream(client.GetStream());
        await using (tls.ConfigureAwait(false))
        {
            try
            {
                await tls.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            }
            catch (AuthenticationException exception) when (judged)
            {
                throw new LoadTargetException(PreflightText.Untrusted(origin, exception), exception);
            }
            catch (Exception exception) when (exception is AuthenticationException or IOException)
            {
                throw NothingAnswers("what listens there does not speak TLS", exception);
            }
        }
    }

    private async Task CheckVersionAsync(CancellationToken cancellationToken)
    {
        var problem = await HttpVersionProbe.FindProblemAsync(BaseAddress, HttpVersion, cancellationToken).ConfigureAwait(false);
        if (problem is HttpVersionProblem.NoHttp2)
        {
            throw new LoadTargetException(
                $"{origin} does not speak HTTP/2{(BaseAddress.Scheme == Uri.UriSchemeHttps ? "" : " without TLS")}, and HttpVersion is 2.0. Leave HttpVersion out to "
                + "measure HTTP/1.1, "
                + (BaseAddress.Scheme == Uri.UriSchemeHttps ? "or switch HTTP/2 on in the service." : "use the service's https address, or let the service listen with HttpProtocols.Http2."));
        }

        if (problem is HttpVersionProblem.OnlyHttp2)
        {
            throw new LoadTargetException(
                $"{origin} speaks HTTP/2 only, and HttpVersion is 1.1. Set HttpVersion: new HttpTarget(\"{origin}\") {{ HttpVersion = new Version(2, 0) }}, "
                + "or HttpVersion = \"2.0\" beside BaseUrl on the attribute.");
        }
    }

    private LoadTargetException NothingAnswers(string reason, Exception cause) => new(
        $"Nothing answers at {BaseAddress.AbsoluteUri.TrimEnd('/')} ({reason}). Start the service first"
        + (StartCommand.For(BaseAddress, AppContext.BaseDirectory) is { } command ? $" ({command})" : "") + ", correct the base URL, or let the "
        + "test host the application itself with PerfWebApplication<Program> (package PerfAssert.AspNetCore).",
        cause);
}
