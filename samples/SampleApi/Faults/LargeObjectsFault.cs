namespace SampleApi.Faults;

/// <summary>A buffer of 1 MB for each request, on the large object heap, which only collections of all generations clear.</summary>
internal sealed class LargeObjectsFault : IRequestFault
{
    private const int BufferBytes = 1024 * 1024;

    public string Endpoint => "GET /products";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Items[nameof(LargeObjectsFault)] = new byte[BufferBytes];
        return next(context);
    }
}
