using System.Globalization;
using PerfAssert.Bench;

// Usage: PerfAssert.Bench [engine|blocks|pipeline|http|direct|arrivals|users|websocket|peers|all] [rounds], or soak [minutes].
var what = args.Length > 0 ? args[0] : "all";
switch (what)
{
    case WebSocketBench.ServerArgument:
        await WebSocketBench.ServeAsync();
        return 0;
    case "serve":
        await PeerServer.ServeAsync();
        return 0;
    case "drive":
        await PeerDriver.DriveAsync(args[1], Number(2), TimeSpan.FromSeconds(Number(3)), Version.Parse(args[4]));
        return 0;
    case "bare":
        await PeerDriver.LoopAsync(args[1], Number(2), TimeSpan.FromSeconds(Number(3)));
        return 0;
    case "soak":
        await SoakBench.RunAsync(TimeSpan.FromMinutes(args.Length > 1 ? Number(1) : 10));
        return 0;
}

var rounds = args.Length > 1 ? Number(1) : 7;
Console.WriteLine($"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {rounds} interleaved rounds, medians [min..max]");
if (what is "engine" or "all")
    await EngineBench.RunAsync(rounds);
if (what is "blocks" or "all")
    BlockBench.Run(rounds);
if (what is "pipeline" or "all")
    await PipelineBench.RunAsync(rounds);
if (what is "http" or "all")
    await HttpBench.RunAsync(rounds);
if (what is "direct" or "all")
    await DirectBench.RunAsync(rounds);
if (what is "arrivals" or "all")
    await ArrivalBench.RunAsync(rounds);
if (what is "users" or "all")
    await IdleUsersBench.RunAsync(rounds);
if (what is "websocket" or "all")
    await WebSocketBench.RunAsync(rounds);
if (what is "peers" or "all")
    await PeerBench.RunAsync(rounds);
return 0;

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);
