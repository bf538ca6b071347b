using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PerfAssert;

/// <content>The response: its status, headers, body, and the moments at which they can no longer be changed.</content>
internal abstract partial class DirectExchange : IHttpResponseFeature, IHttpResponseBodyFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> onStarting = new();
    private readonly Stack<(Func<object, Task> Callback, object State)> onCompleted = new();
    private readonly DirectHeaders responseHeaders = new();
    private IHeaderDictionary? replacedResponseHeaders;
    private int statusCode = StatusCodes.Status200OK;
    private string? reasonPhrase;
    private long? announcedLength;
    private bool answersHead;
    private bool responseEnded;

    public bool HasStarted { get; private set; }

    public int StatusCode
    {
        get => statusCode;
        set
        {
            ThrowIfStarted(nameof(StatusCode));
            statusCode = value;
        }
    }

    public string? ReasonPhrase
    {
        get => reasonPhrase;
        set
        {
            ThrowIfStarted(nameof(ReasonPhrase));
            reasonPhrase = value;
        }
    }

    public IHeaderDictionary Headers
    {
        get => replacedResponseHeaders ?? responseHeaders;
        set => replacedResponseHeaders = value;
    }

    /// <summary>Where the body is written to.</summary>
    public DirectResponseWriter Writer { get; }

    /// <summary>Whether the answer has no body, whatever the application writes: to HEAD, or by its status.</summary>
    public bool DropsBody => answersHead || StatusHasNoBody;

    private bool StatusHasNoBody => statusCode is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified;

    Stream IHttpResponseFeature.Body
    {
        get => ResponseStream;
        set => throw new NotSupportedException("Replace the response's body by HttpResponse.Body or by the IHttpResponseBodyFeature.");
    }

    Stream IHttpResponseBodyFeature.Stream => ResponseStream;

    PipeWriter IHttpResponseBodyFeature.Writer => Writer;

    private DirectResponseStream ResponseStream { get; }

    public void OnStarting(Func<object, Task> callback, object state)
    {
        ThrowIfStarted("OnStarting");
        onStarting.Push((callback, state));
    }

    public void OnCompleted(Func<object, Task> callback, object state) => onCompleted.Push((callback, state));

    void IHttpResponseBodyFeature.DisableBuffering()
    {
        // Nothing is held back.
    }

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken)
    {
        if (HasStarted)
            return Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        return StartResponseAsync();
    }

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) =>
        SendFileFallback.SendFileAsync(ResponseStream, path, offset, count, cancellationToken);

    async Task IHttpResponseBodyFeature.CompleteAsync()
    {
        await StartResponseAsync().ConfigureAwait(false);
        EndResponse();
        Signal();
    }

    /// <summary>Runs what waits for the start and settles status and headers.</summary>
    public Task StartResponseAsync()
    {
        if (HasStarted)
            return Task.CompletedTask;
        if (onStarting.Count > 0)
            return StartSlowlyAsync();
        Settle();
        return Task.CompletedTask;
    }

    /// <summary>Refuses a body that the response cannot have.</summary>
    public void CheckBody()
    {
        if (HasStarted && StatusHasNoBody)
        {
            throw new InvalidOperationException(
                $"Writing to the response body is invalid for responses with status code {statusCode.ToString(CultureInfo.InvariantCulture)}.");
        }

        if (responseEnded)
            throw new InvalidOperationException("Writing is not allowed after the response has been completed.");
    }

    /// <summary>Refuses more bytes than the Content-Length of a response that has started.</summary>
    public void CheckLength(long written)
    {
        if (written > announcedLength && !DropsBody)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Response Content-Length mismatch: too many bytes written ({written} of {announcedLength})."));
        }
    }

    /// <summary>What the client of a broken response gets to see.</summary>
    public HttpIOException Breakage() => new(
        HttpRequestError.ResponseEnded,
        $"The application broke off its response to {Method} {Path}" + (Error is null ? "." : $": {Error.GetType().Name}: {Error.Message}"),
        Error);

    private async Task StartSlowlyAsync()
    {
        // The last one registered is the first one called.
        while (onStarting.TryPop(out var callback))
            await callback.Callback(callback.State).ConfigureAwait(false);
        Settle();
    }

    private void Settle()
    {
        HasStarted = true;
        responseHeaders.IsReadOnly = true;
        announcedLength = Headers.ContentLength;
        CheckLength(Writer.Count);
        if (Writer.MayStream)
            Signal();
    }

    /// <summary>The application is through: what it wrote is the response.</summary>
    private void EndResponse()
    {
        if (responseEnded)
            return;
        if (!HasStarted)
        {
            try
            {
                Settle();
            }
            catch (InvalidOperationException exception)
            {
                Fail(exception);
            }
        }

        if (announcedLength > Writer.Count && !DropsBody && !aborted && Error is null)
        {
            Fail(new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Response Content-Length mismatch: too few bytes written ({Writer.Count} of {announcedLength}).")));
        }

        responseEnded = true;
        Writer.End(IsBroken ? Breakage() : null);
    }

    /// <summary>Nothing that the application has prepared so far may show in the answer to its failure.</summary>
    private void ReplaceByError(int status)
    {
        onStarting.Clear();
        replacedResponseHeaders = null;
        responseHeaders.Clear();
        responseHeaders.ContentLength = 0;
        statusCode = status;
        reasonPhrase = null;
        Writer.Discard();
    }

    private void ResetResponse()
    {
        onStarting.Clear();
        onCompleted.Clear();
        responseHeaders.IsReadOnly = false;
        responseHeaders.Clear();
        replacedResponseHeaders = null;
        statusCode = StatusCodes.Status200OK;
        reasonPhrase = null;
        announcedLength = null;
        HasStarted = false;
        responseEnded = false;
        Writer.Reset();
    }

    private void ThrowIfStarted(string what)
    {
        if (HasStarted)
            throw new InvalidOperationException($"{what} cannot be set because the response has already started.");
    }
}
