using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace PerfAssert;

/// <summary>
/// Tells of each request which route it takes, as ASP.NET Core's own diagnostics say it, in whatever host of this process: no middleware is
/// added, and nothing is allocated for a request that has an activity, which requests have wherever anything is logged.
/// </summary>
internal sealed class RequestWatch : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Source = "Microsoft.AspNetCore";
    private const string Matched = "Microsoft.AspNetCore.Routing.EndpointMatched";

    private readonly ConcurrentDictionary<(Endpoint, string), string> names = new();
    private readonly RequestLog requests;
    private readonly List<IDisposable> subscriptions = [];
    private readonly IDisposable allListeners;
    private bool disposed;

    public RequestWatch(RequestLog requests)
    {
        this.requests = requests;
        allListeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name != Source)
            return;
        var subscription = value.Subscribe(this, static name => name == Matched);
        lock (subscriptions)
        {
            if (disposed)
                subscription.Dispose();
            else
                subscriptions.Add(subscription);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != Matched || value.Value is not HttpContext context)
            return;

        // What a WebSocket asks the database belongs to its messages, of which nobody knows here.
        var where = StaysOpen(context.Request) ? null : NameOf(context);
        var key = RequestLog.KeyOf(Activity.Current);
        if (key != 0)
            requests.Begin(key, where);
        else if (requests.WantsMarks && where is not null)
            RequestMark.EnterRequest(where);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        allListeners.Dispose();
        lock (subscriptions)
        {
            disposed = true;
            foreach (var subscription in subscriptions)
                subscription.Dispose();
            subscriptions.Clear();
        }
    }

    private static bool StaysOpen(HttpRequest request) => request.Headers.Upgrade.Count > 0 || HttpMethods.IsConnect(request.Method);

    private string NameOf(HttpContext context)
        => context.GetEndpoint() is { } endpoint
            ? names.GetOrAdd((endpoint, context.Request.Method), static key => $"{key.Item2} {RouteOf(key.Item1)}")
            : RequestLog.Request;

    private static string RouteOf(Endpoint endpoint)
        => endpoint is RouteEndpoint route && RouteTemplates.Describe(route.RoutePattern) is { } template ? template : endpoint.DisplayName ?? RequestLog.Request;
}
