namespace SampleApi.Faults;

/// <summary>
/// Lets in one request at a time, without blocking a thread, around some 5 ms of waiting for something: more users only wait longer, and
/// no more than 200 requests a second ever pass.
/// </summary>
internal sealed class SerialFault : IRequestFault, IDisposable
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim gate = new(1);

    public string Endpoint => "GET /products/{id}";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        await gate.WaitAsync(context.RequestAborted);
        try
        {
            await Task.Delay(Work, context.RequestAborted);
            await next(context);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
