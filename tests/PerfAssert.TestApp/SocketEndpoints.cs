using System.Net.WebSockets;
using System.Text;

namespace PerfAssert.TestApp;

/// <summary>WebSockets that behave in known ways.</summary>
internal static class SocketEndpoints
{
    public static void MapSockets(this WebApplication app)
    {
        app.UseWebSockets();
        Map(app, "/sockets/echo/{id:int?}", EchoAsync);
        Map(app, "/sockets/fragments", EchoInFragmentsAsync);
        Map(app, "/sockets/silent", WaitForCloseAsync);
        Map(app, "/sockets/deaf", (socket, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        Map(app, "/sockets/close/{code:int}", CloseAfterMessageAsync);
        Map(app, "/sockets/abort", AbortAfterMessageAsync);
        Map(app, "/sockets/request", TellRequestAsync);
        app.MapGet("/sockets/refuse/{status:int}", (int status) => Results.StatusCode(status));
        app.MapGet("/sockets/none", () => "no socket");
        app.MapGet("/sockets/blocked", (Blocker blocker) => blocker.Opened);
    }

    private static void Map(IEndpointRouteBuilder routes, string path, Func<WebSocket, HttpContext, Task> serve) => routes.MapGet(path, async (HttpContext context, OpenSockets open) =>
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        if (!open.TryEnter(int.TryParse(context.Request.Query["limit"], out var limit) ? limit : int.MaxValue))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(context.WebSockets.WebSocketRequestedProtocols.LastOrDefault());
            await serve(socket, context);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The other side has gone.
        }
        finally
        {
            open.Leave();
        }
    });

    private static async Task EchoAsync(WebSocket socket, HttpContext context)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted);
            if (part.MessageType == WebSocketMessageType.Close)
                break;
            await socket.SendAsync(buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, context.RequestAborted);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    private static async Task EchoInFragmentsAsync(WebSocket socket, HttpContext context)
    {
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } part)
        {
            for (var i = 0; i < part.Count; i++)
                await socket.SendAsync(buffer.AsMemory(i, 1), part.MessageType, endOfMessage: false, context.RequestAborted);
            await socket.SendAsync(ReadOnlyMemory<byte>.Empty, part.MessageType, endOfMessage: true, context.RequestAborted);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    private static async Task WaitForCloseAsync(WebSocket socket, HttpContext context)
    {
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close })
        {
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
    }

    private static async Task CloseAfterMessageAsync(WebSocket socket, HttpContext context)
    {
        await socket.ReceiveAsync(new byte[4096].AsMemory(), context.RequestAborted);
        var code = (WebSocketCloseStatus)int.Parse((string)context.Request.RouteValues["code"]!, System.Globalization.CultureInfo.InvariantCulture);
        await socket.CloseAsync(code, "enough", context.RequestAborted);
    }

    private static async Task AbortAfterMessageAsync(WebSocket socket, HttpContext context)
    {
        await socket.ReceiveAsync(new byte[4096].AsMemory(), context.RequestAborted);
        context.Abort();
        socket.Abort();
    }

    private static async Task TellRequestAsync(WebSocket socket, HttpContext context)
    {
        var request = context.Request;
        var text = $"{request.Headers.Authorization}|{request.Headers.Cookie}|{request.Headers["X-Own"]}|{request.Query["q"]}";
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
        await WaitForCloseAsync(socket, context);
    }
}
