using System.Collections.Concurrent;

namespace SampleApi.Faults;

/// <summary>Keeps about 1 KB of every request for ever, as a cache without an end does.</summary>
internal sealed class LeakFault : IRequestFault
{
    private const int BytesPerRequest = 1024;

    private readonly ConcurrentBag<byte[]> kept = [];

    public string? Endpoint => null;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        kept.Add(new byte[BytesPerRequest]);
        return next(context);
    }
}
