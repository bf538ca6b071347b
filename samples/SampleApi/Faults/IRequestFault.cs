namespace SampleApi.Faults;

/// <summary>A fault in the handling of some requests, around what the endpoint itself does.</summary>
internal interface IRequestFault
{
    /// <summary>The endpoint that has it, such as <c>GET /products/{id}</c>; <see langword="null"/> for all of them.</summary>
    string? Endpoint { get; }

    Task InvokeAsync(HttpContext context, RequestDelegate next);
}
