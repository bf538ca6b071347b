using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace PerfAssert;

/// <summary>
/// Reads the .NET runtime of another process by its event counters <c>System.Runtime</c>, which every runtime since .NET Core 3.1 has. They come once in
/// an interval, so that what is read is up to one interval old. Of a process without such a runtime nothing is read.
/// </summary>
internal sealed class ProcessRuntimeMonitor : IMonitor
{
    private const string Provider = "System.Runtime";
    private const double Megabyte = 1e6;
    private const double Millisecond = 1e6;
    private const int BufferMegabytes = 16;

    /// <summary>Beside one interval: the runtime of a process that has no core is late.</summary>
    private static readonly TimeSpan FirstCounters = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan End = TimeSpan.FromMilliseconds(300);

    /// <summary>What the counters are called, and what makes them the unit of the resource.</summary>
    private static readonly Dictionary<string, (Resource Resource, double Factor)> Counters = new()
    {
        ["gc-heap-size"] = (Resources.Heap, Megabyte),
        ["loh-size"] = (Resources.LargeObjects, 1),
        ["alloc-rate"] = (Resources.Allocated, 1),
        ["gen-0-gc-count"] = (Resources.Gen0, 1),
        ["gen-1-gc-count"] = (Resources.Gen1, 1),
        ["gen-2-gc-count"] = (Resources.Gen2, 1),
        ["total-pause-time-by-gc"] = (Resources.GcPause, Millisecond),
        ["threadpool-thread-count"] = (Resources.PoolThreads, 1),
        ["threadpool-queue-length"] = (Resources.PoolQueue, 1),
        ["monitor-lock-contention-count"] = (Resources.LockContentions, 1),
        ["exception-count"] = (Resources.Exceptions, 1),
        ["active-timer-count"] = (Resources.Timers, 1),
        ["assembly-count"] = (Resources.Assemblies, 1),
    };

    private readonly int processId;
    private readonly TimeSpan interval;
    private readonly Dictionary<Resource, double> values = [];
    private readonly ManualResetEventSlim told = new();
    private EventPipeSession? session;
    private EventPipeEventSource? source;
    private Thread? reader;

    /// <param name="processId">Its id.</param>
    /// <param name="process">As messages name it.</param>
    /// <param name="interval">Time between two samples.</param>
    public ProcessRuntimeMonitor(int processId, string process, TimeSpan interval)
    {
        (this.processId, this.interval) = (processId, interval);
        Name = $"the .NET runtime of {process}";
    }

    public string Name { get; }

    /// <summary>Whether there is a .NET runtime in a process that can be asked.</summary>
    public static bool CanRead(int processId)
    {
        try
        {
            // Not asked of the list of all processes: making that one stumbles over those that may not be looked into.
            return new DiagnosticsClient(processId).GetProcessEnvironment() is not null;
        }
        catch (Exception exception) when (exception is DiagnosticsClientException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            return false;
        }
    }

    public void Start()
    {
        if (!CanRead(processId))
            return;
        var arguments = new Dictionary<string, string> { ["EventCounterIntervalSec"] = interval.TotalSeconds.ToString(CultureInfo.InvariantCulture) };
        session = new DiagnosticsClient(processId).StartEventPipeSession(
            [new EventPipeProvider(Provider, EventLevel.Informational, 0, arguments)], requestRundown: false, BufferMegabytes);
        reader = new Thread(Read) { IsBackground = true, Name = "PerfAssert counters" };
        reader.Start();

        // The counters tell what happened since they were told before: what comes first belongs to the time before the measurement.
        if (!told.Wait(interval + FirstCounters))
            throw new InvalidOperationException("its counters did not come");
    }

    public void Sample(ResourceSamples samples)
    {
        lock (values)
        {
            foreach (var (resource, value) in values)
                samples.Add(resource, value);
        }
    }

    public void Dispose()
    {
        // A process that has ended, or hangs, does not take its leave.
        var ending = Task.Run(() => session?.Stop());
        _ = Task.WhenAny(ending, Task.Delay(End)).GetAwaiter().GetResult();
        session?.Dispose();
        reader?.Join(End);
        _ = ending.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        told.Dispose();
    }

    private void Read()
    {
        try
        {
            source = new EventPipeEventSource(session!.EventStream);
            source.Dynamic.All += Take;
            source.Process();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException or FormatException)
        {
            // The process has ended, of which the monitor of the process tells; or the session has.
        }
        finally
        {
            source?.Dispose();
        }
    }

    private void Take(TraceEvent data)
    {
        if (data.ProviderName != Provider || data.EventName != "EventCounters" || data.PayloadValue(0) is not IDictionary<string, object> outer
            || outer["Payload"] is not IDictionary<string, object> counter || counter["Name"] is not string name || !Counters.TryGetValue(name, out var known))
            return;
        lock (values)
        {
            if (counter.TryGetValue("Increment", out var increment))
                values[known.Resource] = values.GetValueOrDefault(known.Resource) + (Convert.ToDouble(increment, CultureInfo.InvariantCulture) * known.Factor);
            else if (counter.TryGetValue("Mean", out var mean))
                values[known.Resource] = Convert.ToDouble(mean, CultureInfo.InvariantCulture) * known.Factor;
        }

        // Assemblies are among the last ones of a round.
        if (name == "assembly-count")
            told.Set();
    }
}
