using System.Collections.Concurrent;

namespace SampleApi.Faults;

/// <summary>
/// Keeps more of each request than of the one before, as a history does that is copied into every entry: one byte more each time, so
/// that 2,000 requests keep 2 MB.
/// </summary>
internal sealed class AcceleratingLeakFault : IRequestFault
{
    /// <summary>A long load is not to eat up the machine.</summary>
    private const int MostBytes = 16 * 1024;

    private readonly ConcurrentBag<byte[]> kept = [];
    private int requests;

    public string Endpoint => "GET /products/{id}";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        kept.Add(new byte[Math.Min(Interlocked.Increment(ref requests), MostBytes)]);
        return next(context);
    }
}
