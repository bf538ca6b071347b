using System.Net.WebSockets;

namespace SampleApi.Chat;

/// <summary>Somebody in a room, who hears one message at a time.</summary>
internal sealed class ChatMember(WebSocket socket)
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public async Task HearAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            if (socket.State == WebSocketState.Open)
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (WebSocketException)
        {
            // This member has just left; the others shall hear the message all the same.
        }
        finally
        {
            turn.Release();
        }
    }
}
