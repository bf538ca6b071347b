using Microsoft.Extensions.DependencyInjection;
using PerfAssert.TestApp;
using PerfAssert.Tests.AspNetCore;
using Xunit;

namespace PerfAssert.Tests.Protocols;

/// <summary>The small application of the tests, reached in every way that there is.</summary>
public sealed class Ways : IAsyncLifetime
{
    private readonly Dictionary<Way, ILoadTarget> targets = [];
    private readonly List<PerfWebApplication<Program>> applications = [];

    public static TheoryData<Way> All => new(Enum.GetValues<Way>());

    public ILoadTarget this[Way way] => targets[way];

    public async Task InitializeAsync()
    {
        var http1 = new TestApi();
        var http2 = new Http2TestApi();
        targets[Way.Http1] = http1;
        targets[Way.Http2] = http2;
        targets[Way.Memory] = new InMemoryTestApi();
        targets[Way.MemoryHttp2] = new InMemoryTestApi { HttpVersion = new Version(2, 0) };
        applications.AddRange(targets.Values.Cast<PerfWebApplication<Program>>());
        foreach (var application in applications)
            await application.StartAsync(1, default);
        targets[Way.UrlHttp1] = new HttpTarget(http1.BaseAddress);
        targets[Way.UrlHttp2] = new HttpTarget(http2.BaseAddress) { HttpVersion = new Version(2, 0) };
    }

    /// <summary>What the application at the end of the way counts.</summary>
    public Streams Streams(Way way) => applications[way switch
    {
        Way.UrlHttp1 => (int)Way.Http1,
        Way.UrlHttp2 => (int)Way.Http2,
        _ => (int)way,
    }].Services.GetRequiredService<Streams>();

    public async Task DisposeAsync()
    {
        foreach (var target in targets.Values.OfType<HttpTarget>())
            target.Dispose();
        foreach (var application in applications)
            await application.DisposeAsync();
    }

    /// <summary>A run of so many iterations by each user.</summary>
    public static LoadRun Run(int users, int iterations, CancellationToken cancellationToken = default) => new(
        new LoadPlan
        {
            Name = "ways",
            Workload = new ClosedWorkload { Users = users, IterationsPerUser = iterations },
            WarmUp = WarmUp.None,
            AllowDebugBuild = true,
        },
        cancellationToken);
}
