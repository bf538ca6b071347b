namespace PerfAssert.Bench;

/// <summary>What users cost that think: bytes of managed memory for each, and CPU for each wake-up.</summary>
internal static class IdleUsersBench
{
    private const int Users = 10_000;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(int rounds)
    {
        var (bytes, wakes, allocated) = (new Rounds(), new Rounds(), new Rounds());
        for (var round = 0; round <= rounds; round++)
        {
            // What a run costs that has one user is not a user's.
            var (run, _, _) = await MeasureAsync(1);
            await Task.Yield();
            var (heap, cpu, garbage) = await MeasureAsync(Users);

            // Until here the method that has just ended is still on the stack, with all its users.
            await Task.Yield();
            if (round == 0)
                continue;
            bytes.Add((heap - run) / (Users - 1));
            wakes.Add(cpu);
            allocated.Add(garbage);
        }

        Console.WriteLine($"{Users} users that think 1 s            : {bytes} B of heap a user; {wakes} µs of CPU and {allocated} B allocated a wake-up");
    }

    /// <summary>A method of its own, so that nothing of the round before is still held.</summary>
    private static async Task<(double Heap, double Cpu, double Garbage)> MeasureAsync(int users)
    {
        var plan = new LoadPlan
        {
            Name = "bench",
            Workload = new ClosedWorkload { Users = users, Stages = [Stage.Hold(users, Length)] },
            ThinkTime = ThinkTime.Uniform(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5)),
            WarmUp = WarmUp.None,
        };
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var time = new SystemEngineTime();
        var engine = new LoadEngine(time, plan, new Scenario(static _ => default), null, CancellationToken.None);
        var running = Task.Run(engine.RunAsync);

        // By then every user has had its first iterations and thinks.
        await Task.Delay(Length * 0.75);
        var during = GC.GetTotalMemory(forceFullCollection: true);
        var outcome = await running;
        GC.KeepAlive(engine);
        return (
            during - before,
            (outcome.After.Cpu - outcome.Before.Cpu).TotalMicroseconds / outcome.Started,
            (double)(outcome.After.AllocatedBytes - outcome.Before.AllocatedBytes) / outcome.Started);
    }
}
