using System.Diagnostics;
using System.Net;
using System.Reflection;

namespace PerfAssert.Bench;

/// <summary>What measuring a request costs on top of HttpClient: both over a handler that answers at once, from memory.</summary>
internal static class PipelineBench
{
    private const int Requests = 300_000;
    private static readonly Uri Path = new("/plaintext", UriKind.Relative);

    public static async Task RunAsync(int rounds)
    {
        var (bare, measured, bareBytes, measuredBytes, clock) = (new Rounds(), new Rounds(), new Rounds(), new Rounds(), new Rounds());
        for (var round = 0; round <= rounds; round++)
        {
            var (bareTime, bareAllocated) = await BareAsync();
            var (ownTime, ownAllocated) = await MeasuredAsync();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 1_000_000; i++)
                Stopwatch.GetTimestamp();
            if (round == 0)
                continue;
            clock.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / 1_000_000);
            bare.Add(bareTime);
            measured.Add(ownTime);
            bareBytes.Add(bareAllocated);
            measuredBytes.Add(ownAllocated);
        }

        Console.WriteLine($"reading the clock                    : {clock} ns");
        Console.WriteLine($"request over an instant handler      : bare HttpClient {bare} ns {bareBytes} B, PerfAssert with engine {measured} ns {measuredBytes} B");
    }

    private static async Task<(double Nanoseconds, double Bytes)> BareAsync()
    {
        using var handler = new InstantHandler();
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://localhost/") };
        var allocated = GC.GetTotalAllocatedBytes();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < Requests; i++)
        {
            using var response = await client.GetAsync(Path);
            response.EnsureSuccessStatusCode();
        }

        return (Stopwatch.GetElapsedTime(start).TotalNanoseconds / Requests, (double)(GC.GetTotalAllocatedBytes() - allocated) / Requests);
    }

    private static async Task<(double Nanoseconds, double Bytes)> MeasuredAsync()
    {
        var plan = new LoadPlan { Name = "bench", Workload = new ClosedWorkload { Users = 1, Iterations = Requests }, WarmUp = WarmUp.None };
        using var time = new SystemEngineTime();
        var outcome = await new LoadEngine(time, plan, new Scenario(static user => IterateAsync(user)), new InstantTarget(), CancellationToken.None).RunAsync();
        return (outcome.Window.TotalNanoseconds / Requests, (double)(outcome.After.AllocatedBytes - outcome.Before.AllocatedBytes) / Requests);
    }

    private static async ValueTask IterateAsync(VirtualUser user)
    {
        using var response = await user.Http.GetAsync(Path);
        response.EnsureSuccessStatusCode();
    }

    private sealed class InstantHandler : HttpMessageHandler
    {
        private static readonly byte[] Body = "Hello, World!"u8.ToArray();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Body), RequestMessage = request });
    }

    private sealed class InstantTarget : ILoadTarget
    {
        private readonly RequestNames names = new(null);

        public string Transport => "memory";

        public Uri BaseAddress { get; } = new("http://localhost/");

        public HttpMessageHandler Handler { get; } = new InstantHandler();

        public Assembly? Application => null;

        public ValueTask StartAsync(int users, CancellationToken cancellationToken) => default;

        public string NameRequest(HttpMethod method, Uri uri) => names.Get(method, uri);

        public UserScope? CreateScope() => null;
    }
}
