using System.Diagnostics;

namespace PerfAssert;

/// <summary>
/// Runs the monitors of a run, in real time, on a thread of their own: it samples while the pool starves. Each step waits for the monitors,
/// but for none of them longer than <see cref="Patience"/>; from a monitor that hangs on, nothing is read any more.
/// </summary>
internal sealed class MonitorSession : IAsyncDisposable
{
    /// <summary>A monitor that takes longer for a reading than this hangs: the end of a run does not wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Opening what has to be open may take its time: nothing is measured yet.</summary>
    private static readonly TimeSpan PatienceToStart = TimeSpan.FromSeconds(10);

    /// <summary>A run that was cancelled ends within a second, most of which its iterations may need.</summary>
    private static readonly TimeSpan PatienceWhenCancelled = TimeSpan.FromMilliseconds(100);

    /// <summary>Room for the samples of this many intervals is made beforehand; a longer run makes more as it needs it.</summary>
    private const int MostRoom = 1024;

    [ThreadStatic]
    private static bool isMonitors;

    private readonly object gate = new();
    private readonly Queue<Action> orders = new();
    private readonly IReadOnlyList<Func<IMonitor>> sources;
    private readonly string? process;
    private readonly List<IMonitor> monitors = [];
    private readonly List<DatabaseReport> databases = [];
    private readonly List<RedisReport> redis = [];
    private readonly List<string> problems = [];
    private readonly ResourceSamples samples;
    private readonly TimeSpan interval;
    private Thread? thread;
    private string? current;
    private long lastProgress;
    private long resumedAt = long.MaxValue;
    private TimeSpan before;
    private TimeSpan nextAt;
    private bool hangs;
    private bool ended;

    /// <param name="monitors">What is to be watched.</param>
    /// <param name="plan">Says how often, and about how long.</param>
    public MonitorSession(RunMonitors monitors, LoadPlan plan)
    {
        (sources, process) = monitors;
        interval = plan.MonitorInterval;
        var expected = (plan.Workload.Duration ?? TimeSpan.FromMinutes(1)) / interval;
        samples = new ResourceSamples((int)Math.Min(expected + 4, MostRoom));
    }

    /// <summary>Whether the calling code works for a monitor: what it asks of a database is not the application's.</summary>
    public static bool IsCurrentThread => isMonitors;

    /// <summary>Makes and starts the monitors.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        if (sources.Count == 0)
            return;
        thread = new Thread(Work) { IsBackground = true, Name = "PerfAssert monitors" };
        thread.UnsafeStart();
        await DoAsync(Open, PatienceToStart, stop).ConfigureAwait(false);
    }

    /// <summary>Takes the first sample of the load or of a turn of it; the time of the samples goes on.</summary>
    public Task ResumeAsync(CancellationToken stop) => DoAsync(Resume, Patience, stop);

    /// <summary>Takes the last sample of the load or of a turn of it, when its last iteration has ended: what is counted belongs to iterations that are counted.</summary>
    public Task PauseAsync(CancellationToken stop) => DoAsync(Pause, Patience, stop);

    /// <summary>Asks the monitors for what they have to tell, and disposes of them.</summary>
    public async Task<Watched> FinishAsync(CancellationToken stop)
    {
        await DoAsync(Report, Patience, stop).ConfigureAwait(false);
        await EndAsync(stop).ConfigureAwait(false);
        lock (problems)
        {
            return new Watched
            {
                Resources = samples.Collect(process),
                Databases = DatabaseReport.Merge(databases),
                Redis = [.. redis],
                Problems = [.. problems],
            };
        }
    }

    /// <summary>Disposes of the monitors, unless they have been asked for everything already.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);

    /// <summary>Has the thread do something and waits for it, as long as it gets on.</summary>
    private async Task DoAsync(Action what, TimeSpan patience, CancellationToken stop)
    {
        if (thread is null || hangs)
            return;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            orders.Enqueue(() =>
            {
                what();
                done.SetResult();
            });
            Monitor.Pulse(gate);
        }

        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (stop.IsCancellationRequested && patience > PatienceWhenCancelled)
                patience = PatienceWhenCancelled;
            since = Math.Max(since, Volatile.Read(ref lastProgress));
            var left = patience - Stopwatch.GetElapsedTime(since);
            if (left <= TimeSpan.Zero)
                break;
            try
            {
                await done.Task.WaitAsync(left, stop.IsCancellationRequested ? CancellationToken.None : stop).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
            {
                // Whether it got on meanwhile, or has less time now, is for the next round.
            }
        }

        hangs = true;
        lock (problems)
            problems.Add($"{Volatile.Read(ref current) ?? "A monitor"} did not answer within {Figure.Duration(patience)}: nothing was watched from there on");
    }

    private async Task EndAsync(CancellationToken stop)
    {
        if (thread is null || ended)
            return;
        ended = true;
        var hung = hangs;
        await DoAsync(Close, Patience, stop).ConfigureAwait(false);

        // A thread that hangs disposes of its monitors when it comes back, if ever.
        if (hung || hangs)
        {
            lock (gate)
            {
                orders.Clear();
                orders.Enqueue(Close);
                Monitor.Pulse(gate);
            }
        }
    }

    private void Work()
    {
        isMonitors = true;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        while (thread is not null)
        {
            if (NextOrder() is { } order)
                order();
            else
                TakeSample();
            var now = GC.GetAllocatedBytesForCurrentThread();
            MonitorCost.Add(now - allocated);
            allocated = now;
        }
    }

    /// <summary>The next order, or <see langword="null"/> when a sample is due.</summary>
    private Action? NextOrder()
    {
        lock (gate)
        {
            while (true)
            {
                if (orders.TryDequeue(out var order))
                    return order;
                if (resumedAt == long.MaxValue)
                {
                    Monitor.Wait(gate);
                    continue;
                }

                var left = nextAt - Now();
                if (left <= TimeSpan.Zero)
                    return null;
                Monitor.Wait(gate, left);
            }
        }
    }

    private TimeSpan Now() => before + Stopwatch.GetElapsedTime(resumedAt);

    private void Open()
    {
        foreach (var source in sources)
        {
            IMonitor? monitor = null;
            try
            {
                monitor = source();
                Volatile.Write(ref current, monitor.Name);
                monitor.Start();
                monitors.Add(monitor);
            }
            catch (Exception exception)
            {
                AddProblem($"{monitor?.Name ?? "A monitor"} could not be watched: {exception.Message}");
                Close(monitor);
            }

            NoteProgress();
        }
    }

    private void Resume()
    {
        resumedAt = Stopwatch.GetTimestamp();
        nextAt = before + interval;
        Sample(before, resumes: before > TimeSpan.Zero);

        // The load starts when the sample has been taken.
        resumedAt = Stopwatch.GetTimestamp();
    }

    private void Pause()
    {
        var now = Now();
        Sample(now, resumes: false);
        before = now;
        resumedAt = long.MaxValue;
    }

    private void TakeSample()
    {
        Sample(Now(), resumes: false);

        // A sample that came late pushes none of the later ones; those that were missed are left out.
        while (nextAt <= Now())
            nextAt += interval;
    }

    private void Sample(TimeSpan at, bool resumes)
    {
        samples.At = at;
        for (var index = 0; index < monitors.Count; index++)
        {
            var monitor = monitors[index];
            try
            {
                Volatile.Write(ref current, monitor.Name);
                monitor.Sample(samples);
            }
            catch (Exception exception)
            {
                AddProblem($"{monitor.Name} was watched until {Figure.Duration(at)} only: {exception.Message}");
                monitors.RemoveAt(index--);
                Close(monitor);
            }

            NoteProgress();
        }

        samples.EndMoment(resumes);
    }

    private void Report()
    {
        foreach (var monitor in monitors)
        {
            try
            {
                Volatile.Write(ref current, monitor.Name);
                var reports = (monitor as IDatabaseMonitor)?.Report() ?? [];
                var cache = (monitor as IRedisMonitor)?.Report();
                lock (problems)
                {
                    databases.AddRange(reports);
                    if (cache is not null)
                        redis.Add(cache);
                }
            }
            catch (Exception exception)
            {
                AddProblem($"{monitor.Name} told nothing at the end: {exception.Message}");
            }

            NoteProgress();
        }
    }

    private void Close()
    {
        foreach (var monitor in monitors)
        {
            Volatile.Write(ref current, monitor.Name);
            Close(monitor);
            NoteProgress();
        }

        monitors.Clear();
        thread = null;
    }

    private void Close(IMonitor? monitor)
    {
        try
        {
            monitor?.Dispose();
        }
        catch (Exception exception)
        {
            AddProblem($"{monitor!.Name} could not be disposed of: {exception.Message}");
        }
    }

    private void AddProblem(string problem)
    {
        lock (problems)
            problems.Add(problem);
    }

    private void NoteProgress() => Volatile.Write(ref lastProgress, Stopwatch.GetTimestamp());
}
