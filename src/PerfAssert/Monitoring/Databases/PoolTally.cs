using System.Diagnostics;

namespace PerfAssert;

/// <summary>What is known of one connection pool so far. Thread-safe.</summary>
/// <param name="system">See <see cref="DatabaseSystem"/>.</param>
/// <param name="name">As its client calls it.</param>
/// <param name="tellsWaits">Whether its client tells of each wait, so that none told is none.</param>
internal sealed class PoolTally(string system, string name, bool tellsWaits)
{
    private readonly object gate = new();
    private LatencyHistogram waits = new();
    private long start = Stopwatch.GetTimestamp();
    private long since = Stopwatch.GetTimestamp();
    private double area;
    private int used;
    private int idle;
    private int waiting;
    private int peakUsed;
    private int peakWaiting;
    private int sampledUsed;
    private int sampledWaiting;
    private long timeouts;

    public string System => system;

    public string Name => name;

    public int? MaxSize { get; set; }

    /// <summary>The value of an instrument that is asked, or the change of one that tells.</summary>
    public void Used(long value, bool isChange)
    {
        lock (gate)
        {
            var now = Stopwatch.GetTimestamp();
            area += (double)used * (now - since);
            since = now;
            used = (int)(isChange ? used + value : value);
            peakUsed = Math.Max(peakUsed, used);
            sampledUsed = Math.Max(sampledUsed, used);
        }
    }

    /// <inheritdoc cref="Used" />
    public void Idle(long value, bool isChange)
    {
        lock (gate)
            idle = (int)(isChange ? idle + value : value);
    }

    /// <inheritdoc cref="Used" />
    public void Waiting(long value, bool isChange)
    {
        lock (gate)
        {
            waiting = (int)(isChange ? waiting + value : value);
            peakWaiting = Math.Max(peakWaiting, waiting);
            sampledWaiting = Math.Max(sampledWaiting, waiting);
        }
    }

    public void Waited(long nanoseconds)
    {
        lock (gate)
        {
            waits.Record(nanoseconds);
        }
    }

    public void TimedOut(long count) => Interlocked.Add(ref timeouts, count);

    /// <summary>Starts counting again; what is in use and who waits stays.</summary>
    public void Restart()
    {
        lock (gate)
        {
            waits = new LatencyHistogram();
            start = since = Stopwatch.GetTimestamp();
            area = 0;
            peakUsed = sampledUsed = used;
            peakWaiting = sampledWaiting = waiting;
            Volatile.Write(ref timeouts, 0);
        }
    }

    /// <summary>Adds what it came to since the last sample: the most in use and waiting, so that none is missed between two samples.</summary>
    public void Sample(ResourceSamples samples)
    {
        lock (gate)
        {
            samples.Add(Resources.DbConnections, sampledUsed);
            samples.Add(Resources.DbIdle, idle);
            samples.Add(Resources.DbWaiters, sampledWaiting);
            samples.Add(Resources.DbTimeouts, Volatile.Read(ref timeouts));
            sampledUsed = used;
            sampledWaiting = waiting;
        }
    }

    /// <summary>What it comes to; <see langword="null"/> for one that was not used.</summary>
    public ConnectionPoolReport? Report()
    {
        lock (gate)
        {
            if (peakUsed == 0 && peakWaiting == 0 && timeouts == 0)
                return null;
            var now = Stopwatch.GetTimestamp();
            return new ConnectionPoolReport
            {
                Name = PoolName.Of(name),
                MaxSize = MaxSize,
                PeakInUse = peakUsed,
                MeanInUse = now > start ? (area + ((double)used * (now - since))) / (now - start) : used,
                PeakWaiters = peakWaiting,
                Timeouts = timeouts,
                Wait = tellsWaits ? new LatencySummary(waits) : null,
            };
        }
    }
}
