namespace SampleApi.Faults;

/// <summary>One lock around slow work that all requests share: together they can never do more than some 400 a second.</summary>
internal sealed class LockFault : IRequestFault
{
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(2);

    private readonly Lock gate = new();

    public string Endpoint => "GET /products/{id}";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        lock (gate)
            Thread.Sleep(Work);
        return next(context);
    }
}
