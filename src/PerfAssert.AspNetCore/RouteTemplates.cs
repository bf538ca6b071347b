using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace PerfAssert;

/// <summary>
/// Finds the route of a request by the application's own routing, from outside: a private pipeline that ends after the
/// routing looks among the application's endpoints. The application gets no middleware and its responses no header.
/// </summary>
internal sealed class RouteTemplates
{
    private readonly IServiceProvider services;
    private readonly RequestDelegate match;
    private readonly ConcurrentDictionary<Endpoint, bool> touched = [];
    private readonly RouteLedger? ledger;

    private RouteTemplates(IServiceProvider services, EndpointDataSource endpoints, RouteLedger? ledger)
    {
        this.services = services;
        var pipeline = new ApplicationBuilder(services);
        pipeline.UseRouting();

        // Where UseRouting keeps the endpoints of its pipeline. UseEndpoints would also add them to the application's own, a
        // second time, and is not used.
        ((IEndpointRouteBuilder)pipeline.Properties["__EndpointRouteBuilder"]!).DataSources.Add(endpoints);
        pipeline.Run(static _ => Task.CompletedTask);
        match = pipeline.Build();

        // The first match builds the tree of routes, and others at the same time would have to wait for it.
        Find(HttpMethod.Get, new Uri("http://localhost/"));
        if (ledger is null)
            return;
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().Where(IsMatched))
        {
            if (Name(endpoint) is { } name)
                ledger.Add(name);
        }

        // From now on: nobody asked for the one above.
        this.ledger = ledger;
    }

    /// <summary>The routes of a started application; <see langword="null"/> for one that does without routing.</summary>
    /// <param name="services">Of the application.</param>
    /// <param name="ledger">Told of all routes, and of those that are looked for; <see langword="null"/> when nobody asks.</param>
    public static RouteTemplates? Create(IServiceProvider services, RouteLedger? ledger = null) =>
        services.GetService<EndpointDataSource>() is { } endpoints ? new RouteTemplates(services, endpoints, ledger) : null;

    /// <summary>The route's template, such as <c>/products/{id}</c>; <see langword="null"/> when no route is found.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="uri">Absolute.</param>
    public string? Find(HttpMethod method, Uri uri)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        var request = context.Request;
        request.Method = method.Method;
        request.Scheme = uri.Scheme;
        request.Host = HostString.FromUriComponent(uri);
        request.Path = PathString.FromUriComponent(uri);
        request.QueryString = QueryString.FromUriComponent(uri);
        try
        {
            // Matching is synchronous unless a policy of the application's own waits for something: then no route is known.
            if (!match(context).IsCompletedSuccessfully || context.GetEndpoint() is not RouteEndpoint endpoint)
                return null;
            if (ledger is not null && !touched.ContainsKey(endpoint))
                Touch(endpoint);
            return Describe(endpoint.RoutePattern);
        }
        catch (Exception)
        {
            // Ambiguous routes, or a policy that needs more than a URL. The request itself shows what is wrong with it.
            return null;
        }
    }

    private void Touch(RouteEndpoint endpoint)
    {
        if (touched.TryAdd(endpoint, value: true) && IsMatched(endpoint) && Name(endpoint) is { } name)
            ledger!.Touch(name);
    }

    /// <summary>Whether requests can end there: what only serves to make links, or catches what nothing else took, is no route of its own.</summary>
    private static bool IsMatched(RouteEndpoint endpoint)
        => endpoint.Metadata.GetMetadata<ISuppressMatchingMetadata>() is not { SuppressMatching: true } && endpoint.Order != int.MaxValue;

    /// <summary>Methods and template: <c>GET /products/{id}</c>.</summary>
    private static string? Name(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        return Describe(endpoint.RoutePattern) is { } template ? $"{(methods is { Count: > 0 } ? string.Join('|', methods) : "*")} {template}" : null;
    }

    /// <summary>The template of a pattern as requests are named by it.</summary>
    public static string? Describe(RoutePattern pattern)
    {
        // A conventional route is one text for all controllers: its required values say which action this endpoint is.
        var text = pattern.PathSegments.Any(segment => segment.Parts.Any(part => RequiredValue(pattern, part) is not null))
            ? string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => Describe(pattern, part)))))
            : pattern.RawText;
        return text is null ? null : "/" + text.Trim('/');
    }

    private static string Describe(RoutePattern pattern, RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => RequiredValue(pattern, part)
            ?? $"{{{(parameter.IsCatchAll ? "*" : "")}{parameter.Name}{(parameter.IsOptional ? "?" : "")}}}",
        _ => "",
    };

    private static string? RequiredValue(RoutePattern pattern, RoutePatternPart part) =>
        part is RoutePatternParameterPart parameter && pattern.RequiredValues.TryGetValue(parameter.Name, out var value)
        && value is string { Length: > 0 } text
            ? text
            : null;
}
