namespace PerfAssert;

/// <summary>
/// What happens inside a transaction: whether something failed, and for how long the user did nothing but pause. Its branches may run
/// side by side: a pause beside a request in flight is no time in which nobody waited for the application. What is counted here is
/// counted for the transactions around it too.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="outer">The transaction around it; <see langword="null"/> when it is the outermost.</param>
internal sealed class TransactionTally(EngineTime time, TransactionTally? outer)
{
    private readonly object gate = new();
    private Failure? failure;
    private int pauses;
    private int requests;
    private long idleSince;
    private long idle;

    /// <summary>The first failure inside.</summary>
    public Failure? Failure => Volatile.Read(ref failure);

    public void Fail(Failure reason)
    {
        for (var tally = this; tally is not null; tally = tally.Outer)
            Interlocked.CompareExchange(ref tally.failure, reason, null);
    }

    public void PauseStarts() => Count(1, 0);

    public void PauseEnds() => Count(-1, 0);

    public void RequestStarts() => Count(0, 1);

    public void RequestEnds() => Count(0, -1);

    /// <summary>Time in which somebody paused and no request was in flight, in nanoseconds.</summary>
    public long Paused
    {
        get
        {
            lock (gate)
                return idle;
        }
    }

    private TransactionTally? Outer => outer;

    private void Count(int pause, int request)
    {
        var now = time.Now;
        for (var tally = this; tally is not null; tally = tally.Outer)
            tally.Count(pause, request, now);
    }

    private void Count(int pause, int request, long now)
    {
        lock (gate)
        {
            if (pauses > 0 && requests == 0)
                idle += now - idleSince;
            idleSince = now;
            pauses += pause;
            requests += request;
        }
    }
}
