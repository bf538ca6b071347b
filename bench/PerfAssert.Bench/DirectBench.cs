using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PerfAssert.Bench;

/// <summary>
/// Requests that never meet a socket, CPU time and bytes of each in all, application and measurement: dispatched, and by
/// <c>user.Http</c> over direct dispatch and over TestServer, beside a bare loop over TestServer's handler.
/// </summary>
internal static class DirectBench
{
    private const int Requests = 400_000;
    private const int Users = 2;
    private static readonly Uri Url = new("http://localhost/plaintext");
    private static readonly DirectRequest Prepared = DirectRequest.Get("/plaintext");

    public static async Task RunAsync(int rounds)
    {
        await using var directApp = Build(builder => builder.Services.AddSingleton<IServer>(
            services => new DirectServer(services, services.GetRequiredService<IOptions<TestServerOptions>>())));
        await using var memoryApp = Build(builder => builder.WebHost.UseTestServer());
        await directApp.StartAsync();
        await memoryApp.StartAsync();
        var server = (DirectServer)directApp.Services.GetRequiredService<IServer>();
        using var directHandler = new DirectHandler(server);
        using var memoryHandler = memoryApp.GetTestServer().CreateHandler();
        var direct = new Target("direct dispatch", directHandler, server);
        var memory = new Target("TestServer", memoryHandler, null);

        (string Name, Func<Task<(double Microseconds, double Bytes)>> Run)[] cases =
        [
            ("direct, the application alone", () => BareAsync(() => LoopAsync(server))),
            ("direct, DispatchAsync, prepared", () => LoadAsync(direct, static user => DispatchAsync(user))),
            ("direct, DispatchAsync, by path", () => LoadAsync(direct, static user => DispatchByPathAsync(user))),
            ("direct, user.Http", () => LoadAsync(direct, static user => GetAsync(user))),
            ("TestServer, user.Http", () => LoadAsync(memory, static user => GetAsync(user))),
            ("TestServer, bare handler loop", () => BareAsync(() => LoopAsync(memoryHandler))),
        ];
        var figures = cases.Select(_ => (Time: new Rounds(), Bytes: new Rounds())).ToArray();
        var ratio = new Rounds();
        for (var round = 0; round <= rounds; round++)
        {
            var times = new double[cases.Length];
            for (var i = 0; i < cases.Length; i++)
            {
                // Each round in another order.
                var at = round % 2 == 0 ? i : cases.Length - 1 - i;
                (times[at], var bytes) = await cases[at].Run();
                if (round == 0)
                    continue;
                figures[at].Time.Add(times[at]);
                figures[at].Bytes.Add(bytes);
            }

            if (round > 0)
                ratio.Add(times[4] / times[5]);
        }

        for (var i = 0; i < cases.Length; i++)
            Console.WriteLine($"{cases[i].Name,-37}: {figures[i].Time} µs CPU, {figures[i].Bytes} B a request");
        Console.WriteLine($"TestServer, user.Http / bare loop    : {ratio}");
    }

    private static WebApplication Build(Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        configure(builder);
        var app = builder.Build();
        app.MapGet("/plaintext", () => "Hello, World!");
        return app;
    }

    private static async Task<(double Microseconds, double Bytes)> BareAsync(Func<Task> loop)
    {
        var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        await Task.WhenAll(Enumerable.Range(0, Users).Select(_ => Task.Run(loop)));
        return ((Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / Requests, (double)(GC.GetTotalAllocatedBytes() - allocated) / Requests);
    }

    private static async Task LoopAsync(DirectServer server)
    {
        var exchange = server.Application.CreateExchange();
        for (var i = 0; i < Requests / Users; i++)
        {
            exchange.Begin("GET");
            Prepared.WriteTo(exchange);
            await exchange.RunAsync();
        }
    }

    private static async Task LoopAsync(HttpMessageHandler handler)
    {
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        var buffer = new byte[256];
        for (var i = 0; i < Requests / Users; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Url);
            using var response = await invoker.SendAsync(request, CancellationToken.None);
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync();
            while (await body.ReadAsync(buffer) > 0)
            {
            }
        }
    }

    private static async Task<(double Microseconds, double Bytes)> LoadAsync(ILoadTarget target, Func<VirtualUser, ValueTask> iteration)
    {
        var plan = new LoadPlan { Name = "bench", Workload = new ClosedWorkload { Users = Users, Iterations = Requests }, WarmUp = WarmUp.None };
        using var time = new SystemEngineTime();
        var outcome = await new LoadEngine(time, plan, new Scenario(iteration), target, CancellationToken.None).RunAsync();
        return ((outcome.After.Cpu - outcome.Before.Cpu).TotalMicroseconds / Requests, (double)(outcome.After.AllocatedBytes - outcome.Before.AllocatedBytes) / Requests);
    }

    private static async ValueTask DispatchAsync(VirtualUser user)
    {
        var response = await user.DispatchAsync(Prepared);
        response.EnsureSuccess();
    }

    private static async ValueTask DispatchByPathAsync(VirtualUser user)
    {
        var response = await user.DispatchAsync("GET", "/plaintext");
        response.EnsureSuccess();
    }

    private static async ValueTask GetAsync(VirtualUser user)
    {
        using var response = await user.Http.GetAsync(Url);
        response.EnsureSuccessStatusCode();
    }

    private sealed class Target(string transport, HttpMessageHandler handler, DirectServer? server) : ILoadTarget, IDirectTarget
    {
        private readonly RequestNames names = new(null);

        public string Transport => transport;

        public Uri BaseAddress { get; } = new("http://localhost/");

        public HttpMessageHandler Handler => handler;

        public Assembly? Application => typeof(Target).Assembly;

        public DirectServer? DirectServer => server;

        public ValueTask StartAsync(int users, CancellationToken cancellationToken) => default;

        public string NameRequest(HttpMethod method, Uri uri) => names.Get(method, uri);

        public string NameRequest(HttpMethod method, string target) => names.Get(method, target, BaseAddress);

        public UserScope? CreateScope() => null;
    }
}
