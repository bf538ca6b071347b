using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace PerfAssert;

/// <summary>
/// Asks a server which version of HTTP it speaks, before any load and without a request: by the first bytes of an HTTP/2 connection
/// (RFC 9113, section 3.4), or over TLS by its choice of protocol (ALPN).
/// </summary>
internal static class HttpVersionProbe
{
    /// <summary>What an HTTP/2 client begins with: the preface and its settings, none.</summary>
    private static readonly byte[] Preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, SettingsFrame, 0, 0, 0, 0, 0];

    private const byte SettingsFrame = 4;

    /// <summary>What would keep the users' requests from being answered. A server that says nothing has the benefit of the doubt.</summary>
    /// <param name="address">http (HTTP/2 then with prior knowledge, without an upgrade) or https.</param>
    /// <param name="wanted">1.1 or 2.0.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<HttpVersionProblem> FindProblemAsync(Uri address, Version wanted, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(HttpTarget.PreflightTimeout);
        try
        {
            if (wanted.Major >= 2)
                return await SpeaksHttp2Async(address, limit.Token).ConfigureAwait(false) ? HttpVersionProblem.None : HttpVersionProblem.NoHttp2;
            return await SpeaksOnlyHttp2Async(address, limit.Token).ConfigureAwait(false) ? HttpVersionProblem.OnlyHttp2 : HttpVersionProblem.None;
        }
        catch (Exception exception) when (exception is SocketException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HttpVersionProblem.None;
        }
    }

    private static async Task<bool> SpeaksHttp2Async(Uri address, CancellationToken cancellationToken)
    {
        using var client = await ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        if (address.Scheme != Uri.UriSchemeHttps)
            return IsSettings(await AskAsync(client, Preface, cancellationToken).ConfigureAwait(false));

        var tls = new SslStream(client.GetStream());
        await using (tls.ConfigureAwait(false))
        {
            try
            {
                var options = new SslClientAuthenticationOptions
                {
                    TargetHost = address.IdnHost,
                    ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                };
                await tls.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
                return tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2;
            }
            catch (AuthenticationException)
            {
                // A certificate that is not trusted is another matter, which each request will name.
                return true;
            }
        }
    }

    /// <summary>As gRPC services do, without TLS. Who answers the bytes of HTTP/2 is asked a second time, since some speak both.</summary>
    private static async Task<bool> SpeaksOnlyHttp2Async(Uri address, CancellationToken cancellationToken)
    {
        if (address.Scheme == Uri.UriSchemeHttps || !await SpeaksHttp2Async(address, cancellationToken).ConfigureAwait(false))
            return false;
        using var client = await ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        var options = Encoding.ASCII.GetBytes($"OPTIONS * HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n");
        var answer = Encoding.ASCII.GetString(await AskAsync(client, options, cancellationToken).ConfigureAwait(false));
        return !answer.StartsWith("HTTP/1.", StringComparison.Ordinal) || answer.AsSpan(8).TrimStart().StartsWith("400");
    }

    private static async Task<TcpClient> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(address.IdnHost, address.Port, cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The first bytes of the answer, enough to tell a frame from a status line; fewer when the server closes the connection.</summary>
    private static async Task<byte[]> AskAsync(TcpClient client, byte[] question, CancellationToken cancellationToken)
    {
        var stream = client.GetStream();
        var answer = new byte[12];
        try
        {
            await stream.WriteAsync(question, cancellationToken).ConfigureAwait(false);
            var read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return answer[..read];
        }
        catch (IOException)
        {
            // Reset: the server did not like the question.
            return [];
        }
    }

    /// <summary>A frame has its length in three bytes, then its type.</summary>
    private static bool IsSettings(byte[] answer) => answer.Length > 3 && answer[3] == SettingsFrame && answer[0] != 'H';
}
