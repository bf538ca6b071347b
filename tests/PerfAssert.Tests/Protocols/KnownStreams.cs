using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace PerfAssert.Tests.Protocols;

/// <summary>A web service over HTTP/1.1 and over HTTP/2 whose streams come at known times, made with the engine's precise timer.</summary>
public sealed class KnownStreams : IAsyncLifetime
{
    private readonly SystemEngineTime time = new();
    private WebApplication? app;
    private int requests = -1;

    /// <summary>9 of 10 gaps between events take 10 ms, one takes 50 ms.</summary>
    public static (TimeSpan Usual, TimeSpan Rare) Gaps { get; } = (TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50));

    /// <summary>The first byte of a late body comes after 30 ms, its last after 70 ms.</summary>
    public static (TimeSpan First, TimeSpan Last) Late { get; } = (TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(40));

    public Uri Http1 { get; private set; } = null!;

    public Uri Http2 { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        app = builder.Build();
        app.MapGet("/mix", async () =>
        {
            // 93 of 100 requests take 5 ms, 7 take 50 ms. 37 is coprime to 100: the rare ones are spread evenly.
            var rare = Interlocked.Increment(ref requests) * 37L % 100 < 7;
            await PauseAsync(TimeSpan.FromMilliseconds(rare ? 50 : 5));
            return "ok";
        });
        app.MapGet("/events", async (HttpResponse response) =>
        {
            response.ContentType = "text/event-stream";
            for (var n = 0; !response.HttpContext.RequestAborted.IsCancellationRequested; n++)
            {
                await WriteAsync(response, "data: x\n\n"u8.ToArray());
                await PauseAsync(n % 10 == 9 ? Gaps.Rare : Gaps.Usual);
            }
        });
        app.MapGet("/late", async (HttpResponse response) =>
        {
            await response.StartAsync();
            await PauseAsync(Late.First);
            await WriteAsync(response, "first"u8.ToArray());
            await PauseAsync(Late.Last);
            await WriteAsync(response, "last"u8.ToArray());
        });
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        (Http1, Http2) = (new Uri(addresses.First()), new Uri(addresses.Last()));
    }

    public async Task DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        time.Dispose();
    }

    private static async Task WriteAsync(HttpResponse response, byte[] piece)
    {
        await response.Body.WriteAsync(piece);
        await response.Body.FlushAsync();
    }

    private async ValueTask PauseAsync(TimeSpan pause) => await new Signal(time).WaitUntilAsync(time.Now + EngineTime.Nanoseconds(pause));
}
