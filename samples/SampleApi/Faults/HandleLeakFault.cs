using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace SampleApi.Faults;

/// <summary>Opens a file for each request and closes none, as a template of the receipt does that is kept with every order.</summary>
internal sealed class HandleLeakFault : IRequestFault, IDisposable
{
    private readonly ConcurrentBag<SafeFileHandle> open = [];

    public string Endpoint => "GET /orders/{id}";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        open.Add(File.OpenHandle(typeof(HandleLeakFault).Assembly.Location));
        return next(context);
    }

    /// <summary>With the host, which other tests outlive.</summary>
    public void Dispose()
    {
        foreach (var handle in open)
            handle.Dispose();
    }
}
