using System.Diagnostics.Metrics;

namespace PerfAssert;

/// <summary>
/// Counts the requests of the virtual users that waited for a connection, or for a stream of one, and for how long: what .NET's HTTP
/// connection pool tells by <c>http.client.request.time_in_queue</c>. A request that finds an idle connection tells nothing and costs nothing.
/// </summary>
internal sealed class ConnectionWaits : IDisposable
{
    private readonly MeterListener listener;
    private long requests;
    private long microseconds;

    public ConnectionWaits()
    {
        listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is Histogram<double> { Name: "http.client.request.time_in_queue", Meter.Scope: LoadMeters })
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(Count);
        listener.Start();
    }

    /// <summary>Requests that waited so far, and their time together.</summary>
    public (long Requests, TimeSpan Time) Read() => (Volatile.Read(ref requests), TimeSpan.FromMicroseconds(Volatile.Read(ref microseconds)));

    public void Dispose() => listener.Dispose();

    private void Count(Instrument instrument, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        Interlocked.Increment(ref requests);
        Interlocked.Add(ref microseconds, (long)(seconds * 1e6));
    }
}
