using System.Globalization;
using System.Net.WebSockets;
using Microsoft.AspNetCore.TestHost;

namespace PerfAssert;

/// <summary>Opens WebSockets to a TestServer.</summary>
internal static class InMemoryWebSocket
{
    /// <summary>Before the status code in the message of a refusal, which TestServer tells in no other way.</summary>
    private const string StatusMark = "status code: ";

    public static async ValueTask<WebSocket> ConnectAsync(
        TestServer server, Uri uri, Action<WebSocketRequest>? configure, CancellationToken cancellationToken)
    {
        var asked = new WebSocketRequest();
        configure?.Invoke(asked);
        var client = server.CreateWebSocketClient();
        foreach (var subProtocol in asked.SubProtocols)
            client.SubProtocols.Add(subProtocol);
        client.ConfigureRequest = request =>
        {
            foreach (var (name, value) in asked.Headers)
                request.Headers[name] = value;
        };
        var connecting = client.ConnectAsync(uri, cancellationToken);
        try
        {
            // TestServer waits for the application whatever the token says.
            return connecting.IsCompleted ? await connecting.ConfigureAwait(false) : await connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException exception) when (StatusOf(exception) is { } status)
        {
            throw WebSocketHandshake.Refused(uri, status, reason: null);
        }
        catch (OperationCanceledException) when (!connecting.IsCompleted)
        {
            connecting.Abandon();
            throw;
        }
    }

    private static int? StatusOf(InvalidOperationException exception)
    {
        var at = exception.Message.IndexOf(StatusMark, StringComparison.Ordinal);
        return at >= 0 && int.TryParse(exception.Message.AsSpan(at + StatusMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
    }
}
