using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PerfAssert.Bench;

/// <summary>What the engine itself costs: nanoseconds and bytes of an iteration that does nothing.</summary>
internal static class EngineBench
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    [SuppressMessage("Reliability", "CA2012:Use ValueTasks correctly", Justification = "Handed to the engine, which awaits each once.")]
    public static async Task RunAsync(int rounds)
    {
        var (synchronous, yielding, twoUsers, bareYield) = (new Cost(), new Cost(), new Cost(), new Rounds());
        for (var round = 0; round <= rounds; round++)
        {
            // Round 0 warms up the JIT and is not counted.
            var count = round > 0;
            await MeasureAsync(1, static _ => default, synchronous, count);
            await MeasureAsync(1, static _ => YieldAsync(), yielding, count);
            var bare = await BareYieldAsync();
            if (count)
                bareYield.Add(bare);
            await MeasureAsync(Environment.ProcessorCount, static _ => default, twoUsers, count);
        }

        Console.WriteLine($"engine, empty iteration, 1 user      : {synchronous.Nanoseconds} ns, {synchronous.Bytes} B");
        Console.WriteLine($"engine, yielding iteration, 1 user   : {yielding.Nanoseconds} ns, {yielding.Bytes} B (a bare loop of the same body: {bareYield} ns)");
        Console.WriteLine($"engine, empty iteration, {Environment.ProcessorCount} users     : {twoUsers.Nanoseconds} ns per iteration and user, {twoUsers.Bytes} B");
    }

    private static async Task MeasureAsync(int users, Func<VirtualUser, ValueTask> iteration, Cost cost, bool count)
    {
        var plan = new LoadPlan
        {
            Name = "bench",
            Workload = new ClosedWorkload { Users = users, Stages = [Stage.Hold(users, Length)] },
            WarmUp = WarmUp.For(TimeSpan.FromMilliseconds(300)),
        };
        using var time = new SystemEngineTime();
        var outcome = await new LoadEngine(time, plan, new Scenario(iteration), null, CancellationToken.None).RunAsync();
        if (!count)
            return;
        cost.Nanoseconds.Add(Length.TotalNanoseconds * users / outcome.Started);
        cost.Bytes.Add((double)(outcome.After.AllocatedBytes - outcome.Before.AllocatedBytes) / outcome.Started);
    }

    private static async Task<double> BareYieldAsync()
    {
        const int count = 1_000_000;
        await Task.Yield();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            await YieldAsync();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask YieldAsync() => await Task.Yield();

    private sealed class Cost
    {
        public Rounds Nanoseconds { get; } = new();

        public Rounds Bytes { get; } = new();
    }
}
