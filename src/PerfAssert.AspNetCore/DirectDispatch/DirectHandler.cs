using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PerfAssert;

/// <summary>The way of an ordinary HTTP client into an application without a server: bodies stream in both directions.</summary>
internal sealed class DirectHandler(DirectServer server) : HttpMessageHandler, IObedientHandler
{
    /// <summary>Request bodies up to this size are taken as a whole, which costs no pipe: 64 KB.</summary>
    private const int LargestWhole = 64 << 10;

    private static readonly HttpMethod[] BodilessMethods = [HttpMethod.Get, HttpMethod.Head, HttpMethod.Connect, HttpMethod.Options, HttpMethod.Delete];

    private static readonly PipeOptions Options = new(useSynchronizationContext: false);

    private readonly ConcurrentQueue<DirectExchange> idle = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CheckVersion(request);
        var exchange = idle.TryDequeue(out var used) ? used : server.Application.CreateExchange();
        exchange.Begin(request.Method.Method);
        exchange.Writer.MayStream = true;
        WriteRequest(exchange, request);
        var pump = request.Content is { } content ? await AddBodyAsync(exchange, content, cancellationToken).ConfigureAwait(false) : null;

        var run = exchange.RunAsync();
        if (!run.IsCompleted)
            return await StreamAsync(exchange, run, pump, request, cancellationToken).ConfigureAwait(false);
        if (pump is { IsFaulted: true })
            await pump.ConfigureAwait(false);
        if (exchange.IsBroken)
            throw Broken(exchange);
        var response = CreateResponse(exchange, request, new ByteArrayContent(exchange.Writer.Written.ToArray()));
        if (pump is null)
            idle.Enqueue(exchange);
        return response;
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        SendAsync(request, cancellationToken).GetAwaiter().GetResult();

    private static void CheckVersion(HttpRequestMessage request)
    {
        if (request.Version.Major > 1 && request.VersionPolicy != HttpVersionPolicy.RequestVersionOrLower)
        {
            throw new NotSupportedException(
                $"Direct dispatch has no HTTP/{request.Version.Major}: no bytes are sent at all. Set Hosting = HostingMode.Kestrel, or leave the version at 1.1.");
        }
    }

    private static void WriteRequest(DirectExchange exchange, HttpRequestMessage request)
    {
        var uri = request.RequestUri!;
        exchange.Scheme = uri.Scheme;
        exchange.RawTarget = uri.PathAndQuery;
        exchange.Path = PathString.FromUriComponent(uri).Value ?? "/";
        exchange.QueryString = uri.Query;
        var headers = exchange.RequestHeaders;
        headers.Add(HeaderNames.Host, request.Headers.Host ?? uri.Authority);
        foreach (var header in request.Headers.NonValidated)
        {
            if (!header.Key.Equals(HeaderNames.Host, StringComparison.OrdinalIgnoreCase))
                headers[header.Key] = header.Value.ToString();
        }

        // As clients say it, of methods that usually have a body.
        if (request.Content is null && !BodilessMethods.Contains(request.Method))
            headers.ContentLength = 0;
    }

    /// <summary>Hands the body over; the task is what still writes to it, where that goes on while the application reads.</summary>
    private static async ValueTask<Task?> AddBodyAsync(DirectExchange exchange, HttpContent content, CancellationToken cancellationToken)
    {
        var length = content.Headers.ContentLength;
        foreach (var header in content.Headers.NonValidated)
            exchange.RequestHeaders[header.Key] = header.Value.ToString();
        exchange.CanHaveBody = length != 0;
        if (length is { } known)
        {
            exchange.RequestHeaders.ContentLength = known;
            if (known <= LargestWhole)
            {
                exchange.RequestBody.Set(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
                return null;
            }
        }
        else
        {
            exchange.RequestHeaders[HeaderNames.TransferEncoding] = "chunked";
        }

        var pipe = new Pipe(Options);
        exchange.RequestBody.Set(pipe.Reader.AsStream(), length);
        return PumpAsync(content, pipe.Writer, cancellationToken);
    }

    private static async Task PumpAsync(HttpContent content, PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await content.CopyToAsync(writer.AsStream(leaveOpen: true), cancellationToken).ConfigureAwait(false);
            await writer.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await writer.CompleteAsync(new IOException("The client broke off its request.", exception)).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The application has begun to wait: its response is handed on as soon as it has started.</summary>
    private static async Task<HttpResponseMessage> StreamAsync(
        DirectExchange exchange, Task run, Task? pump, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = exchange.AnswerAsync();
        var registration = cancellationToken.UnsafeRegister(static state => ((DirectExchange)state!).Abort(), exchange);
        await using (registration.ConfigureAwait(false))
            await answer.ConfigureAwait(false);
        if (pump is { IsFaulted: true })
            await pump.ConfigureAwait(false);
        if (exchange.IsBroken)
            throw Broken(exchange);
        cancellationToken.ThrowIfCancellationRequested();
        var body = new DirectBodyStream(exchange, run, exchange.Writer.OpenReader());
        return CreateResponse(exchange, request, new StreamContent(body));
    }

    private static HttpRequestException Broken(DirectExchange exchange)
    {
        var breakage = exchange.Breakage();
        return new HttpRequestException(breakage.HttpRequestError, breakage.Message, breakage);
    }

    private static HttpResponseMessage CreateResponse(DirectExchange exchange, HttpRequestMessage request, HttpContent content)
    {
        var response = new HttpResponseMessage((HttpStatusCode)exchange.StatusCode) { Content = content, RequestMessage = request };
        response.ReasonPhrase = exchange.ReasonPhrase ?? ReasonPhrases.GetReasonPhrase(exchange.StatusCode);
        foreach (var (name, values) in exchange.Headers)
        {
            if (!Add(response.Headers, name, values))
                Add(content.Headers, name, values);
        }

        return response;
    }

    private static bool Add(System.Net.Http.Headers.HttpHeaders headers, string name, StringValues values) =>
        values.Count == 1 ? headers.TryAddWithoutValidation(name, values[0]) : headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
}
