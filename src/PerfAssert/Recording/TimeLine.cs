namespace PerfAssert;

/// <summary>
/// Cuts a phase into slices and adds them up. Works aside from the load; never on two threads at once. What it keeps does not grow with
/// the number of iterations.
/// </summary>
internal sealed class TimeLine
{
    private readonly EngineTime time;
    private readonly Recorder recorder;
    private readonly long origin;
    private readonly List<TimeSlice> slices = [];
    private ProcessReading last;
    private long droppedBefore;

    public TimeLine(EngineTime time, Recorder recorder, long origin)
    {
        this.time = time;
        this.recorder = recorder;
        this.origin = origin;
        First = last = ProcessProbe.Read(origin);
    }

    public SliceData Totals { get; } = new();

    public IReadOnlyList<TimeSlice> Slices => slices;

    public ProcessReading First { get; }

    public ProcessReading Last => last;

    /// <summary>Successful operations by series when the load ended; <see langword="null"/> before.</summary>
    public IReadOnlyList<long>? SucceededInWindow { get; private set; }

    /// <summary>Readings when the load ended.</summary>
    public ProcessReading WindowEnd { get; private set; }

    /// <summary>Ends the current slice. A sliver that holds nothing is left out.</summary>
    public TimeSlice? Cut(int activeUsers, long dropped)
    {
        const long sliver = 10 * EngineTime.Millisecond;
        var now = time.Now;
        var data = recorder.TakeSlice();
        var iterations = data.Get(Recorder.IterationSeries);
        if (now - last.At < sliver && iterations.Response.Count + iterations.Failed.Count == 0 && slices.Count > 0)
        {
            Totals.Add(data);
            return null;
        }

        var reading = ProcessProbe.Read(now);
        long requests = 0, received = 0;
        var names = recorder.Names;
        for (var id = 1; id < names.Count; id++)
        {
            if (names[id].Kind == StepKind.Request && data.Find(id) is { } request)
            {
                requests += request.Response.Count + request.Failed.Count;
                received += request.BytesReceived;
            }
        }

        var latency = new LatencySummary(iterations.Response);
        var slice = new TimeSlice
        {
            Start = EngineTime.Span(last.At - origin),
            Length = EngineTime.Span(now - last.At),
            Succeeded = iterations.Response.Count,
            Failed = iterations.Failed.Count,
            Dropped = dropped - droppedBefore,
            Requests = requests,
            BytesReceived = received,
            ActiveUsers = activeUsers,
            P50 = latency.P50,
            P95 = latency.P95,
            P99 = latency.P99,
            Max = latency.Max,
            CpuCores = ProcessReading.Cores(last, reading),
            ForeignCpu = ProcessReading.Foreign(last, reading),
            GcPause = reading.GcPause - last.GcPause,
            AllocatedBytes = reading.AllocatedBytes - last.AllocatedBytes,
            WorkingSet = reading.WorkingSet,
        };
        slices.Add(slice);
        last = reading;
        droppedBefore = dropped;
        Totals.Add(data);
        return slice;
    }

    /// <summary>Notes what had succeeded when the load ended, the base of every rate.</summary>
    public void EndWindow()
    {
        SucceededInWindow = [.. Enumerable.Range(0, recorder.Names.Count).Select(id => Totals.Find(id)?.Response.Count ?? 0)];
        WindowEnd = last;
    }
}
