namespace SampleApi.Faults;

internal static class FaultMiddleware
{
    /// <summary>Puts each fault of requests around its endpoint; a healthy shop gets no middleware.</summary>
    public static void UseFaults(this IApplicationBuilder app, ShopFaults faults)
    {
        foreach (var fault in faults.OfRequests)
            app.Use(next => context => fault.Endpoint is null || fault.Endpoint == EndpointOf(context) ? fault.InvokeAsync(context, next) : next(context));
    }

    private static string? EndpointOf(HttpContext context)
        => context.GetEndpoint() is RouteEndpoint endpoint ? $"{context.Request.Method} {endpoint.RoutePattern.RawText}" : null;
}
