using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace PerfAssert;

/// <summary>One request and its response on the way: counts the body and records the request once, when it is over.</summary>
internal sealed class Exchange(
    IRequestLog log, RequestMeter meter, RequestDeadline deadline, string name, HttpMethod method, Uri uri) : IOpenRequest
{
    private readonly long start = log.Now();
    private Failure? failure;
    private int statusCode;
    private long bytesSent;
    private long bytesReceived;
    private long? bodyLength;
    private bool tracked;
    private bool interrupted;
    private int completed;

    /// <summary>Bytes of the request body.</summary>
    public void Sent(long bytes) => bytesSent = bytes;

    /// <summary>The headers of the response are there: judges the status, and follows the body where there is one.</summary>
    public void Answered(HttpResponseMessage response)
    {
        statusCode = (int)response.StatusCode;
        if (statusCode >= 400 && !log.IsExpected(statusCode))
        {
            // The iteration fails although the test may not look at the status: an error that comes fast is no fast answer.
            failure = new Failure(
                FailureClassifier.StatusKind(statusCode),
                string.Create(CultureInfo.InvariantCulture, $"{method} {uri.AbsolutePath} answered {statusCode} ({response.ReasonPhrase})"));
            log.Fail(failure);
        }

        bodyLength = response.Content.Headers.ContentLength;
        if (bodyLength == 0 || method == HttpMethod.Head || statusCode is 204 or 304)
        {
            Complete();
            return;
        }

        tracked = true;
        log.Track(this);
        response.Content = new MeasuredContent(this, response.Content);
    }

    /// <summary>Reads from the response body under the request's deadline, and counts.</summary>
    public ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (completed != 0)
            return body.ReadAsync(buffer, cancellationToken);

        // Most bodies have arrived with their headers: then nothing has to be waited for.
        var reading = body.ReadAsync(buffer, deadline.Token);
        if (!reading.IsCompletedSuccessfully)
            return WaitAsync(reading, buffer.Length, cancellationToken);
        var read = reading.Result;
        Received(read, buffer.Length);
        return new ValueTask<int>(read);
    }

    /// <summary>Copies the whole response body under the request's deadline, and counts.</summary>
    public Task CopyAsync(HttpContent body, Stream destination, CancellationToken cancellationToken)
    {
        if (completed != 0)
            return body.CopyToAsync(destination, cancellationToken);
        var counter = new CountingStream(destination);
        var copying = body.CopyToAsync(counter, deadline.Token);
        if (!copying.IsCompletedSuccessfully)
            return WaitAsync(copying, counter, cancellationToken);
        bytesReceived = counter.Count;
        Complete();
        return copying;
    }

    /// <summary>Reads from the response body, blocking, and counts. Streams give no way to end a blocking read.</summary>
    public int Read(Stream body, Span<byte> buffer)
    {
        try
        {
            var read = body.Read(buffer);
            Received(read, buffer.Length);
            return read;
        }
        catch (Exception exception)
        {
            Complete(exception);
            throw;
        }
    }

    /// <summary>What the user's code shall see of an exception: a cancellation says which of its three causes it had.</summary>
    public Exception Explain(Exception exception, string problem, CancellationToken callerToken)
    {
        if (!deadline.IsOver || exception is not (OperationCanceledException or HttpRequestException or IOException))
            return exception;
        if (log.CancellationToken.IsCancellationRequested)
        {
            interrupted = true;
            return new OperationCanceledException(
                $"{method} {uri.AbsolutePath} was interrupted: the load has ended.", exception, log.CancellationToken);
        }

        return callerToken.IsCancellationRequested
            ? new OperationCanceledException($"{method} {uri.AbsolutePath} was cancelled by the test.", exception, callerToken)
            : new TimeoutException($"{method} {uri.AbsolutePath} {problem} within {Figure.Duration(log.RequestTimeout)}", exception);
    }

    /// <summary>Records the request, the first time.</summary>
    /// <param name="exception">What it ended with; <see langword="null"/> when nothing went wrong.</param>
    public void Complete(Exception? exception = null)
    {
        if (Interlocked.Exchange(ref completed, 1) != 0)
            return;
        var end = log.Now();
        if (failure is null && exception is not null)
            failure = interrupted ? new Failure(FailureClassifier.Interrupted, exception.Message) : FailureClassifier.Classify(exception);
        log.Record(new RequestRecord(name, start, end, failure, statusCode, bytesSent, bytesReceived));
        if (tracked)
            log.Untrack(this);
        meter.Return(deadline);
    }

    void IOpenRequest.Close() => Complete();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> reading, int asked, CancellationToken cancellationToken)
    {
        var link = deadline.Link(cancellationToken);
        try
        {
            // No race against the deadline here: an abandoned read would go on writing into the caller's buffer.
            var read = await reading.ConfigureAwait(false);
            Received(read, asked);
            return read;
        }
        catch (Exception exception)
        {
            throw BodyFailed(exception, cancellationToken);
        }
        finally
        {
            link.Dispose();
        }
    }

    private async Task WaitAsync(Task copying, CountingStream counter, CancellationToken cancellationToken)
    {
        var link = deadline.Link(cancellationToken);
        try
        {
            await copying.ConfigureAwait(false);
            bytesReceived = counter.Count;
            Complete();
        }
        catch (Exception exception)
        {
            bytesReceived = counter.Count;
            throw BodyFailed(exception, cancellationToken);
        }
        finally
        {
            link.Dispose();
        }
    }

    /// <summary>Records that the body broke off. The exception is rethrown as it is when it needs no explanation.</summary>
    private Exception BodyFailed(Exception exception, CancellationToken cancellationToken)
    {
        var shown = Explain(exception, "did not finish its response body", cancellationToken);
        Complete(shown);
        if (ReferenceEquals(shown, exception))
            ExceptionDispatchInfo.Throw(exception);
        return shown;
    }

    private void Received(int read, int asked)
    {
        bytesReceived += read;
        if (bytesReceived == bodyLength || (read == 0 && asked > 0))
            Complete();
    }
}
