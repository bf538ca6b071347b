using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace PerfAssert.Tests.Truth;

/// <summary>A web service on a loopback socket whose response times are known, made with the engine's precise timer.</summary>
public sealed class KnownTarget : IAsyncLifetime
{
    private readonly SystemEngineTime time = new();
    private WebApplication? app;
    private int requests = -1;

    public string Url { get; private set; } = "";

    /// <summary>93 of 100 requests take 5 ms, 7 take 50 ms: no percentile that is asked for sits on the jump.</summary>
    public static (TimeSpan Usual, TimeSpan Rare) Mix { get; } = (TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50));

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/mix", async () =>
        {
            // 37 is coprime to 100: the rare ones are spread evenly, exactly 7 in each 100.
            var rare = Interlocked.Increment(ref requests) * 37L % 100 < 7;
            await PauseAsync(EngineTime.Nanoseconds(rare ? Mix.Rare : Mix.Usual));
            return "ok";
        });
        app.MapGet("/stall", async () =>
        {
            // Whoever comes in the first 200 ms of a second waits for their end.
            var left = (200 * EngineTime.Millisecond) - (time.Now % EngineTime.Second);
            if (left > 0)
                await PauseAsync(left);
            return "ok";
        });
        await app.StartAsync();
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    public async Task DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        time.Dispose();
    }

    private async ValueTask PauseAsync(long nanoseconds) => await new Signal(time).WaitUntilAsync(time.Now + nanoseconds);
}
