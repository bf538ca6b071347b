namespace PerfAssert;

/// <summary>
/// The leak check of a run, after everything was measured: bursts of the same load, with a full collection after each, when nothing is in
/// flight. In a phase of its own it moves no measured time, and all that a load does once, compiling, filling pools and caches, is over.
/// </summary>
internal sealed class LeakPhase(EngineTime time, LoadPlan plan, Scenario scenario, IReadOnlyList<VirtualUser> users, CancellationToken stop)
{
    private long ended;
    private long failed;
    private int abandoned;

    /// <summary>Reads the process that is checked.</summary>
    public required Func<LeakPoint?> Read { get; init; }

    /// <summary>The process that is checked.</summary>
    public required int ProcessId { get; init; }

    /// <param name="measured">The load before.</param>
    /// <param name="inProcess">Whether what it kept is known.</param>
    public async Task<LeakReport> RunAsync(PhaseOutcome measured, bool inProcess)
    {
        var whole = measured.Totals.Get(Recorder.IterationSeries);
        var before = whole.Response.Count + whole.Failed.Count;
        var check = new LeakCheck(Read, BurstAsync)
        {
            HeapRateBefore = inProcess && before > 0 ? (double?)measured.Blocks.RetainedBytes / before : null,
            TakeStock = inProcess ? LeakInventory.Take : null,
            ReadHeap = time.Diagnostics is { } diagnostics ? token => diagnostics.ReadHeapAsync(ProcessId, token) : null,
        };
        var report = await check.RunAsync(LeakCheck.IterationsAfter(before, Asked), LeakCheck.LimitAfter(measured.Window), stop).ConfigureAwait(false);
        if (stop.IsCancellationRequested)
            return LeakReport.Without("stopped before its end");
        if (abandoned > 0)
            return LeakReport.Without($"{Figure.Count(abandoned)} iterations of it ignored their cancellation; hand user.CancellationToken to what they await");
        return failed * 2 <= ended ? report : report.With($"{Figure.Count(failed)} of {Figure.Count(ended)} iterations of it failed");
    }

    private long? Asked => plan.Workload is ClosedWorkload closed ? closed.Iterations ?? closed.IterationsPerUser * closed.UserCount : null;

    private async Task<long> BurstAsync(long iterations, TimeSpan limit)
    {
        var length = plan.Workload is OpenWorkload open && TurnWorkload.Level(open) is > 0 and var rate
            ? TimeSpan.FromSeconds(Math.Min(limit.TotalSeconds, iterations / rate))
            : limit;
        var origin = time.Now;
        var recorder = new Recorder(origin, startsAreScheduled: false);
        using var run = new PhaseRun(time, plan, TurnWorkload.Of(plan.Workload, length, iterations), scenario, users, recorder, origin);
        await run.RunAsync(stop).ConfigureAwait(false);
        run.ThrowIfFatal();
        abandoned += run.Abandoned;

        var data = new SliceData();
        recorder.DrainInto(data);
        var whole = data.Get(Recorder.IterationSeries);
        ended += whole.Response.Count + whole.Failed.Count;
        failed += whole.Failed.Count;

        if (run.Abandoned > 0)
            return 0;

        // What a burst recorded is no part of what the process keeps.
        foreach (var user in users)
            user.Phase = null;
        return whole.Response.Count + whole.Failed.Count;
    }
}
