namespace PerfAssert;

/// <summary>Turns slices into a progress line now and then, so that a long run shows that it lives.</summary>
internal sealed class ProgressFeed(LoadPlan plan, Action<string>? output, TimeSpan every)
{
    private TimeSpan last;
    private long failed;

    public void WarmUp()
    {
        if (plan.WarmUp.Duration != TimeSpan.Zero)
            output?.Invoke(ProgressLine.Render(plan, TimeSpan.Zero, null, 0, RunPhase.WarmUp));
    }

    public void Slice(TimeSlice slice)
    {
        failed += slice.Failed;
        var elapsed = slice.Start + slice.Length;
        if (output is null || elapsed - last < every - TimeSpan.FromMilliseconds(500))
            return;
        last = elapsed;
        var phase = plan.Workload.Duration is { } duration && slice.Start >= duration ? RunPhase.Stopping : RunPhase.Measuring;
        output(ProgressLine.Render(plan, elapsed, slice, failed, phase));
    }
}
