using System.Globalization;
using System.Security.Claims;
using System.Text;

namespace PerfAssert.TestApp;

/// <summary>What servers have to do alike: each endpoint shows one rule of HTTP or of the hosting.</summary>
internal static class BehaviourEndpoints
{
    private static readonly AsyncLocal<string?> Left = new();

    public static void MapBehaviours(this WebApplication app)
    {
        var group = app.MapGroup("/b");
        group.Map("/echo/{**rest}", EchoAsync);
        group.MapPost("/bytes", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            return Results.Bytes(body.ToArray(), "application/octet-stream");
        });
        group.MapPost("/form", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            return $"{string.Join(',', form.Select(field => $"{field.Key}={field.Value}"))} {form.Files.Sum(file => file.Length)}";
        });
        group.MapGet("/isolated", Isolated);
        group.MapGet("/short", () => "without authorization").ShortCircuit();
        group.MapGet("/callbacks", CallbacksAsync);
        group.MapGet("/started", StartedAsync);
        group.MapGet("/throw-on-starting", (HttpResponse response) =>
        {
            response.OnStarting(() => throw new InvalidOperationException("on starting"));
            return "never seen";
        });
        group.MapGet("/throw-dirty", void (HttpResponse response) =>
        {
            response.StatusCode = 202;
            response.Headers["X-Left"] = "behind";
            throw new InvalidOperationException("broken on purpose");
        });
        group.MapGet("/throw-late", async (HttpResponse response) =>
        {
            await response.WriteAsync("the beginning");
            await response.Body.FlushAsync();
            throw new InvalidOperationException("broken on purpose");
        });
        group.MapGet("/bad", void () => throw new BadHttpRequestException("no", 418));
        group.MapGet("/abort", (HttpContext context) => context.Abort());
        group.MapGet("/too-few", async (HttpResponse response) =>
        {
            response.ContentLength = 10;
            await response.WriteAsync("four");
        });
        group.MapGet("/too-many", async (HttpResponse response) =>
        {
            response.ContentLength = 2;
            await response.WriteAsync("four");
        });
        group.MapGet("/empty/{status:int}", (int status, HttpResponse response) => response.StatusCode = status);
        group.MapGet("/body-of-204", async (HttpResponse response) =>
        {
            response.StatusCode = 204;
            await response.WriteAsync("no");
        });
        group.MapGet("/sync", (HttpResponse response) => response.Body.Write("sync"u8.ToArray(), 0, 4));
        group.MapGet("/chunks/{count:int}", ChunksAsync);
        group.MapGet("/large/{bytes:int}", async (int bytes, HttpResponse response) =>
        {
            var chunk = new byte[16_384];
            Array.Fill(chunk, (byte)'x');
            for (var left = bytes; left > 0; left -= chunk.Length)
                await response.Body.WriteAsync(chunk.AsMemory(0, Math.Min(left, chunk.Length)));
        });
        group.MapGet("/replaced", async (HttpResponse response) =>
        {
            var own = response.Body;
            using var buffer = new MemoryStream();
            response.Body = buffer;
            await response.WriteAsync("Upper");
            response.Body = own;
            await response.WriteAsync(Encoding.UTF8.GetString(buffer.ToArray()).ToUpperInvariant());
        });
        group.MapGet("/file", (HttpResponse response) => response.SendFileAsync(typeof(BehaviourEndpoints).Assembly.Location));
        group.MapGet("/completed", async (HttpResponse response) =>
        {
            await response.WriteAsync("all");
            await response.CompleteAsync();
            await Task.Yield();
        });
        group.MapGet("/cookies", (HttpResponse response) =>
        {
            response.Cookies.Append("one", "1");
            response.Cookies.Append("two", "2", new CookieOptions { HttpOnly = true });
        });
        var permits = 3;
        group.MapGet("/limited", (HttpResponse response) =>
        {
            if (Interlocked.Decrement(ref permits) >= 0)
                return;
            response.StatusCode = 429;
            response.Headers.RetryAfter = "5";
        });
        group.MapGet("/wait", async (HttpContext context, Cancellations cancellations) =>
        {
            using var registration = context.RequestAborted.Register(cancellations.Count);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
    }

    private static async Task EchoAsync(HttpContext context)
    {
        var request = context.Request;
        var body = await new StreamReader(request.Body).ReadToEndAsync();
        var headers = request.Headers.Where(header => header.Key is not ("Host" or "traceparent")).OrderBy(header => header.Key, StringComparer.Ordinal);
        await context.Response.WriteAsync(
            $"{request.Method} {request.Scheme} {request.PathBase}|{request.Path}|{request.QueryString} {request.Protocol} "
            + $"{context.GetEndpoint()?.DisplayName} {string.Join(',', request.RouteValues.Select(pair => $"{pair.Key}={pair.Value}"))} "
            + $"{string.Join(';', request.Query.Select(pair => $"{pair.Key}={pair.Value}"))} "
            + $"{string.Join(' ', headers.Select(header => $"{header.Key}={header.Value}"))} {context.Connection.RemoteIpAddress?.MapToIPv4()} [{body}]");
    }

    /// <summary>Tells what an earlier request has left behind, and leaves behind whatever it can.</summary>
    private static string Isolated(HttpContext context)
    {
        var seen = string.Create(
            CultureInfo.InvariantCulture,
            $"{context.Items.Count} {context.User.Identity?.Name} {context.Features.Get<string>()} {context.Response.Headers.Count} {context.Response.StatusCode} "
            + $"{context.Request.Headers["X-Left"]} {Left.Value} {context.Request.RouteValues.Count} {context.RequestAborted.IsCancellationRequested} {context.Request.PathBase}");
        context.Items["left"] = "items";
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "left")], "test"));
        context.Features.Set("left");
        context.Response.Headers["X-Left"] = "left";
        context.Response.StatusCode = 299;
        context.Request.Headers["X-Left"] = "left";
        context.Request.RouteValues["left"] = "left";
        context.Request.PathBase = "/left";
        context.RequestAborted = new CancellationToken(canceled: true);
        Left.Value = "left";
        return seen;
    }

    private static async Task CallbacksAsync(HttpContext context, Callbacks callbacks)
    {
        var before = callbacks.Completed;
        foreach (var name in (string[])["first", "second"])
        {
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.Append("X-Order", $"{name}:{context.Response.HasStarted}");
                return Task.CompletedTask;
            });
            context.Response.OnCompleted(() =>
            {
                callbacks.Add(name);
                return Task.CompletedTask;
            });
        }

        await context.Response.WriteAsync($"{before} {context.Response.HasStarted}");
    }

    private static async Task StartedAsync(HttpResponse response)
    {
        await response.StartAsync();
        var attempts = new (string Name, Action Attempt)[]
        {
            ("header", () => response.Headers["X-Late"] = "1"),
            ("status", () => response.StatusCode = 500),
            ("starting", () => response.OnStarting(() => Task.CompletedTask)),
        };
        foreach (var (name, attempt) in attempts)
        {
            try
            {
                attempt();
                await response.WriteAsync($"{name} allowed ");
            }
            catch (InvalidOperationException)
            {
                await response.WriteAsync($"{name} refused ");
            }
        }
    }

    private static async Task ChunksAsync(int count, HttpResponse response)
    {
        for (var i = 0; i < count; i++)
        {
            await response.WriteAsync($"chunk {i} ");
            await response.Body.FlushAsync();
            await Task.Yield();
        }
    }
}
