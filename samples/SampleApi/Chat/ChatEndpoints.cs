using System.Net.WebSockets;

namespace SampleApi.Chat;

/// <summary>WebSockets: an echo, and rooms in which everybody hears what anybody says.</summary>
internal static class ChatEndpoints
{
    private const int LongestMessage = 4096;

    public static void AddChat(this IServiceCollection services)
    {
        services.AddSingleton<SocketPlaces>();
        services.AddSingleton<ChatRooms>();
    }

    public static void MapChat(this WebApplication app)
    {
        app.UseWebSockets();
        app.MapGet("/sockets/echo", EchoAsync);
        app.MapGet("/sockets/chat", ChatAsync);
    }

    private static Task EchoAsync(HttpContext context, SocketPlaces places) => places.ServeAsync(context, async socket =>
    {
        var buffer = new byte[LongestMessage];
        while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } part)
            await socket.SendAsync(buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, context.RequestAborted);
    });

    private static Task ChatAsync(HttpContext context, SocketPlaces places, ChatRooms rooms, string room) => places.ServeAsync(context, async socket =>
    {
        var member = new ChatMember(socket);
        rooms.Join(room, member);
        try
        {
            var buffer = new byte[LongestMessage];
            var length = 0;
            while (await socket.ReceiveAsync(buffer.AsMemory(length), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } part)
            {
                length += part.Count;
                if (length == buffer.Length)
                {
                    await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, "Say it in fewer words.", context.RequestAborted);
                    return;
                }

                if (!part.EndOfMessage)
                    continue;
                await rooms.SayAsync(room, buffer.AsMemory(0, length), context.RequestAborted);
                length = 0;
            }
        }
        finally
        {
            rooms.Leave(room, member);
        }
    });
}
