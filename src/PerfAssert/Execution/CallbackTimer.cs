namespace PerfAssert;

/// <summary>Calls back at a time, once or again and again. The callback must be short: it runs on the engine's timer.</summary>
internal sealed class CallbackTimer(EngineTime time, Action callback, long period = 0) : TimerNode
{
    private volatile bool stopped;

    public CallbackTimer StartAt(long due)
    {
        time.Schedule(this, due);
        return this;
    }

    public void Stop()
    {
        stopped = true;
        time.Cancel(this);
    }

    public override void Fire(long now)
    {
        if (stopped)
            return;
        callback();
        if (period > 0 && !stopped)
            time.Schedule(this, Math.Max(Due + period, now));
    }
}
