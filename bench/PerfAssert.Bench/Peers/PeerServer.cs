using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace PerfAssert.Bench;

/// <summary>The server that all generators call, in a process of its own: Kestrel with a plain text, HTTP/1.1 and HTTP/2 cleartext, and its own count of requests.</summary>
internal sealed class PeerServer : IDisposable
{
    private readonly Process process;
    private readonly HttpClient client = new();

    private PeerServer(Process process, string url, string http2Url)
    {
        this.process = process;
        Url = url;
        Http2Url = http2Url;
    }

    public string Url { get; }

    public string Http2Url { get; }

    public int ProcessId => process.Id;

    /// <summary>Starts it.</summary>
    public static async Task<PeerServer> StartAsync()
    {
        var process = ChildProcess.StartSelf(["serve"], input: true);
        var addresses = (await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.")).Split(' ');
        return new PeerServer(process, addresses[0], addresses[1]);
    }

    /// <summary>What the child process does: serves until its input is closed.</summary>
    public static async Task ServeAsync()
    {
        long requests = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(System.Net.IPAddress.Loopback, 0);
            options.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        await using var app = builder.Build();
        app.MapGet("/plaintext", () =>
        {
            Interlocked.Increment(ref requests);
            return Results.Text("Hello, World!");
        });
        app.MapGet("/count", () => Results.Text(Volatile.Read(ref requests).ToString(CultureInfo.InvariantCulture)));
        await app.StartAsync();
        Console.WriteLine(string.Join(' ', app.Urls));
        await Console.In.ReadToEndAsync();
    }

    /// <summary>Requests answered so far.</summary>
    public async Task<long> CountAsync() => long.Parse(await client.GetStringAsync(new Uri(Url + "/count")), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
            process.Kill();
        process.Dispose();
        client.Dispose();
    }
}
