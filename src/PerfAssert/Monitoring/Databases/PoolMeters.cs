using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PerfAssert;

/// <summary>
/// Watches the connection pools of the ADO.NET clients in this process by the meters that they have anyway (Npgsql 8 and later,
/// MySqlConnector, whoever follows OpenTelemetry's names). Who waits is told by the waiting code itself, when it begins and when it ends, so
/// that the most waiters, the number of waits and the time of each are exact; connections in use are asked for twenty times a second.
/// </summary>
internal sealed class PoolMeters : IDisposable
{
    /// <summary>What OpenTelemetry calls the instruments of connection pools begins like this, in its old names and its new ones.</summary>
    private const string Prefix = "db.client.connection";

    /// <summary>Short against a second of load, and 10 µs of work each time.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// A client that tells of everybody who asks for a connection, as MySqlConnector does, tells of those too who find one at once:
    /// shorter is no wait.
    /// </summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    /// <summary>When the code that runs began to wait. The end of a wait is told in the same asynchronous flow as its beginning.</summary>
    private static readonly AsyncLocal<object?> WaitBegan = new();

    private readonly ConcurrentDictionary<(string System, string Name), PoolTally> pools = new();
    private readonly ConcurrentDictionary<string, bool> tellWaits = new(StringComparer.Ordinal);
    private readonly MeterListener told = new();
    private readonly MeterListener asked = new();
    private readonly ManualResetEventSlim ended = new();
    private readonly object gate = new();
    private Thread? thread;

    public PoolMeters()
    {
        foreach (var listener in (MeterListener[])[told, asked])
        {
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Measured((Role)state!, instrument, value, tags));
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Measured((Role)state!, instrument, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, state) => Measured((Role)state!, instrument, value, tags));
        }

        told.InstrumentPublished = (instrument, listener) => Listen(instrument, listener, isObservable: false);
        asked.InstrumentPublished = (instrument, listener) => Listen(instrument, listener, isObservable: true);
        told.Start();
        asked.Start();
    }

    /// <summary>Done each time the pools were asked, on a thread of the monitor's own.</summary>
    public Action? OnTick { get; set; }

    /// <summary>The pools seen so far.</summary>
    public IEnumerable<PoolTally> Pools => pools.IsEmpty ? [] : pools.Values;

    /// <summary>Asks what is in use right now.</summary>
    public void Ask()
    {
        try
        {
            lock (asked)
                asked.RecordObservableInstruments();
        }
        catch (AggregateException)
        {
            // An instrument of the application's failed. The others were read.
        }
    }

    public void Dispose()
    {
        ended.Set();
        lock (gate)
            thread?.Join();
        told.Dispose();
        asked.Dispose();
    }

    private static Role? RoleOf(string name) => !name.StartsWith(Prefix, StringComparison.Ordinal) ? null : name[(name.LastIndexOf('.') + 1)..] switch
    {
        "count" or "usage" => Role.Connections,
        "max" => Role.Max,
        "pending_requests" => Role.Waiters,
        "timeouts" => Role.Timeouts,
        "wait_time" => Role.WaitTime,
        _ => null,
    };

    private void Listen(Instrument instrument, MeterListener listener, bool isObservable)
    {
        if (instrument.IsObservable != isObservable || RoleOf(instrument.Name) is not { } role)
            return;
        if (!isObservable && role is Role.Waiters or Role.WaitTime)
            tellWaits[instrument.Meter.Name] = true;
        listener.EnableMeasurementEvents(instrument, role);
        if (isObservable)
            StartAsking();
    }

    /// <summary>A thread of its own: where the pool's threads are all taken is where this matters most.</summary>
    private void StartAsking()
    {
        lock (gate)
        {
            if (thread is not null || ended.IsSet)
                return;
            thread = new Thread(AskAgainAndAgain) { IsBackground = true, Name = "PerfAssert connection pools" };
            thread.UnsafeStart();
        }
    }

    private void AskAgainAndAgain()
    {
        while (!ended.Wait(Interval))
        {
            Ask();
            OnTick?.Invoke();
        }
    }

    private void Measured(Role role, Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = "", state = "";
        foreach (var tag in tags)
        {
            if (tag.Key is "db.client.connection.pool.name" or "db.client.connections.pool.name" or "pool.name")
                name = tag.Value as string ?? "";
            else if (tag.Key is "db.client.connection.state" or "db.client.connections.state" or "state")
                state = tag.Value as string ?? "";
        }

        if (name.Contains(MonitorConnections.ApplicationName, StringComparison.Ordinal))
            return;
        var system = DatabaseSystem.NameOf(instrument.Meter.Name);
        if (!pools.TryGetValue((system, name), out var pool))
            pool = pools.GetOrAdd((system, name), static (key, tellsWaits) => new PoolTally(key.System, key.Name, tellsWaits), tellWaits.ContainsKey(instrument.Meter.Name));
        var isChange = !instrument.IsObservable;
        switch (role)
        {
            case Role.Connections when state == "used":
                pool.Used((long)value, isChange);
                break;
            case Role.Connections when state == "idle":
                pool.Idle((long)value, isChange);
                break;
            case Role.Max:
                pool.MaxSize = (int)value;
                break;
            case Role.Waiters:
                pool.Waiting((long)value, isChange);
                if (isChange)
                    Wait(pool, value > 0, instrument);
                break;
            case Role.Timeouts when isChange:
                pool.TimedOut((long)value);
                break;
            case Role.WaitTime:
                var wait = value * (instrument.Unit == "ms" ? 1e6 : 1e9);
                if (wait >= EngineTime.Nanoseconds(ShortestWait))
                    pool.Waited((long)wait);
                break;
        }
    }

    private static void Wait(PoolTally pool, bool begins, Instrument instrument)
    {
        if (begins)
        {
            WaitBegan.Value = Stopwatch.GetTimestamp();
        }
        else if (WaitBegan.Value is long began)
        {
            WaitBegan.Value = null;
            var wait = Stopwatch.GetElapsedTime(began);
            if (instrument.Meter.Name == "Npgsql" || wait >= ShortestWait)
                pool.Waited(EngineTime.Nanoseconds(wait));
        }
    }

    private enum Role
    {
        Connections,
        Max,
        Waiters,
        Timeouts,
        WaitTime,
    }
}
