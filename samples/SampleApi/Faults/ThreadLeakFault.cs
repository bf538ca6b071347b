namespace SampleApi.Faults;

/// <summary>Starts a thread for each request that never ends, as one does that waits for a message which was lost.</summary>
internal sealed class ThreadLeakFault : IRequestFault, IDisposable
{
    /// <summary>The least that all platforms take: thousands of threads have to fit.</summary>
    private const int StackBytes = 128 * 1024;

    private readonly ManualResetEventSlim message = new();

    public string Endpoint => "GET /orders/{id}";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        new Thread(WaitForDelivery, StackBytes) { IsBackground = true, Name = "delivery watch" }.Start();
        return next(context);
    }

    /// <summary>With the host, which other tests outlive.</summary>
    public void Dispose() => message.Set();

    private void WaitForDelivery() => message.Wait();
}
