using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>Responses that a virtual user reads while they come: long bodies, and Server-Sent Events.</summary>
public static class StreamingExtensions
{
    private const string EventStream = "text/event-stream";

    private const int EventBufferSize = 4 * 1024;

    /// <summary>
    /// Sends a GET request and returns as soon as the headers of its response are there. Beside the request's own series, whose time is
    /// until the end of the body, there is <c>GET /export: first byte</c>.
    /// </summary>
    /// <param name="user">Who sends it.</param>
    /// <param name="uri">Relative to the target's base address, or absolute.</param>
    /// <param name="idleTimeout">
    /// Longest silence within the body; the plan's <c>RequestTimeout</c> is for the headers then. By default it is for the whole response.
    /// </param>
    /// <param name="cancellationToken">Ends the request; the load's own end does so too.</param>
    /// <exception cref="HttpRequestException">There was no response, or one with a status of 400 or more that the user does not expect.</exception>
    /// <exception cref="TimeoutException">There was no response in time.</exception>
    [SuppressMessage("Design", "CA1054:URI-like parameters should not be strings", Justification = "As HttpClient's.")]
    public static Task<ResponseStream> StreamAsync(this VirtualUser user, string uri, TimeSpan? idleTimeout = null, CancellationToken cancellationToken = default)
        => StreamAsync(user, Get(uri), idleTimeout, cancellationToken);

    /// <summary>Sends any request and returns as soon as the headers of its response are there.</summary>
    /// <param name="user">Who sends it.</param>
    /// <param name="request">Method, address, headers and content are used.</param>
    /// <param name="idleTimeout">As of <see cref="StreamAsync(VirtualUser, string, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Ends the request; the load's own end does so too.</param>
    /// <inheritdoc cref="StreamAsync(VirtualUser, string, TimeSpan?, CancellationToken)" path="/exception" />
    public static Task<ResponseStream> StreamAsync(this VirtualUser user, HttpRequestMessage request, TimeSpan? idleTimeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(request);
        CheckLimit(idleTimeout, nameof(idleTimeout));
        return OpenAsync(user, Streaming(request, idleTimeout, duration: null), cancellationToken);
    }

    /// <summary>
    /// Subscribes to Server-Sent Events. Beside the request's own series, whose time is until the end of the stream, there are
    /// <c>GET /events: first byte</c>, <c>: first event</c>, and <c>: gap</c> between one event and the next, whose rate is that of the events.
    /// There is no reconnect: a stream that breaks off is a failure.
    /// </summary>
    /// <param name="user">Who subscribes.</param>
    /// <param name="uri">Relative to the target's base address, or absolute.</param>
    /// <param name="count">Ends the stream after so many events; if the server ends it before, the iteration counts as failed. By default there is no limit.</param>
    /// <param name="duration">Ends the stream so long after the headers of its response. By default it ends with the server.</param>
    /// <param name="idleTimeout">Longest silence within the stream, comments being none. By default the plan's <c>RequestTimeout</c>, which is for the headers too and not for the whole stream.</param>
    /// <param name="lastEventId">Sent as <c>Last-Event-ID</c>, to go on after an earlier stream.</param>
    /// <param name="cancellationToken">Ends the stream; the load's own end does so too.</param>
    /// <exception cref="HttpRequestException">There was no response, an error status, or a response that is no stream of events; or the server broke off.</exception>
    /// <exception cref="TimeoutException">There was no response in time, or a silence longer than <paramref name="idleTimeout"/>.</exception>
    [SuppressMessage("Design", "CA1054:URI-like parameters should not be strings", Justification = "As HttpClient's.")]
    public static IAsyncEnumerable<ServerSentEvent> EventsAsync(
        this VirtualUser user,
        string uri,
        int? count = null,
        TimeSpan? duration = null,
        TimeSpan? idleTimeout = null,
        string? lastEventId = null,
        CancellationToken cancellationToken = default)
        => EventsAsync(user, Get(uri), count, duration, idleTimeout, lastEventId, cancellationToken);

    /// <summary>Subscribes to Server-Sent Events by any request, such as a POST with a question.</summary>
    /// <param name="user">Who subscribes.</param>
    /// <param name="request">Method, address, headers and content are used.</param>
    /// <param name="count">Ends the stream after so many events. By default there is no limit.</param>
    /// <param name="duration">Ends the stream so long after the headers of its response. By default it ends with the server.</param>
    /// <param name="idleTimeout">Longest silence within the stream. By default the plan's <c>RequestTimeout</c>.</param>
    /// <param name="lastEventId">Sent as <c>Last-Event-ID</c>, to go on after an earlier stream.</param>
    /// <param name="cancellationToken">Ends the stream; the load's own end does so too.</param>
    /// <inheritdoc cref="EventsAsync(VirtualUser, string, int?, TimeSpan?, TimeSpan?, string?, CancellationToken)" path="/exception" />
    public static IAsyncEnumerable<ServerSentEvent> EventsAsync(
        this VirtualUser user,
        HttpRequestMessage request,
        int? count = null,
        TimeSpan? duration = null,
        TimeSpan? idleTimeout = null,
        string? lastEventId = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(request);
        if (count is { } wanted)
            ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1, nameof(count));
        CheckLimit(duration, nameof(duration));
        CheckLimit(idleTimeout, nameof(idleTimeout));
        var streaming = Streaming(request, idleTimeout ?? user.RequestTimeout, duration);
        if (streaming.Headers.Accept.Count == 0)
            streaming.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(EventStream));
        if (!string.IsNullOrEmpty(lastEventId))
            streaming.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        return ReadEventsAsync(user, streaming, count ?? int.MaxValue, lastEventId ?? "", cancellationToken);
    }

    private static async IAsyncEnumerable<ServerSentEvent> ReadEventsAsync(
        VirtualUser user, StreamingRequest request, int count, string lastEventId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var start = user.Now();
        var stream = await OpenAsync(user, request, cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        CheckIsEventStream(user, request, stream.Response);
        var series = SeriesOf(user, request);
        var parser = new EventStreamParser(lastEventId);
        var buffer = new byte[EventBufferSize];
        var events = 0;
        var previous = start;
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read && read > 0)
        {
            var arrived = user.Now();
            ReadOnlyMemory<byte> piece = buffer.AsMemory(0, read);
            while (parser.TryRead(ref piece, out var found))
            {
                user.RecordStep(events == 0 ? series.FirstEvent : series.Gap, StepKind.Event, previous, arrived, null, 0, 0, 0);
                previous = arrived;
                events++;
                yield return found;
                if (events == count)
                    yield break;
            }
        }

        if (count < int.MaxValue && request.Duration is null)
        {
            user.Fail(new Failure("stream ended", string.Create(
                CultureInfo.InvariantCulture, $"{request.Method} {request.RequestUri!.AbsolutePath} ended after {events} of {count} events")));
        }
    }

    private static async Task<ResponseStream> OpenAsync(VirtualUser user, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var start = user.Now();
        var response = await user.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!user.IsExpected((int)response.StatusCode))
                response.EnsureSuccessStatusCode();
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new ResponseStream(user, SeriesOf(user, request), response, body, start);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static void CheckIsEventStream(VirtualUser user, HttpRequestMessage request, HttpResponseMessage response)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (response.StatusCode == HttpStatusCode.OK && string.Equals(mediaType, EventStream, StringComparison.OrdinalIgnoreCase))
            return;
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"{request.Method} {request.RequestUri!.AbsolutePath} is no stream of events: it answered {(int)response.StatusCode} "
            + $"with {(mediaType is null ? "no content type" : $"the content type {mediaType}")}, and Server-Sent Events are 200 with {EventStream}");
        user.Fail(new Failure("no event stream", message));
        throw new HttpRequestException(HttpRequestError.InvalidResponse, message);
    }

    /// <summary>After the request: its address is absolute then, and that of the last redirect.</summary>
    private static StreamSeries SeriesOf(VirtualUser user, HttpRequestMessage request) => StreamSeries.Of(user.InGroup(user.Target!.NameRequest(request.Method, request.RequestUri!)));

    private static HttpRequestMessage Get(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return new HttpRequestMessage(HttpMethod.Get, uri);
    }

    private static StreamingRequest Streaming(HttpRequestMessage request, TimeSpan? idleTimeout, TimeSpan? duration)
    {
        var streaming = new StreamingRequest
        {
            Method = request.Method,
            RequestUri = request.RequestUri,
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
            Content = request.Content,
            IdleTimeout = idleTimeout,
            Duration = duration,
        };
        foreach (var header in request.Headers.NonValidated)
            streaming.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return streaming;
    }

    private static void CheckLimit(TimeSpan? limit, string name)
    {
        if (limit is { } time && time <= TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(name, time, "Write a time above zero.");
    }
}
