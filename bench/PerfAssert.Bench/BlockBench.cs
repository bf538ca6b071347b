using System.Diagnostics;

namespace PerfAssert.Bench;

/// <summary>What the cuts of the time line cost, which are made four times a second beside the load.</summary>
internal static class BlockBench
{
    private const int CutsPerSecond = 4;

    public static void Run(int rounds)
    {
        foreach (var series in (int[])[1, 4, TimeLine.MaxSeries])
        {
            var microseconds = new Rounds();
            var bytes = new Rounds();
            for (var round = 0; round <= rounds; round++)
            {
                var (cut, allocated) = Measure(series);
                if (round == 0)
                    continue;
                microseconds.Add(cut.TotalMicroseconds);
                bytes.Add(allocated);
            }

            FormattableString line =
                $"cut into blocks, {series,2} series          : {microseconds} µs, {bytes} B; {microseconds.Median * CutsPerSecond / 1e4:0.###} % of a core";
            Console.WriteLine(FormattableString.Invariant(line));
        }
    }

    private static (TimeSpan Cut, double Allocated) Measure(int series)
    {
        const int cuts = 40;
        const int perSeries = 1_000;
        var names = Enumerable.Range(0, series).Select(i => $"step {i}").ToArray();
        using var time = new SystemEngineTime();
        var recorder = new Recorder(time.Now, startsAreScheduled: false);
        var random = new Random(1);
        long took = 0;
        long allocated = 0;
        var clock = new JumpingTime(time);
        var line = new TimeLine(clock, recorder, clock.Now);
        for (var cut = 0; cut < cuts; cut++)
        {
            for (var i = 0; i < perSeries; i++)
            {
                // 0.1 to 10 ms, evenly over the orders of magnitude.
                var duration = (long)(1e5 * Math.Pow(100, random.NextDouble()));
                recorder.RecordIteration(0, 0, duration, null, -1);
                for (var id = 1; id < series; id++)
                    recorder.RecordStep(names[id], StepKind.Request, 0, duration, null, 200, 0, 1_000);
            }

            clock.Ahead += TimeLine.PieceLength;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            line.Cut(1, 0, final: false);
            took += Stopwatch.GetTimestamp() - start;
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return (Stopwatch.GetElapsedTime(0, took) / cuts, (double)allocated / cuts);
    }

    /// <summary>A clock that can be put forward.</summary>
    private sealed class JumpingTime(EngineTime time) : EngineTime
    {
        public long Ahead { get; set; }

        public override long Now => time.Now + Ahead;

        public override DateTimeOffset UtcNow => time.UtcNow;

        public override void Schedule(TimerNode node, long due) => time.Schedule(node, due - Ahead);

        public override bool Cancel(TimerNode node) => time.Cancel(node);

        public override void Post(IThreadPoolWorkItem item) => time.Post(item);

        public override void PostAside(Action work) => time.PostAside(work);

        public override void RunApart(Action work) => time.RunApart(work);
    }
}
