using System.Globalization;

namespace PerfAssert.Bench;

/// <summary>Whether the generator's own memory stays where it is: a closed load at full speed against Kestrel in a process of its own.</summary>
internal static class SoakBench
{
    private const int Users = 50;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(TimeSpan length)
    {
        using var server = await PeerServer.StartAsync();
        var driving = PeerDriver.DriveAsync(server.Url, Users, length, System.Net.HttpVersion.Version11);
        var heaps = new List<double>();
        while (await Task.WhenAny(driving, Task.Delay(Between)) != driving)
        {
            heaps.Add(GC.GetTotalMemory(forceFullCollection: true) / 1e6);
            var requests = await server.CountAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak: {heaps.Count * Between.TotalSeconds,5:0} s, {requests,12:N0} requests, managed heap {heaps[^1]:0.00} MB"));
        }

        await driving;

        // The first reading stands for what is made once: connections, code, the first slices.
        var first = heaps.Take(2).Average();
        var last = heaps.TakeLast(2).Average();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak of {length.TotalMinutes:0.#} minutes at full speed: managed heap {first:0.00} MB in the first minute, {last:0.00} MB in the last ({(last / first) - 1:+0.0 %;-0.0 %})"));
    }
}
