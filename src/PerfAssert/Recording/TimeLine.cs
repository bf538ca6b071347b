namespace PerfAssert;

/// <summary>
/// Cuts a phase into blocks for comparisons and slices for reading, and adds them up. Works aside from the load; never on two threads at
/// once. What it keeps does not grow with the number of iterations.
/// </summary>
internal sealed class TimeLine
{
    /// <summary>Planned time between two cuts: short enough for a dozen blocks in a few seconds, long enough for the CPU clock of the kernel (4 to 10 ms).</summary>
    public const long PieceLength = 250 * EngineTime.Millisecond;

    /// <summary>More series are left out of blocks: they are compared one by one, and nobody compares that many.</summary>
    public const int MaxSeries = 32;

    private const long SliceLength = EngineTime.Second;
    private const long Sliver = 10 * EngineTime.Millisecond;

    /// <summary>A last piece of at least this share of its length counts as a whole one: the end of the load and a cut fall together.</summary>
    private const double WholeShare = 0.9;

    private readonly EngineTime time;
    private readonly Recorder recorder;
    private readonly BlockLog log;
    private readonly CallCounters? calls;
    private CallCounts callsBefore;
    private readonly long origin;
    private readonly SliceData piece = new();
    private readonly SliceData slice = new();
    private readonly List<TimeSlice> slices = [];
    private readonly ForeignCpu foreign = new(Environment.ProcessorCount);
    private readonly List<double> quarters = [];
    private ProcessReading sliceStart;
    private ProcessReading turnStart;
    private ProcessReading paused;
    private ProcessReading last;
    private CallCounts lastCalls;
    private long nextSlice = SliceLength;
    private long droppedBefore;
    private bool windowEnded;

    /// <param name="time">The clock.</param>
    /// <param name="recorder">What is cut.</param>
    /// <param name="origin">Engine time of the start of the phase, in nanoseconds.</param>
    /// <param name="calls">Where the code under load runs in this process.</param>
    /// <param name="log">Where blocks are kept; by default they are made by their length.</param>
    public TimeLine(EngineTime time, Recorder recorder, long origin, CallCounters? calls = null, BlockLog? log = null)
    {
        this.time = time;
        this.recorder = recorder;
        this.origin = origin;
        this.log = log ?? BlockLog.ByLength();
        First = last = sliceStart = turnStart = ProcessProbe.Read(origin);
        this.calls = calls;
        callsBefore = lastCalls = calls?.Read() ?? default;
    }

    /// <summary>Names by series id, as far as they are known by now.</summary>
    public IReadOnlyList<(string Name, StepKind Kind)> Names => recorder.Names;

    public SliceData Totals { get; } = new();

    public IReadOnlyList<TimeSlice> Slices => slices;

    /// <summary>
    /// Told of each slice and the response times of its successful iterations, in nanoseconds. The histogram is the time line's own: it is
    /// empty again after the call.
    /// </summary>
    public Action<TimeSlice, LatencyHistogram>? OnSlice { get; init; }

    public ProcessReading First { get; }

    /// <summary>At the last cut, as if there had been no pauses.</summary>
    public ProcessReading Last => last.Without(paused);

    /// <summary>From the start of the turn to the last cut.</summary>
    public TimeSpan TurnLength => EngineTime.Span(last.At - turnStart.At);

    /// <summary>What was counted up to the last cut.</summary>
    public CallCounts Calls => lastCalls.Since(callsBefore);

    /// <summary>Whole pieces of <see cref="PieceLength"/> so far.</summary>
    public int Pieces => log.Pieces;

    /// <summary>Successful operations by series when the load ended; <see langword="null"/> before.</summary>
    public IReadOnlyList<long>? SucceededInWindow { get; private set; }

    /// <summary>Ends the current piece, and the slice when it is full. A slice that is a sliver and holds nothing is left out.</summary>
    /// <param name="activeUsers">At this moment.</param>
    /// <param name="dropped">Iterations dropped so far.</param>
    /// <param name="final">Whether the load or the phase has ended: nothing is left for a later cut.</param>
    public void Cut(int activeUsers, long dropped, bool final)
    {
        var now = time.Now;

        // A cut that came late has taken a part of this piece with it; the rest joins the next.
        if (!final && now - last.At < PieceLength / 2)
            return;
        recorder.DrainInto(piece);
        var endsSlice = final || now - origin - paused.At >= nextSlice - (PieceLength / 2);
        var reading = ProcessProbe.Read(now, memory: endsSlice);
        var counted = calls?.Read() ?? default;
        if (!windowEnded)
            AddPiece(reading, counted.Since(lastCalls), final);
        if (reading.At - last.At >= PieceLength / 2)
        {
            var ended = piece.Get(Recorder.IterationSeries);
            quarters.Add((ended.Response.Count + ended.Failed.Count) / (double)(reading.At - last.At));
        }

        last = reading;
        lastCalls = counted;
        slice.Add(piece);
        piece.Clear();
        if (endsSlice)
            EndSlice(activeUsers, dropped);
    }

    /// <summary>Goes on after a pause, of which nothing counts.</summary>
    public void StartTurn()
    {
        var now = ProcessProbe.Read(time.Now);
        paused = paused.Plus(now.Without(last));
        last = sliceStart = turnStart = now;
        droppedBefore = 0;
        var counted = calls?.Read() ?? default;
        callsBefore = counted.Since(Calls);
        lastCalls = counted;
    }

    /// <summary>Makes a block of everything since the start of the turn.</summary>
    public void EndTurn()
    {
        log.EndTurn();
        SucceededInWindow = Succeeded();
    }

    /// <summary>Notes what had succeeded when the load ended, the base of every rate. What comes later is in no block.</summary>
    public void EndWindow()
    {
        SucceededInWindow = Succeeded();
        windowEnded = true;
    }

    /// <summary>The blocks so far.</summary>
    /// <param name="kernelTime">See <see cref="BlockSet.KernelTime"/>.</param>
    /// <param name="inProcess">See <see cref="BlockSet.InProcess"/>.</param>
    public BlockSet Blocks(TimeSpan? kernelTime, bool inProcess)
    {
        (string, StepKind)[] names = [.. recorder.Names.Take(MaxSeries)];
        var blocks = log.Blocks(names.Length);

        // A source of counts may appear in the middle of a run: before it there was nothing to count.
        if (Calls is { SqlCommands: not null } or { OutboundCalls: not null })
        {
            blocks = [.. blocks.Select(block => block with
            {
                SqlCommands = Calls.SqlCommands is null ? null : block.SqlCommands ?? 0,
                OutboundCalls = Calls.OutboundCalls is null ? null : block.OutboundCalls ?? 0,
            })];
        }

        return new BlockSet(names, blocks, kernelTime, inProcess);
    }

    private long[] Succeeded() => [.. Enumerable.Range(0, recorder.Names.Count).Select(id => Totals.Find(id)?.Response.Count ?? 0)];

    private void AddPiece(ProcessReading reading, CallCounts counted, bool final)
    {
        var series = new BlockSeries[Math.Min(MaxSeries, recorder.Names.Count)];
        for (var id = 0; id < series.Length; id++)
        {
            series[id] = piece.Find(id) is { } data
                ? new BlockSeries(BlockHistogram.Of(data.Response), data.Failed.Count, data.BytesSent, data.BytesReceived)
                : BlockSeries.Empty;
        }

        var block = new Block
        {
            Start = EngineTime.Span(last.At - origin - paused.At),
            Length = EngineTime.Span(reading.At - last.At),
            Series = series,
            Cpu = reading.Cpu - last.Cpu,
            ForeignCpu = foreign.Between(last, reading),
            AllocatedBytes = reading.AllocatedBytes - last.AllocatedBytes,
            SqlCommands = counted.SqlCommands,
            OutboundCalls = counted.OutboundCalls,
        };
        log.Add(block, whole: !final || reading.At - last.At >= PieceLength * WholeShare);
    }

    private void EndSlice(int activeUsers, long dropped)
    {
        var iterations = slice.Get(Recorder.IterationSeries);
        if (last.At - sliceStart.At < Sliver && iterations.Response.Count + iterations.Failed.Count == 0 && slices.Count > 0)
        {
            Collect();
            return;
        }

        long requests = 0, received = 0, lost = 0;
        var names = recorder.Names;
        for (var id = 1; id < names.Count; id++)
        {
            if (names[id].Kind == StepKind.Request && slice.Find(id) is { } request)
            {
                requests += request.Response.Count + request.Failed.Count;
                received += request.BytesReceived;
            }

            if (WebSocketSeries.IsOpen(names[id]) && slice.Find(id) is { } open)
                lost += open.Failed.Count;
        }

        var latency = new LatencySummary(iterations.Response);
        var ended = new TimeSlice
        {
            Start = EngineTime.Span(sliceStart.At - origin - paused.At),
            Length = EngineTime.Span(last.At - sliceStart.At),
            Succeeded = iterations.Response.Count,
            Failed = iterations.Failed.Count,
            Dropped = dropped - droppedBefore,
            LostConnections = lost,
            Requests = requests,
            BytesReceived = received,
            ActiveUsers = activeUsers,
            P50 = latency.P50,
            P95 = latency.P95,
            P99 = latency.P99,
            Max = latency.Max,
            CpuCores = ProcessReading.Cores(sliceStart, last),
            ForeignCpu = ProcessReading.Foreign(sliceStart, last),
            GcPause = last.GcPause - sliceStart.GcPause,
            AllocatedBytes = last.AllocatedBytes - sliceStart.AllocatedBytes,
            WorkingSet = last.WorkingSet,
            SlowestQuarter = SlowestQuarter(),
        };
        slices.Add(ended);
        sliceStart = last;
        droppedBefore = dropped;
        while (nextSlice <= last.At - origin - paused.At + (PieceLength / 2))
            nextSlice += SliceLength;
        try
        {
            OnSlice?.Invoke(ended, iterations.Response);
        }
        finally
        {
            Collect();
        }
    }

    private double SlowestQuarter()
    {
        if (quarters.Count < 3)
            return double.NaN;
        quarters.Sort();
        var median = (quarters[(quarters.Count - 1) / 2] + quarters[quarters.Count / 2]) / 2;
        return median > 0 ? quarters[0] / median : double.NaN;
    }

    private void Collect()
    {
        quarters.Clear();
        Totals.Add(slice);
        slice.Clear();
    }
}
