using System.Runtime.InteropServices;

namespace SampleApi.Faults;

/// <summary>Takes 4 KB of native memory for each request and does not give it back, as a missing Dispose around a native library does.</summary>
internal sealed class NativeLeakFault : IRequestFault
{
    private const int BytesPerRequest = 4096;

    public string Endpoint => "GET /products/{id}";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Leak();
        return next(context);
    }

    /// <summary>Written to, since untouched memory is not memory of the process yet.</summary>
    private static unsafe void Leak() => NativeMemory.Fill(NativeMemory.Alloc(BytesPerRequest), BytesPerRequest, value: 1);
}
