namespace SampleApi.Faults;

/// <summary>Blocks a thread of the pool on asynchronous work, which needs a thread of the same pool to end.</summary>
internal sealed class SyncOverAsyncFault : IRequestFault
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(20);

    public string Endpoint => "GET /products";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Task.Run(async () => await Task.Delay(Wait)).GetAwaiter().GetResult();
        return next(context);
    }
}
