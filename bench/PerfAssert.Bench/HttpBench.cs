using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PerfAssert.Bench;

/// <summary>A closed load of 50 users against Kestrel in this process, beside a bare HttpClient loop: requests per second and CPU per request.</summary>
internal static class HttpBench
{
    private const int Users = 50;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(int rounds)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/plaintext", () => Results.Text("Hello, World!"));
        await app.StartAsync();
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        var (ratio, cpuRatio, bare, ours) = (new Rounds(), new Rounds(), new Rounds(), new Rounds());
        for (var round = 0; round <= rounds; round++)
        {
            var (bareRate, bareCpu) = round % 2 == 0 ? await BareAsync(url) : default;
            var (ourRate, ourCpu) = await PerfAssertAsync(url);
            if (round % 2 == 1)
                (bareRate, bareCpu) = await BareAsync(url);
            if (round == 0)
                continue;
            bare.Add(bareRate);
            ours.Add(ourRate);
            ratio.Add(ourRate / bareRate);
            cpuRatio.Add(ourCpu / bareCpu);
        }

        Console.WriteLine($"closed {Users} users, Kestrel loopback   : bare HttpClient {bare} requests/s, PerfAssert {ours} requests/s, ratio {ratio}, CPU per request ratio {cpuRatio}");
    }

    private static async Task<(double Rate, double Cpu)> BareAsync(string url)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, ActivityHeadersPropagator = null, MaxConnectionsPerServer = Users };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(url) };
        await LoopsAsync(client, TimeSpan.FromSeconds(1));
        var cpu = Environment.CpuUsage.TotalTime;
        var requests = await LoopsAsync(client, Length);
        return (requests / Length.TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / requests);
    }

    private static async Task<long> LoopsAsync(HttpClient client, TimeSpan length)
    {
        long requests = 0;
        var end = TimeProvider.System.GetTimestamp() + (long)(length.TotalSeconds * TimeProvider.System.TimestampFrequency);
        await Task.WhenAll(Enumerable.Range(0, Users).Select(_ => Task.Run(async () =>
        {
            while (TimeProvider.System.GetTimestamp() < end)
            {
                using var response = await client.GetAsync(new Uri("/plaintext", UriKind.Relative));
                response.EnsureSuccessStatusCode();
                Interlocked.Increment(ref requests);
            }
        })));
        return requests;
    }

    private static async Task<(double Rate, double Cpu)> PerfAssertAsync(string url)
    {
        var plan = new LoadPlan
        {
            Name = "bench",
            Workload = new ClosedWorkload { Users = Users, Stages = [Stage.Hold(Users, Length)] },
            WarmUp = WarmUp.For(TimeSpan.FromSeconds(1)),
        };
        using var target = new HttpTarget(url);
        await target.StartAsync(Users, CancellationToken.None);
        using var time = new SystemEngineTime();
        var outcome = await new LoadEngine(time, plan, new Scenario(static user => IterateAsync(user)), target, CancellationToken.None).RunAsync();
        return (outcome.SucceededInWindow[0] / outcome.Window.TotalSeconds, (outcome.After.Cpu - outcome.Before.Cpu).TotalMicroseconds / outcome.Started);
    }

    private static async ValueTask IterateAsync(VirtualUser user)
    {
        using var response = await user.Http.GetAsync(new Uri("/plaintext", UriKind.Relative));
        response.EnsureSuccessStatusCode();
    }
}
