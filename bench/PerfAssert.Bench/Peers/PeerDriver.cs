namespace PerfAssert.Bench;

/// <summary>What this program does as a generator among its peers: the engine, or a bare loop of the same requests.</summary>
internal static class PeerDriver
{
    public static async Task DriveAsync(string url, int users, TimeSpan length, Version version)
    {
        var plan = new LoadPlan
        {
            Name = "peer",
            Workload = new ClosedWorkload { Users = users, Stages = [Stage.Hold(users, length)] },
            WarmUp = WarmUp.None,
        };
        using var target = new HttpTarget(url) { HttpVersion = version };
        await target.StartAsync(users, CancellationToken.None);
        using var time = new SystemEngineTime();
        await new LoadEngine(time, plan, new Scenario(static user => IterateAsync(user)), target, CancellationToken.None).RunAsync();
    }

    public static async Task LoopAsync(string url, int users, TimeSpan length)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false, ActivityHeadersPropagator = null, MaxConnectionsPerServer = users };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(url) };
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, users).Select(_ => Task.Run(async () =>
        {
            while (TimeProvider.System.GetElapsedTime(start) < length)
            {
                using var response = await client.GetAsync(new Uri("/plaintext", UriKind.Relative));
                response.EnsureSuccessStatusCode();
            }
        })));
    }

    private static async ValueTask IterateAsync(VirtualUser user)
    {
        using var response = await user.Http.GetAsync(new Uri("/plaintext", UriKind.Relative));
        response.EnsureSuccessStatusCode();
    }
}
