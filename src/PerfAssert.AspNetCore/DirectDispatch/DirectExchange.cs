using Microsoft.AspNetCore.Http;

namespace PerfAssert;

/// <summary>
/// One request and its response, as the application sees them, without a server. Reused: <see cref="Begin"/> takes away
/// everything of the request before. A request that was given up while the application still worked on it keeps its exchange
/// for good.
/// </summary>
internal abstract partial class DirectExchange
{
    private readonly DirectApplication application;
    private TaskCompletionSource? answered;
    private CancellationTokenSource? abortSource;
    private CancellationToken? abortToken;
    private volatile bool hasAnswer;
    private volatile bool aborted;
    private bool ended;

    protected DirectExchange(DirectApplication application)
    {
        this.application = application;
        RequestBody = new DirectRequestStream(this);
        Writer = new DirectResponseWriter(this);
        ResponseStream = new DirectResponseStream(this, Writer);
    }

    /// <summary>Counts the requests, so that whoever holds a response knows whether it still is the one.</summary>
    public int Version { get; private set; }

    /// <summary>What the application did not handle.</summary>
    public Exception? Error { get; private set; }

    /// <summary>The response ended before its time: the application threw or aborted the request after its start.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Nobody waits for the response any more, or the application itself has aborted the request.</summary>
    public bool IsAborted => aborted;

    /// <summary>The application has written all of the response.</summary>
    public bool HasEnded => responseEnded;

    /// <summary>Takes away everything of the last request. The new one is written after this.</summary>
    /// <param name="method">The method of the new request.</param>
    public void Begin(string method)
    {
        Version++;
        answered = null;
        abortSource = null;
        abortToken = null;
        hasAnswer = false;
        aborted = false;
        ended = false;
        Error = null;
        IsBroken = false;
        ResetFeatures();
        ResetRequest();
        ResetResponse();
        Method = method;
        answersHead = HttpMethods.IsHead(method);
    }

    /// <summary>Runs the application. The task never fails; what went wrong is in <see cref="Error"/>.</summary>
    public Task RunAsync()
    {
        // The application must not come back to the context of whoever waits for it; without one it may run right here.
        if (SynchronizationContext.Current is not null)
            return Task.Run(RunAsync);
        // Without one, the caller has its flow suppressed, which has to stay as it is.
        var caller = ExecutionContext.Capture();
        if (caller is not null && !ReferenceEquals(caller, application.CleanContext))
            ExecutionContext.Restore(application.CleanContext);
        try
        {
            return ProcessAsync();
        }
        finally
        {
            // What the application put into the context is not the caller's.
            if (caller is not null)
                ExecutionContext.Restore(caller);
        }
    }

    /// <summary>Waits until the response has started or ended, or until nobody waits for it any more.</summary>
    public Task AnswerAsync()
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref answered, waiter);
        Interlocked.MemoryBarrier();
        if (hasAnswer)
            waiter.TrySetResult();
        return waiter.Task;
    }

    /// <summary>Whoever sent the request has gone.</summary>
    public void Abort()
    {
        aborted = true;
        Signal();
        CancellationTokenSource? source;
        lock (RequestBody)
            source = abortSource;

        // The application's callbacks are no business of the thread that gives up.
        _ = source?.CancelAsync();
    }

    /// <summary>The application, from the creation of the context to its disposal.</summary>
    protected abstract Task ProcessAsync();

    /// <summary>An exception has left the application.</summary>
    protected void Fail(Exception exception)
    {
        Error = exception;
        if (aborted && exception is OperationCanceledException or IOException)
            return;
        application.ReportUnhandled(exception, Method, RawTarget);
        if (HasStarted)
            IsBroken = !DropsBody;
        else
            ReplaceByError(exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError);
    }

    /// <summary>Ends the response and runs the callbacks that wait for it.</summary>
    protected Task EndAsync()
    {
        if (ended)
            return Task.CompletedTask;
        if (HasStarted || onStarting.Count == 0 || Error is not null)
        {
            EndResponse();
            if (onCompleted.Count == 0)
            {
                ended = true;
                Signal();
                return Task.CompletedTask;
            }
        }

        return EndSlowlyAsync();
    }

    private async Task EndSlowlyAsync()
    {
        if (!HasStarted && Error is null)
        {
            try
            {
                await StartResponseAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                Fail(exception);
            }
        }

        EndResponse();
        Signal();
        while (onCompleted.TryPop(out var callback))
        {
            try
            {
                await callback.Callback(callback.State).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                application.ReportUnhandled(exception, Method, RawTarget);
            }
        }

        ended = true;
    }

    private void Signal()
    {
        hasAnswer = true;
        Interlocked.MemoryBarrier();
        Volatile.Read(ref answered)?.TrySetResult();
    }
}
