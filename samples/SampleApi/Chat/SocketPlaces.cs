using System.Net.WebSockets;

namespace SampleApi.Chat;

/// <summary>
/// Serves as many WebSockets at once as the setting <c>Sockets:MaxConnections</c> says; further ones are answered with 503. Unlimited by
/// default.
/// </summary>
internal sealed class SocketPlaces(IConfiguration configuration)
{
    private readonly int most = configuration.GetValue("Sockets:MaxConnections", int.MaxValue);
    private int taken;

    public async Task ServeAsync(HttpContext context, Func<WebSocket, Task> serve)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        try
        {
            if (Interlocked.Increment(ref taken) > most)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await serve(socket);
            if (socket.State == WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The visitor has gone without a word.
        }
        finally
        {
            Interlocked.Decrement(ref taken);
        }
    }
}
