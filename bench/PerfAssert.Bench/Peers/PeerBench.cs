namespace PerfAssert.Bench;

/// <summary>
/// A closed load of 50 users against Kestrel in a process of its own, by each generator in turn: requests per second by the server's own
/// count, and the CPU of the generator's processes for each request, both over the middle of its run.
/// </summary>
internal static class PeerBench
{
    private const int Users = 50;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(int rounds)
    {
        using var server = await PeerServer.StartAsync();
        var generators = Generator.All.Where(IsInstalled).ToList();
        var figures = generators.ToDictionary(each => each.Name, _ => (Rate: new Rounds(), Cpu: new Rounds(), Ratio: new Rounds(), CpuRatio: new Rounds(), ToWrk: new Rounds()));
        for (var round = 0; round < rounds; round++)
        {
            var measured = new Dictionary<string, (double Rate, double Cpu)>();

            // Each round in another order, so that nobody always follows the same one.
            foreach (var generator in generators.Skip(round % generators.Count).Concat(generators.Take(round % generators.Count)))
                measured[generator.Name] = await MeasureAsync(server, generator);
            foreach (var (name, (rate, cpu)) in measured)
            {
                figures[name].Rate.Add(rate);
                figures[name].Cpu.Add(cpu);
                figures[name].Ratio.Add(rate / measured["bare HttpClient"].Rate);
                figures[name].CpuRatio.Add(cpu / measured["bare HttpClient"].Cpu);
                if (measured.TryGetValue("wrk", out var wrk))
                    figures[name].ToWrk.Add(cpu / wrk.Cpu);
            }
        }

        Console.WriteLine($"closed {Users} users, Kestrel in its own process, {rounds} rounds of {Window.TotalSeconds} s");
        foreach (var (name, figure) in figures)
        {
            Console.WriteLine($"  {name,-20} {figure.Rate} requests/s ({figure.Ratio} × bare), {figure.Cpu} µs of generator CPU a request ({figure.CpuRatio} × bare"
                + (figure.ToWrk.IsEmpty ? ")" : $", {figure.ToWrk} × wrk)"));
        }
    }

    private static bool IsInstalled(Generator generator)
    {
        if (generator.Command is null || ChildProcess.Find(generator.Command) is not null)
            return true;
        Console.WriteLine($"{generator.Name} is not installed and is left out.");
        return false;
    }

    private static async Task<(double Rate, double Cpu)> MeasureAsync(PeerServer server, Generator generator)
    {
        var arguments = generator.Arguments(server, Users, (int)Math.Ceiling((generator.Start + Window).TotalSeconds + 1));
        using var process = generator.Command is { } command
            ? ChildProcess.Start(ChildProcess.Find(command)!, arguments)
            : ChildProcess.StartSelf(arguments);
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Task.Delay(generator.Start);
        var (count, cpu, at) = (await server.CountAsync(), ChildProcess.CpuOf(process.Id), TimeProvider.System.GetTimestamp());
        await Task.Delay(Window);
        var requests = await server.CountAsync() - count;
        var used = ChildProcess.CpuOf(process.Id) - cpu;
        var took = TimeProvider.System.GetElapsedTime(at);
        var endedEarly = process.HasExited;
        await process.WaitForExitAsync();
        var texts = await output;
        if (endedEarly || requests == 0)
            throw new InvalidOperationException($"{generator.Name} sent {requests} requests{(endedEarly ? " and ended early" : "")}: {string.Concat(texts)}");
        return (requests / took.TotalSeconds, used.TotalMicroseconds / requests);
    }
}
