using System.Diagnostics.Metrics;

namespace PerfAssert;

/// <summary>
/// Counts what an application in this process asks of others, from what the libraries tell whoever listens: no reference to them is
/// needed, and an event costs one increment. Listens until disposed; Entity Framework looks for listeners only once a second, so it is
/// to be created before the warm-up and read where counting starts.
/// <para>
/// SQL commands: Entity Framework Core (any provider), Npgsql 8 and later, Microsoft.Data.SqlClient and System.Data.SqlClient.
/// Outbound calls: HttpClient, but for the connections of the virtual users.
/// </para>
/// </summary>
internal sealed class CallCounters : IDisposable
{
    private const string NpgsqlMeter = "Npgsql";
    private const string HttpMeter = "System.Net.Http";
    private const string HttpRequests = "http.client.request.duration";

    private readonly StripedCounter sql = new();
    private readonly StripedCounter npgsql = new();
    private readonly StripedCounter outbound = new();
    private readonly SqlEvents sqlEvents;
    private readonly MeterListener meters;
    private volatile bool npgsqlSeen;
    private volatile bool httpSeen;

    /// <param name="clients">Told of each command; <see langword="null"/> where only their number matters.</param>
    public CallCounters(DatabaseClients? clients = null)
    {
        sqlEvents = new SqlEvents(sql, clients);
        meters = new MeterListener { InstrumentPublished = Published };
        meters.SetMeasurementEventCallback<double>(static (_, _, _, counter) => Count((StripedCounter)counter!));
        meters.Start();
        if (clients is null)
            return;
        clients.Counts = Read;
        clients.Traces.Counts = () => (npgsql.Sum, sqlEvents.EntityFrameworkSeen ? sqlEvents.NpgsqlByEntityFramework : null);
    }

    /// <summary>What was counted so far.</summary>
    public CallCounts Read() => new(npgsqlSeen || sqlEvents.Seen ? sql.Sum + npgsql.Sum : null, httpSeen ? outbound.Sum : null);

    public void Dispose()
    {
        meters.Dispose();
        sqlEvents.Dispose();
    }

    /// <summary>What the monitors of a run ask of a database is not the application's.</summary>
    private static void Count(StripedCounter counter)
    {
        if (!MonitorSession.IsCurrentThread)
            counter.Increment();
    }

    private void Published(Instrument instrument, MeterListener listener)
    {
        if (instrument is not Histogram<double>)
            return;

        // The names of Npgsql 9 and later, and of Npgsql 8.
        if (instrument.Meter.Name == NpgsqlMeter && instrument.Name is ("db.client.operation.duration" or "db.client.commands.duration"))
        {
            npgsqlSeen = true;
            listener.EnableMeasurementEvents(instrument, npgsql);
        }
        else if (instrument.Meter.Name == HttpMeter && instrument.Name == HttpRequests && instrument.Meter.Scope is not LoadMeters)
        {
            httpSeen = true;
            listener.EnableMeasurementEvents(instrument, outbound);
        }
    }
}
