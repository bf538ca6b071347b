using Microsoft.Extensions.DependencyInjection;
using PerfAssert.TestApp;
using PerfAssert.Tests.AspNetCore;

namespace PerfAssert.Tests.Protocols.WebSockets;

/// <summary>The small application in the three ways that it can be reached.</summary>
public sealed class SocketHosts : IDisposable
{
    public const string Kestrel = "Kestrel";
    public const string TestServer = "TestServer";
    public const string Url = "URL";

    private readonly Dictionary<string, PerfWebApplication<Program>> applications = new()
    {
        [Kestrel] = new TestApi(),
        [TestServer] = new InMemoryTestApi(),
        [Url] = new TestApi(),
    };

    private HttpTarget? url;

    public async Task<ILoadTarget> StartAsync(string transport)
    {
        var application = applications[transport];
        await application.StartAsync(1, CancellationToken.None);
        return transport == Url ? url ??= new HttpTarget(application.BaseAddress) : application;
    }

    /// <summary>Sockets that the application serves; waits until there are as many as expected, and tells how many there are if that takes too long.</summary>
    public async Task<int> OpenAsync(string transport, int expected)
    {
        var open = applications[transport].Services.GetRequiredService<OpenSockets>();

        // The server notices an end when its own continuation runs: soon, on a machine that has time for it. Before its first connection a
        // load may wait for others of the machine.
        for (var attempt = 0; attempt < 30_000 && open.Count != expected; attempt++)
            await Task.Delay(10);
        return open.Count;
    }

    public void Dispose()
    {
        url?.Dispose();
        foreach (var application in applications.Values)
            application.Dispose();
    }
}
