using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>
/// Times every request of one user, from the send to the end of the response body, and records it once: under the name
/// that the target gives it, with status, bytes and failure. It also keeps the request's deadline, which ends the wait
/// even where the handler below ignores cancellation, as TestServer does while the application has not answered.
/// </summary>
internal sealed class RequestMeter : IDisposable
{
    private readonly IRequestLog log;
    private readonly ILoadTarget target;

    /// <summary>Over the handler of the target, which is shared by all users and never disposed from here.</summary>
    private readonly HttpMessageInvoker invoker;

    /// <summary>Sockets end a request at once when it is cancelled; only other handlers have to be raced against the deadline.</summary>
    private readonly bool obeysCancellation;

    /// <summary>The deadline of the user's last request, for the next one. Requests side by side make their own.</summary>
    private RequestDeadline? spare;

    public RequestMeter(IRequestLog log, ILoadTarget target)
    {
        this.log = log;
        this.target = target;
        invoker = new HttpMessageInvoker(target.Handler, disposeHandler: false);
        obeysCancellation = target.Handler is SocketsHttpHandler;
    }

    /// <summary>Sends and times a request.</summary>
    /// <exception cref="TimeoutException">There was no response within the user's request time-out.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var method = request.Method;
        var uri = request.RequestUri!;
        var name = target.NameRequest(method, uri);
        var content = request.Content;
        var knownLength = content is null ? 0 : content.Headers.ContentLength;
        var counter = knownLength is null ? new CountingContent(content!) : null;
        if (counter is not null)
            request.Content = counter;

        var deadline = TakeDeadline();
        var exchange = new Exchange(log, this, deadline, name, method, uri);
        deadline.Start(log.RequestTimeout, cancellationToken);
        Task<HttpResponseMessage>? send = null;
        try
        {
            send = invoker.SendAsync(request, deadline.Token);
            var response = obeysCancellation || send.IsCompleted
                ? await send.ConfigureAwait(false)
                : await send.WaitAsync(deadline.Token).ConfigureAwait(false);
            exchange.Sent(counter?.Count ?? knownLength ?? 0);
            exchange.Answered(response);
            return response;
        }
        catch (Exception exception)
        {
            if (send is { IsCompleted: false })
                Abandon(send);
            exchange.Sent(counter?.Count ?? 0);
            var shown = exchange.Explain(exception, "did not answer", cancellationToken);
            exchange.Complete(shown);
            if (ReferenceEquals(shown, exception))
                throw;
            throw shown;
        }
        finally
        {
            if (counter is not null)
                request.Content = content;
        }
    }

    /// <summary>Takes back the deadline of a finished request.</summary>
    public void Return(RequestDeadline deadline)
    {
        if (!deadline.TryReset() || Interlocked.CompareExchange(ref spare, deadline, null) is not null)
            deadline.Dispose();
    }

    /// <summary>Lets go of the user; the target's handler stays.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref spare, null)?.Dispose();
        invoker.Dispose();
    }

    private RequestDeadline TakeDeadline()
    {
        var deadline = Interlocked.Exchange(ref spare, null);
        if (deadline is not null && deadline.BelongsTo(log.CancellationToken) && !deadline.IsOver)
            return deadline;
        deadline?.Dispose();
        return new RequestDeadline(log.CancellationToken);
    }

    /// <summary>Nobody waits for the answer any more: sees its exception, frees its connection.</summary>
    private static void Abandon(Task<HttpResponseMessage> send) => send.ContinueWith(
        static late =>
        {
            if (late.IsCompletedSuccessfully)
                late.Result.Dispose();
            else
                _ = late.Exception;
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
