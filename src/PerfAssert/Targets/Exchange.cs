using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace PerfAssert;

/// <summary>One request and its response on the way: counts the body and records the request once, when it is over.</summary>
internal sealed class Exchange : IOpenRequest
{
    /// <summary>
    /// Bodies of known length up to this are read at once: 64 KB. They mostly arrive with their headers, and following one through a
    /// wrapper costs more than reading it.
    /// </summary>
    private const long ReadAtOnce = 64 * 1024;

    private readonly IRequestLog log;
    private readonly RequestMeter meter;
    private readonly RequestDeadline deadline;
    private readonly string name;
    private readonly HttpRequestMessage request;
    private readonly HttpMethod method;
    private readonly Uri uri;
    private readonly CancellationToken callerToken;
    private readonly HttpContent? content;
    private readonly long start;
    private readonly TransactionTally? transaction;
    private readonly long? knownLength;
    private readonly StreamingRequest? streaming;
    private Failure? failure;
    private int statusCode;
    private long bytesSent;
    private long bytesReceived;
    private long? bodyLength;
    private long streamsUntil = long.MaxValue;
    private bool endIsDue;
    private RetryAfter retryAfter;
    private bool tracked;
    private int completed;

    public Exchange(
        IRequestLog log, RequestMeter meter, RequestDeadline deadline, string name, HttpRequestMessage request, CancellationToken callerToken)
    {
        this.log = log;
        this.meter = meter;
        this.deadline = deadline;
        this.name = name;
        this.request = request;
        this.callerToken = callerToken;
        method = request.Method;
        uri = request.RequestUri!;
        content = request.Content;
        knownLength = content is null ? 0 : content.Headers.ContentLength;
        if (knownLength is null)
            request.Content = new CountingContent(content!);
        streaming = request as StreamingRequest;
        start = log.Now();
        transaction = log.Transaction;
        transaction?.RequestStarts();
    }

    /// <summary>Sends the request under its deadline.</summary>
    public Task<HttpResponseMessage> SendAsync() => meter.SendAsync(request, deadline.Token);

    /// <summary>Waits until the answer is there or the deadline is over; nothing where the handler obeys the deadline itself.</summary>
    public ValueTask RaceAsync(Task<HttpResponseMessage> answer)
        => answer.IsCompleted || meter.FindRace() is not { } race ? default : RaceAsync(race, answer);

    /// <summary>The headers of the response are there: judges the status, and follows the body where there is one.</summary>
    /// <returns>The reading of a short body, to be awaited.</returns>
    public Task Answered(HttpResponseMessage response)
    {
        bytesSent = TakeBytesSent() ?? knownLength ?? 0;
        statusCode = (int)response.StatusCode;
        if (statusCode >= 400 && !log.IsExpected(statusCode))
        {
            // The iteration fails although the test may not look at the status: an error that comes fast is no fast answer.
            failure = new Failure(
                FailureClassifier.StatusKind(statusCode),
                string.Create(CultureInfo.InvariantCulture, $"{method} {uri.AbsolutePath} answered {statusCode} ({response.ReasonPhrase})"));
            log.Fail(failure);
            if (statusCode == 401)
                log.Refused();
        }

        if (statusCode == 429)
            retryAfter = RetryAfter.Of(response);
        bodyLength = response.Content.Headers.ContentLength;
        if (bodyLength == 0 || method == HttpMethod.Head || statusCode is 204 or 304)
        {
            Complete();
            return Task.CompletedTask;
        }

#if NET9_0_OR_GREATER
        if (bodyLength <= ReadAtOnce && streaming is null)
        {
            var reading = response.Content.LoadIntoBufferAsync(deadline.Token);
            if (!reading.IsCompletedSuccessfully)
                return ReadWholeAsync(reading);
            bytesReceived = bodyLength.Value;
            Complete();
            return Task.CompletedTask;
        }
#endif

        tracked = true;
        log.Track(this);
        if (streaming is not null)
            StartStreaming(streaming);
        response.Content = new MeasuredContent(this, response.Content);
        return Task.CompletedTask;
    }

    /// <summary>Records that there is no answer.</summary>
    /// <param name="answer">What was waited for.</param>
    /// <param name="exception">What it ended with.</param>
    /// <returns>What the user's code shall see; the same exception when it needs no explanation.</returns>
    public Exception Failed(Task<HttpResponseMessage>? answer, Exception exception)
    {
        if (answer is { IsFaulted: false, IsCanceled: false })
            answer.Abandon();
        if (completed != 0)
            return exception;
        if (statusCode == 0)
            bytesSent = TakeBytesSent() ?? 0;
        var shown = Explain(exception, statusCode == 0 ? "did not answer" : "did not finish its response body", log.RequestTimeout, callerToken);
        Complete(shown);
        return shown;
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

    private Exception Explain(Exception exception, string problem, TimeSpan limit, CancellationToken callerToken)
        => deadline.IsOver && exception is (OperationCanceledException or HttpRequestException or IOException)
            ? deadline.Explain($"{method} {uri.AbsolutePath}", problem, limit, callerToken, exception)
            : exception;

    /// <summary>Records the request, the first time.</summary>
    /// <param name="exception">What it ended with; <see langword="null"/> when nothing went wrong.</param>
    public void Complete(Exception? exception = null)
    {
        if (Interlocked.Exchange(ref completed, 1) != 0)
            return;
        var end = log.Now();
        transaction?.RequestEnds();
        if (failure is null && exception is not null)
            failure = deadline.FailureOf(exception);
        log.Record(new RequestRecord(name, start, end, failure, statusCode, bytesSent, bytesReceived, retryAfter));
        if (tracked)
            log.Untrack(this);
        meter.Return(deadline);
    }

    void IOpenRequest.Close() => Complete();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask RaceAsync(AnswerRace race, Task<HttpResponseMessage> answer)
    {
        await race.WaitAsync(answer, deadline.Token).ConfigureAwait(false);
        if (race.Close() && answer.IsCompleted)
            meter.Return(race);
        if (!answer.IsCompleted)
            deadline.Token.ThrowIfCancellationRequested();
    }

#if NET9_0_OR_GREATER
    private async Task ReadWholeAsync(Task reading)
    {
        await reading.ConfigureAwait(false);
        bytesReceived = bodyLength!.Value;
        Complete();
    }
#endif

    /// <summary>Gives the caller back the body that it sent, and says how much of it was written where its length was not known before.</summary>
    private long? TakeBytesSent()
    {
        if (request.Content is not CountingContent counter)
            return null;
        request.Content = content;
        return counter.Count;
    }

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
        catch (Exception) when (endIsDue && deadline.IsOver && !log.CancellationToken.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // As long as it was asked for, and so as good as the end of the body.
            Complete();
            return 0;
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
        var shown = streaming?.IdleTimeout is { } idle
            ? Explain(exception, "sent nothing more", idle, cancellationToken)
            : Explain(exception, "did not finish its response body", log.RequestTimeout, cancellationToken);

        // Servers that abort a response do so in many words.
        if (shown is IOException and not HttpIOException)
            shown = new HttpIOException(HttpRequestError.ResponseEnded, $"{method} {uri.AbsolutePath} broke off within its response body: {shown.Message}", shown);
        Complete(shown);
        if (ReferenceEquals(shown, exception))
            ExceptionDispatchInfo.Throw(exception);
        return shown;
    }

    private void StartStreaming(StreamingRequest limits)
    {
        if (limits.Duration is { } duration)
            streamsUntil = log.Now() + EngineTime.Nanoseconds(duration);
        AwaitMore(limits);
    }

    /// <summary>From now on the deadline is the longest silence, or the end of a stream that is to end.</summary>
    private void AwaitMore(StreamingRequest limits)
    {
        if (limits.IdleTimeout is not { } limit)
            return;
        if (streamsUntil != long.MaxValue)
        {
            var left = EngineTime.Span(Math.Max(0, streamsUntil - log.Now()));
            endIsDue = limit == Timeout.InfiniteTimeSpan || left <= limit;
            if (endIsDue)
                limit = left;
        }

        deadline.Extend(limit);
    }

    private void Received(int read, int asked)
    {
        bytesReceived += read;
        if (read > 0 && streaming is not null)
            AwaitMore(streaming);
        if (bytesReceived == bodyLength || (read == 0 && asked > 0))
            Complete();
    }
}
