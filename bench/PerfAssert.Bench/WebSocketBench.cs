using System.Diagnostics;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PerfAssert.Bench;

/// <summary>
/// 2,000 WebSockets to Kestrel in a process of its own, beside a bare <see cref="ClientWebSocket"/>: connects per second, heap of the client per
/// connection, round trips per second and CPU of the client per round trip.
/// </summary>
internal static class WebSocketBench
{
    /// <summary>The argument that makes this program the server.</summary>
    public const string ServerArgument = "websocket-server";

    private const int Connections = 2_000;
    private const int AtOnce = ConnectionLimitSettings.DefaultAtOnce;
    private const int Talking = 50;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);
    private static readonly byte[] Message = new byte[16];

    /// <summary>Serves an echo until the input ends; prints its address.</summary>
    public static async Task ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseWebSockets();
        app.Map("/echo", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[256];
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } part)
                await socket.SendAsync(buffer.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, context.RequestAborted);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await Console.In.ReadToEndAsync();
    }

    public static async Task RunAsync(int rounds)
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ServerArgument) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            var url = (await server.StandardOutput.ReadLineAsync())!;
            var (ours, bare) = (new Figures(), new Figures());
            for (var round = 0; round <= rounds; round++)
            {
                // The first round warms both up.
                var (first, second) = round % 2 == 0 ? (ours, bare) : (bare, ours);
                await MeasureAsync(first, first == ours, url, counts: round > 0);
                await MeasureAsync(second, second == ours, url, counts: round > 0);
            }

            Console.WriteLine($"{Connections} WebSockets, Kestrel apart       : bare ClientWebSocket {bare}");
            Console.WriteLine($"                                         PerfAssert {ours}");
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
        }
    }

    private static async Task MeasureAsync(Figures figures, bool isOurs, string url, bool counts)
    {
        var (rate, bytes) = isOurs ? await ConnectAsync(url) : await ConnectBareAsync(url);
        var (trips, cpu) = isOurs ? await TalkAsync(url) : await TalkBareAsync(url);
        if (counts)
            figures.Add(rate, bytes, trips, cpu);
    }

    private static async Task<(double Rate, double Bytes)> ConnectAsync(string url)
    {
        using var target = new HttpTarget(url);
        var limit = await new LoadRun(Plan(1)).Against(target).FindConnectionLimitAsync("/echo", Connections, new() { Hold = TimeSpan.Zero });
        return limit.Held == Connections
            ? (limit.ConnectsPerSecond, limit.BytesPerConnection!.Value)
            : throw new InvalidOperationException(limit.ToString());
    }

    private static async Task<(double Rate, double Bytes)> ConnectBareAsync(string url)
    {
        var sockets = new ClientWebSocket[Connections];
        var before = Heap();
        var start = Stopwatch.GetTimestamp();
        await ForEachAsync(async index =>
        {
            sockets[index] = new ClientWebSocket();
            await sockets[index].ConnectAsync(Address(url), CancellationToken.None);
        });
        var rate = Connections / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await ForEachAsync(async index => await RoundTripAsync(sockets[index], new byte[256]));
        var bytes = (Heap() - before) / (double)Connections;
        await ForEachAsync(async index =>
        {
            await sockets[index].CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            sockets[index].Dispose();
        });
        return (rate, bytes);
    }

    private static async Task<(double Trips, double Cpu)> TalkAsync(string url)
    {
        using var target = new HttpTarget(url);
        await target.StartAsync(Talking, CancellationToken.None);
        using var time = new SystemEngineTime();
        var scenario = new Scenario(static async user => await user.Get<UserWebSocket>().RoundTripAsync(Message))
        {
            BeforeUser = static async user => user.Set(await user.ConnectWebSocketAsync("/echo")),
        };
        var outcome = await new LoadEngine(time, Plan(Talking), scenario, target, CancellationToken.None).RunAsync();
        return (outcome.SucceededInWindow[0] / outcome.Window.TotalSeconds, (outcome.After.Cpu - outcome.Before.Cpu).TotalMicroseconds / outcome.Started);
    }

    private static async Task<(double Trips, double Cpu)> TalkBareAsync(string url)
    {
        var sockets = await Task.WhenAll(Enumerable.Range(0, Talking).Select(async _ =>
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(Address(url), CancellationToken.None);
            return socket;
        }));
        await LoopsAsync(TimeSpan.FromSeconds(0.5));
        var cpu = Environment.CpuUsage.TotalTime;
        var trips = await LoopsAsync(Length);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        foreach (var socket in sockets)
            socket.Dispose();
        return (trips / Length.TotalSeconds, cpu.TotalMicroseconds / trips);

        async Task<long> LoopsAsync(TimeSpan length)
        {
            long count = 0;
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(sockets.Select(socket => Task.Run(async () =>
            {
                var buffer = new byte[256];
                while (Stopwatch.GetElapsedTime(start) < length)
                {
                    await RoundTripAsync(socket, buffer);
                    Interlocked.Increment(ref count);
                }
            })));
            return count;
        }
    }

    private static async Task RoundTripAsync(ClientWebSocket socket, byte[] buffer)
    {
        await socket.SendAsync(Message.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
    }

    private static async Task ForEachAsync(Func<int, Task> action)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var index && index < Connections)
                await action(index);
        })));
    }

    private static LoadPlan Plan(int users) => new()
    {
        Name = "bench",
        Workload = new ClosedWorkload { Users = users, Stages = [Stage.Hold(users, Length)] },
        WarmUp = WarmUp.For(TimeSpan.FromSeconds(0.5)),
    };

    private static Uri Address(string url) => new(url.Replace("http:", "ws:", StringComparison.Ordinal) + "/echo");

    private static long Heap() => GC.GetTotalMemory(forceFullCollection: true);

    private sealed class Figures
    {
        private readonly Rounds rate = new(), bytes = new(), trips = new(), cpu = new();

        public void Add(double connects, double heap, double roundTrips, double cpuPerTrip)
        {
            rate.Add(connects);
            bytes.Add(heap);
            trips.Add(roundTrips);
            cpu.Add(cpuPerTrip);
        }

        public override string ToString() => $"{rate} connects/s, {bytes} B of heap per connection, {trips} round trips/s, {cpu} µs CPU per round trip";
    }
}
