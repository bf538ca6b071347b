namespace PerfAssert;

/// <summary>Measures, some ten times a second, how long a work item waits for a thread of the pool. Runs on the engine's timer.</summary>
internal sealed class PoolProbe(EngineTime time) : TimerNode, IThreadPoolWorkItem
{
    private const long Period = 100 * EngineTime.Millisecond;
    private readonly object gate = new();
    private readonly LatencyHistogram delays = new();
    private long posted;
    private bool pending;
    private bool stopped;

    public void Start() => time.Schedule(this, time.Now + Period);

    /// <summary>Ends probing; a probe that still waits counts with its wait so far.</summary>
    public LatencyHistogram Stop()
    {
        lock (gate)
        {
            stopped = true;
            if (pending)
                delays.Record(time.Now - posted);
        }

        time.Cancel(this);
        return delays;
    }

    public override void Fire(long now)
    {
        lock (gate)
        {
            if (stopped)
                return;
            if (!pending)
            {
                pending = true;
                posted = now;
                time.Post(this);
            }
        }

        time.Schedule(this, now + Period);
    }

    void IThreadPoolWorkItem.Execute()
    {
        lock (gate)
        {
            if (!stopped)
                delays.Record(time.Now - posted);
            pending = false;
        }
    }
}
