using System.Globalization;
using System.Text;

namespace PerfAssert.TestApp;

/// <summary>Responses that come in pieces, and a count of the requests in progress.</summary>
public sealed class Streams
{
    private int open;
    private int mostOpen;
    private int blocked;

    /// <summary>Requests that have not ended.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>The most there were at once.</summary>
    public int MostOpen => Volatile.Read(ref mostOpen);

    /// <summary>Uploads that came and are never answered.</summary>
    public int Blocked => Volatile.Read(ref blocked);

    public static void Map(WebApplication app)
    {
        var streams = app.Services.GetRequiredService<Streams>();
        app.Use(streams.CountAsync);
        app.MapGet("/protocol", (HttpRequest request) => request.Protocol);
        app.MapGet("/gate/{users:int}", streams.MeetAsync);
        app.MapGet("/pieces/{count:int}/{bytes:int}", WritePiecesAsync);
        app.MapGet("/broken/{pieces:int}", async (int pieces, HttpContext context) =>
        {
            await WritePiecesAsync(pieces, 1000, context.Response, context.RequestAborted);
            context.Abort();
        });
        app.MapGet("/events/{count:int}", WriteEventsAsync);
        app.MapGet("/silent-events", async (HttpResponse response, CancellationToken cancellation) =>
        {
            await WriteEventAsync(response, "data: first\n\n", cancellation);
            await Task.Delay(Timeout.Infinite, cancellation);
        });
        app.MapGet("/comments", async (HttpResponse response, CancellationToken cancellation) =>
        {
            for (var n = 0; n < 20; n++)
            {
                await WriteEventAsync(response, ": still here\n", cancellation);
                await Task.Delay(50, cancellation);
            }

            await WriteEventAsync(response, "data: at last\n\n", cancellation);
        });
        app.MapGet("/last-event-id", (HttpRequest request) => Results.Text($"data: {request.Headers["Last-Event-ID"]}\n\n", "text/event-stream"));
        app.MapPost("/answer", async (HttpRequest request, HttpResponse response, CancellationToken cancellation) =>
        {
            using var reader = new StreamReader(request.Body);
            var question = await reader.ReadToEndAsync(cancellation);
            await WriteEventAsync(response, $"event: answer\nid: 7\ndata: {question}\ndata: {request.Headers["X-Asked-By"]}\n\n", cancellation);
        });
        app.MapPost("/upload", async (HttpRequest request, CancellationToken cancellation) =>
        {
            var form = await request.ReadFormAsync(cancellation);
            var files = string.Join(';', form.Files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.FileName} {file.ContentType} {file.Length}")));
            var fields = string.Join(';', form.Keys.Select(key => $"{key}={form[key]}"));
            return $"{files}|{fields}|{request.ContentLength}";
        });
        app.MapPost("/discard", async (HttpRequest request, CancellationToken cancellation) => await request.Body.CopyToAsync(Stream.Null, cancellation));
        app.MapPost("/upload-blocked", async (Blocker blocker) =>
        {
            Interlocked.Increment(ref streams.blocked);
            await blocker.Opened;
        });
    }

    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        var now = Interlocked.Increment(ref open);
        for (var most = MostOpen; now > most; most = MostOpen)
            Interlocked.CompareExchange(ref mostOpen, now, most);
        try
        {
            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    /// <summary>Answers nobody until so many requests are here at once.</summary>
    private async Task MeetAsync(int users, CancellationToken cancellation)
    {
        while (MostOpen < users)
            await Task.Delay(10, cancellation);
    }

    private static async Task WritePiecesAsync(int count, int bytes, HttpResponse response, CancellationToken cancellation)
    {
        await response.StartAsync(cancellation);
        var piece = new byte[bytes];
        for (var n = 0; n < count; n++)
        {
            await response.Body.WriteAsync(piece, cancellation);
            await response.Body.FlushAsync(cancellation);
            await Task.Delay(20, cancellation);
        }
    }

    /// <summary>Events that come one by one; without a count of their own they never end.</summary>
    private static async Task WriteEventsAsync(int count, HttpResponse response, CancellationToken cancellation, int interval = 20)
    {
        for (var n = 1; count == 0 || n <= count; n++)
        {
            await WriteEventAsync(response, string.Create(CultureInfo.InvariantCulture, $"id: {n}\ndata: {n}\n\n"), cancellation);
            await Task.Delay(interval, cancellation);
        }
    }

    private static async Task WriteEventAsync(HttpResponse response, string text, CancellationToken cancellation)
    {
        if (!response.HasStarted)
            response.ContentType = "text/event-stream";
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        await response.Body.FlushAsync(cancellation);
    }
}
