using System.Diagnostics;

namespace PerfAssert;

/// <summary>
/// The texts of the commands that Npgsql executes for code that does without Entity Framework: Dapper, plain ADO.NET. Npgsql tells of texts
/// only by tracing, which costs about 1 KB of allocations and a few microseconds for each command, so that nothing is traced before such
/// commands were seen.
/// </summary>
internal sealed class NpgsqlTraces(DatabaseClients clients) : IDisposable
{
    private const string Source = "Npgsql";

    /// <summary>Fewer are Npgsql's own, when it opens the first connection.</summary>
    private const int Enough = 10;

    /// <summary>
    /// Entity Framework looks for listeners once a second. Before that its commands seem to be others'.
    /// </summary>
    private static readonly TimeSpan UntilEntityFrameworkTells = TimeSpan.FromSeconds(1.5);

    private readonly object gate = new();
    private long since;
    private long strangersBefore;
    private ActivityListener? listener;
    private bool disposed;

    /// <summary>Commands of Npgsql that ended, and those of them that Entity Framework told of; <see langword="null"/> for the latter where it is not in the process.</summary>
    public Func<(long All, long? ByEntityFramework)>? Counts { get; set; }

    /// <summary>Whether commands are traced, so that nobody else has to tell of their texts.</summary>
    public bool IsOn => Volatile.Read(ref listener) is not null;

    /// <summary>Looks whether there is anything to trace. Called now and then.</summary>
    public void Look()
    {
        if (IsOn || Counts is null)
            return;
        var (all, byEntityFramework) = Counts();
        var strangers = all - (byEntityFramework ?? 0);
        if (byEntityFramework is null)
        {
            // A pool is there before its first command.
            if (all > 0 || clients.Pools.Pools.Any(pool => pool.System == DatabaseSystem.PostgreSql))
                Start();
            return;
        }

        // Its first commands after a pause are told of late: only what comes after that is others'.
        if (since == 0)
        {
            since = Stopwatch.GetTimestamp();
        }
        else if (Stopwatch.GetElapsedTime(since) < UntilEntityFrameworkTells)
        {
            strangersBefore = strangers;
        }
        else if (strangers - strangersBefore >= Enough)
        {
            Start();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            listener?.Dispose();
            listener = null;
        }
    }

    private void Start()
    {
        lock (gate)
        {
            if (disposed || listener is not null)
                return;
            listener = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == Source,
                Sample = static (ref ActivityCreationOptions<ActivityContext> _) => MonitorSession.IsCurrentThread ? ActivitySamplingResult.None : ActivitySamplingResult.AllData,
                ActivityStopped = Stopped,
            };
            ActivitySource.AddActivityListener(listener);
        }
    }

    private void Stopped(Activity activity)
    {
        string? text = null, database = null;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            if (tag.Key is "db.query.text" or "db.statement")
                text = tag.Value as string;
            else if (tag.Key is "db.namespace" or "db.name")
                database = tag.Value as string;
        }

        if (text is null)
            return;
        var duration = activity.Duration;
        foreach (ref readonly var one in activity.EnumerateEvents())
        {
            if (one.Name == "received-first-response")
                duration = one.Timestamp - activity.StartTimeUtc;
        }

        clients.Executed(DatabaseSystem.PostgreSql, database, text, duration, activity.Status == ActivityStatusCode.Error, activity.Parent);
    }
}
