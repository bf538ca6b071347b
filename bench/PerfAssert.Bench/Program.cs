using PerfAssert.Bench;

// Usage: PerfAssert.Bench [engine|blocks|pipeline|http|arrivals|users|websocket|all] [rounds]
if (args is [WebSocketBench.ServerArgument])
{
    await WebSocketBench.ServeAsync();
    return 0;
}

var what = args.Length > 0 ? args[0] : "all";
var rounds = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 7;
Console.WriteLine($"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {rounds} interleaved rounds, medians [min..max]");
if (what is "engine" or "all")
    await EngineBench.RunAsync(rounds);
if (what is "blocks" or "all")
    BlockBench.Run(rounds);
if (what is "pipeline" or "all")
    await PipelineBench.RunAsync(rounds);
if (what is "http" or "all")
    await HttpBench.RunAsync(rounds);
if (what is "arrivals" or "all")
    await ArrivalBench.RunAsync(rounds);
if (what is "users" or "all")
    await IdleUsersBench.RunAsync(rounds);
if (what is "websocket" or "all")
    await WebSocketBench.RunAsync(rounds);
return 0;
