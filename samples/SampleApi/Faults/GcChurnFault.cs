namespace SampleApi.Faults;

/// <summary>
/// Makes thousands of small objects for each request and keeps those of the latest requests, as a cache with too short a life does: they
/// live long enough to be copied from generation to generation, and die in the oldest.
/// </summary>
internal sealed class GcChurnFault : IRequestFault
{
    private const int ObjectsPerRequest = 20_000;
    private const int RequestsKept = 40;

    private readonly object[]?[] latest = new object[]?[RequestsKept];
    private uint requests;

    public string Endpoint => "GET /products";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // In rows, so that the array itself is no large object.
        var rows = new object[ObjectsPerRequest / 100];
        for (var row = 0; row < rows.Length; row++)
        {
            var cells = new object[100];
            for (var cell = 0; cell < cells.Length; cell++)
                cells[cell] = new byte[16];
            rows[row] = cells;
        }

        latest[Interlocked.Increment(ref requests) % RequestsKept] = rows;
        return next(context);
    }
}
