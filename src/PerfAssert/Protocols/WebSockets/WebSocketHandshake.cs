using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace PerfAssert;

/// <summary>
/// Opens a WebSocket by the upgrade of an HTTP/1.1 request (RFC 6455, section 4) over the handler that all requests of a target share. Keeps
/// nothing of the request, where a <see cref="ClientWebSocket"/> keeps its options and, to know the status of a refusal, all headers.
/// </summary>
internal static class WebSocketHandshake
{
    private const int SwitchingProtocols = 101;

    /// <summary>Appended to the key before it is hashed: RFC 6455, section 1.3.</summary>
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Opens a socket.</summary>
    /// <param name="invoker">Over the handler of the target.</param>
    /// <param name="uri">Absolute, ws or wss.</param>
    /// <param name="configure">Given the request's headers and subprotocols.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async ValueTask<WebSocket> ConnectAsync(
        HttpMessageInvoker invoker, Uri uri, Action<WebSocketRequest>? configure, CancellationToken cancellationToken)
    {
        var asked = new WebSocketRequest();
        configure?.Invoke(asked);
        var key = CreateKey();
        using var request = new HttpRequestMessage(HttpMethod.Get, uri) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        foreach (var (name, value) in asked.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", key);
        if (asked.SubProtocols.Count > 0)
            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", string.Join(", ", asked.SubProtocols));

        var response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            Check(response, uri, key);
            var subProtocol = SubProtocol(response, uri, asked);
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions
            {
                IsServer = false,
                SubProtocol = subProtocol,
                KeepAliveInterval = asked.KeepAliveInterval,
            });
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>The exception for an answer that opens no socket.</summary>
    /// <param name="uri">What was asked.</param>
    /// <param name="statusCode">What was answered.</param>
    /// <param name="reason">The words after the status code, if any.</param>
    public static WebSocketUpgradeException Refused(Uri uri, int statusCode, string? reason) => new(
        string.Create(CultureInfo.InvariantCulture, $"WS {uri.AbsolutePath} was answered {statusCode}{(string.IsNullOrEmpty(reason) ? "" : $" ({reason})")} instead of opening a WebSocket"),
        statusCode);

    private static void Check(HttpResponseMessage response, Uri uri, string key)
    {
        if ((int)response.StatusCode != SwitchingProtocols)
            throw Refused(uri, (int)response.StatusCode, response.ReasonPhrase);
        if (!response.Headers.NonValidated.TryGetValues("Sec-WebSocket-Accept", out var accept) || accept.ToString() != Accept(key))
            throw new WebSocketUpgradeException($"WS {uri.AbsolutePath}: the server's answer to the WebSocket key is missing or wrong", SwitchingProtocols);
    }

    private static string? SubProtocol(HttpResponseMessage response, Uri uri, WebSocketRequest asked)
    {
        if (!response.Headers.NonValidated.TryGetValues("Sec-WebSocket-Protocol", out var chosen))
            return null;
        return asked.SubProtocols.FirstOrDefault(offered => string.Equals(offered, chosen.ToString(), StringComparison.OrdinalIgnoreCase))
            ?? throw new WebSocketUpgradeException($"WS {uri.AbsolutePath}: the server chose the subprotocol \"{chosen}\", which was not offered", SwitchingProtocols);
    }

    private static string CreateKey()
    {
        Span<byte> nonce = stackalloc byte[16];
        RandomNumberGenerator.Fill(nonce);
        return Convert.ToBase64String(nonce);
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "RFC 6455 prescribes SHA-1 here, and nothing is secret.")]
    private static string Accept(string key)
    {
        Span<byte> text = stackalloc byte[24 + 36];
        Encoding.ASCII.GetBytes(key, text);
        Encoding.ASCII.GetBytes(AcceptSuffix, text[24..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(text, hash);
        return Convert.ToBase64String(hash);
    }
}
