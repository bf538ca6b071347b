namespace SampleApi.Faults;

/// <summary>A share of the searches takes a quarter of a second more: by count, evenly spread, not by chance.</summary>
internal sealed class SlowSearchFault(double share) : IRequestFault
{
    private static readonly TimeSpan Extra = TimeSpan.FromMilliseconds(250);

    private long searches;

    public string Endpoint => "GET /products/search";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var number = Interlocked.Increment(ref searches);
        if (Math.Floor(number * share) > Math.Floor((number - 1) * share))
            await Task.Delay(Extra, context.RequestAborted);
        await next(context);
    }
}
