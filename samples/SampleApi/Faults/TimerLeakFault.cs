using System.Collections.Concurrent;

namespace SampleApi.Faults;

/// <summary>Starts a timer for each request and stops none, as a watcher of the price does that nobody disposes of.</summary>
internal sealed class TimerLeakFault : IRequestFault, IDisposable
{
    private const double Period = 60_000;

    private readonly ConcurrentBag<System.Timers.Timer> running = [];
    private int refreshes;

    public string Endpoint => "GET /products/{id}";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var timer = new System.Timers.Timer(Period);
        timer.Elapsed += (_, _) => Interlocked.Increment(ref refreshes);
        timer.Start();
        running.Add(timer);
        return next(context);
    }

    /// <summary>With the host, which other tests outlive.</summary>
    public void Dispose()
    {
        foreach (var timer in running)
            timer.Dispose();
    }
}
