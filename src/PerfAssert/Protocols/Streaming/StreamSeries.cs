using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>Names of the series that a streaming response has beside its request's own.</summary>
internal sealed class StreamSeries
{
    /// <summary>As many as there are series of requests, which are limited.</summary>
    private static readonly ConcurrentDictionary<string, StreamSeries> Known = new(StringComparer.Ordinal);

    private StreamSeries(string request)
    {
        FirstByte = request + ": first byte";
        FirstEvent = request + ": first event";
        Gap = request + ": gap";
    }

    /// <summary>From the request to the first byte of the response body.</summary>
    public string FirstByte { get; }

    /// <summary>From the request to the first event.</summary>
    public string FirstEvent { get; }

    /// <summary>From an event to the next one.</summary>
    public string Gap { get; }

    /// <summary>The series beside a request's.</summary>
    /// <param name="request">Such as <c>GET /events</c>.</param>
    public static StreamSeries Of(string request) => Known.GetOrAdd(request, static name => new StreamSeries(name));
}
