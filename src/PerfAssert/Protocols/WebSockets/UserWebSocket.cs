using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text;

namespace PerfAssert;

/// <summary>
/// A virtual user's WebSocket. Every message and every round trip is counted and timed. One send and one receive may run side by side. A
/// receive that is cancelled or runs out of time ends the connection, as the protocol's implementation in .NET does.
/// </summary>
public sealed class UserWebSocket : IAsyncDisposable, IOpenRequest
{
    /// <summary>Time that the server is given to answer a close: 5 s, long for a server that is alive.</summary>
    public static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly VirtualUser user;
    private readonly WebSocket socket;
    private readonly WebSocketSeries series;
    private readonly IncomingMessage incoming;
    private readonly long opened;
    private Exception? lost;
    private int closing;
    private int ended;
    private bool forgotten;

    internal UserWebSocket(VirtualUser user, WebSocket socket, WebSocketSeries series)
    {
        this.user = user;
        this.socket = socket;
        this.series = series;
        incoming = new IncomingMessage(socket);
        opened = user.Now();
    }

    /// <summary>The subprotocol that the server chose; <see langword="null"/> without one.</summary>
    public string? SubProtocol => socket.SubProtocol;

    /// <summary>Whether messages can be sent. A connection that broke unnoticed looks open until the next send or receive.</summary>
    public bool IsOpen => socket.State == WebSocketState.Open && lost is null && ended == 0;

    /// <summary>Sends a text message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="cancellationToken">Ends the attempt, as the end of the load and the plan's <see cref="LoadPlan.RequestTimeout"/> do.</param>
    /// <exception cref="WebSocketClosedException">The server or the network ended the connection.</exception>
    /// <exception cref="TimeoutException">The transport did not take the message within the request time-out.</exception>
    public async ValueTask SendTextAsync(string text, CancellationToken cancellationToken = default)
    {
        var message = Encode(text, out var length);
        try
        {
            await SendRecordedAsync(message.AsMemory(0, length), WebSocketMessageType.Text, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    /// <summary>Sends a binary message.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="cancellationToken">Ends the attempt, as the end of the load and the plan's <see cref="LoadPlan.RequestTimeout"/> do.</param>
    /// <exception cref="WebSocketClosedException">The server or the network ended the connection.</exception>
    /// <exception cref="TimeoutException">The transport did not take the message within the request time-out.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
        => SendRecordedAsync(bytes, WebSocketMessageType.Binary, cancellationToken);

    /// <summary>Waits for the next message and reads it as text.</summary>
    /// <param name="cancellationToken">Ends the wait, as the end of the load and the plan's <see cref="LoadPlan.RequestTimeout"/> do.</param>
    /// <exception cref="WebSocketClosedException">The server or the network ended the connection.</exception>
    /// <exception cref="TimeoutException">No message came within the request time-out.</exception>
    public async Task<string> ReceiveTextAsync(CancellationToken cancellationToken = default)
        => (await ReceiveAsync(cancellationToken).ConfigureAwait(false)).Text;

    /// <summary>Waits for the next message. Small messages allocate nothing.</summary>
    /// <param name="cancellationToken">Ends the wait, as the end of the load and the plan's <see cref="LoadPlan.RequestTimeout"/> do.</param>
    /// <returns>The whole message, valid until the next receive.</returns>
    /// <exception cref="WebSocketClosedException">The server or the network ended the connection.</exception>
    /// <exception cref="TimeoutException">No message came within the request time-out.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<UserWebSocketMessage> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        var deadline = user.Sockets.Take(user.RequestTimeout, cancellationToken);
        var start = user.Now();
        try
        {
            return await NextAsync(start, deadline.Token).ConfigureAwait(false) ?? throw lost!;
        }
        catch (Exception exception)
        {
            throw Failed(series.Received, start, exception, deadline, "received no message", cancellationToken);
        }
        finally
        {
            user.Sockets.Return(deadline);
        }
    }

    /// <summary>Sends a text message and waits for the answer; timed as <c>WS /path: round trip</c>.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isAnswer">Which of the messages that come is the answer; by default the first. Others are passed over.</param>
    /// <param name="cancellationToken">Ends the wait, as the end of the load and the plan's <see cref="LoadPlan.RequestTimeout"/> do.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="WebSocketClosedException">The server or the network ended the connection.</exception>
    /// <exception cref="TimeoutException">No answer came within the request time-out.</exception>
    public async Task<string> RoundTripAsync(string message, Func<string, bool>? isAnswer = null, CancellationToken cancellationToken = default)
    {
        var buffer = Encode(message, out var length);
        try
        {
            string? answer = null;
            var last = await RoundTripAsync(
                buffer.AsMemory(0, length),
                WebSocketMessageType.Text,
                isAnswer is null ? null : received => isAnswer(answer = received.Text),
                cancellationToken).ConfigureAwait(false);
            return answer ?? last.Text;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Sends a binary message and waits for the answer; timed as <c>WS /path: round trip</c>. Small messages allocate nothing.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isAnswer">Which of the messages that come is the answer; by default the first. Others are passed over.</param>
    /// <param name="cancellationToken">Ends the wait, as the end of the load and the plan's <see cref="LoadPlan.RequestTimeout"/> do.</param>
    /// <returns>The answer, valid until the next receive.</returns>
    /// <exception cref="WebSocketClosedException">The server or the network ended the connection.</exception>
    /// <exception cref="TimeoutException">No answer came within the request time-out.</exception>
    public ValueTask<UserWebSocketMessage> RoundTripAsync(
        ReadOnlyMemory<byte> message, Func<UserWebSocketMessage, bool>? isAnswer = null, CancellationToken cancellationToken = default)
        => RoundTripAsync(message, WebSocketMessageType.Binary, isAnswer, cancellationToken);

    /// <summary>
    /// Goes through the messages as they come, however long that takes, and ends when either side closes the socket properly
    /// (code 1000, or none): <c>await foreach (var message in socket.ReceiveAllAsync())</c>.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait and the connection, as the end of the load does.</param>
    /// <exception cref="WebSocketClosedException">The server ended the connection with another code, or without one.</exception>
    public async IAsyncEnumerable<UserWebSocketMessage> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (ended == 0)
        {
            var deadline = user.Sockets.Take(Timeout.InfiniteTimeSpan, cancellationToken);
            var start = user.Now();
            UserWebSocketMessage? next;
            try
            {
                next = await NextAsync(start, deadline.Token).ConfigureAwait(false);
                if (next is null && !IsProper(socket.CloseStatus))
                    throw lost!;
            }
            catch (Exception) when (Volatile.Read(ref closing) != 0)
            {
                // The user closes the socket: there are no more messages, and nothing is wrong.
                yield break;
            }
            catch (Exception exception)
            {
                throw Failed(series.Received, start, exception, deadline, "received no message", cancellationToken);
            }
            finally
            {
                user.Sockets.Return(deadline);
            }

            if (next is not { } message)
                yield break;
            yield return message;
        }
    }

    /// <summary>Closes the socket properly: tells the server and waits for its answer, at most <see cref="CloseTimeout"/>. Further calls do nothing.</summary>
    /// <param name="status">The code that the server is told.</param>
    /// <param name="description">The text that the server is told.</param>
    /// <param name="cancellationToken">Ends the wait, as the end of the load does.</param>
    /// <exception cref="TimeoutException">The server did not answer the close.</exception>
    public async Task CloseAsync(
        WebSocketCloseStatus status = WebSocketCloseStatus.NormalClosure, string? description = null, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref closing, 1) != 0)
            return;
        var deadline = user.Sockets.Take(CloseTimeout, cancellationToken);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseAsync(status, description, deadline.Token).ConfigureAwait(false);
            if (socket.CloseStatus is { } answered && answered != status && !IsProper(answered))
                Lose(ClosedByServer());
        }
        catch (Exception exception)
        {
            if (user.CancellationToken.IsCancellationRequested || cancellationToken.IsCancellationRequested)
                throw user.Sockets.Explain(exception, deadline, series.Route, "", cancellationToken);
            if (deadline.IsOver)
                throw Lose(new TimeoutException($"{series.Route}: the server did not answer the close within {Figure.Duration(CloseTimeout)}", exception));

            // It was gone already, and shall be: whether it was missed is counted where a message was.
            Lose(Broken(exception));
        }
        finally
        {
            user.Sockets.Return(deadline);
            End();
        }
    }

    /// <summary>Closes the socket as <see cref="CloseAsync"/> does, but takes it as it comes when the server does not answer.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (user.CancellationToken.IsCancellationRequested)
                Abort();
            else
                await CloseAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Nobody waits for this socket any more.
        }
    }

    /// <summary>The iteration that opened the socket has ended.</summary>
    void IOpenRequest.Close()
    {
        if (ended != 0)
            return;
        if (user.Keeps(this))
        {
            user.Sockets.Hold(this);
            return;
        }

        forgotten = true;
        Abort();
    }

    /// <summary>Ends the connection without telling the server.</summary>
    internal void Abort()
    {
        Interlocked.Exchange(ref closing, 1);
        socket.Abort();
        End();
    }

    private static byte[] Encode(string text, out int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        length = Encoding.UTF8.GetBytes(text, buffer);
        return buffer;
    }

    private static bool IsProper(WebSocketCloseStatus? status) => status is WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.Empty;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendRecordedAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        var deadline = user.Sockets.Take(user.RequestTimeout, cancellationToken);
        var start = user.Now();
        try
        {
            await SendAsync(start, message, type, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw Failed(series.Sent, start, exception, deadline, "did not take a message", cancellationToken);
        }
        finally
        {
            user.Sockets.Return(deadline);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<UserWebSocketMessage> RoundTripAsync(
        ReadOnlyMemory<byte> message, WebSocketMessageType type, Func<UserWebSocketMessage, bool>? isAnswer, CancellationToken cancellationToken)
    {
        var deadline = user.Sockets.Take(user.RequestTimeout, cancellationToken);
        var start = user.Now();
        try
        {
            await SendAsync(start, message, type, deadline.Token).ConfigureAwait(false);
            while (true)
            {
                var answer = await NextAsync(user.Now(), deadline.Token).ConfigureAwait(false) ?? throw lost!;
                if (isAnswer?.Invoke(answer) == false)
                    continue;
                user.RecordStep(series.RoundTrip, StepKind.Message, start, user.Now(), null, 0, 0, 0);
                return answer;
            }
        }
        catch (Exception exception)
        {
            throw Failed(series.RoundTrip, start, exception, deadline, "had no answer", cancellationToken);
        }
        finally
        {
            user.Sockets.Return(deadline);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(long start, ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        CheckOpen();
        await socket.SendAsync(message, type, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        user.RecordStep(series.Sent, StepKind.Message, start, user.Now(), null, 0, message.Length, 0);
    }

    /// <summary>The next message; <see langword="null"/> when the server has closed the socket: then <see cref="lost"/> says how.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<UserWebSocketMessage?> NextAsync(long start, CancellationToken cancellationToken)
    {
        CheckOpen();
        if (await incoming.ReadAsync(cancellationToken).ConfigureAwait(false) is { } message)
        {
            user.RecordStep(series.Received, StepKind.Message, start, user.Now(), null, 0, 0, message.Bytes.Length);
            return message;
        }

        if (Volatile.Read(ref closing) == 0)
        {
            Lose(ClosedByServer());
            await AnswerCloseAsync(cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private async ValueTask AnswerCloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException)
        {
            // The server did not wait for the answer.
        }
        finally
        {
            End();
        }
    }

    private void CheckOpen()
    {
        if (lost is { } reason)
            throw reason is WebSocketClosedException closed ? new WebSocketClosedException(reason.Message, closed.Status, closed.Description, reason) : reason;
        if (forgotten)
        {
            throw new InvalidOperationException(
                $"{series.Route} was closed at the end of the iteration that opened it. Open it in BeforeUser, or keep it with user.Set(socket).");
        }

        if (Volatile.Read(ref closing) != 0)
            throw new InvalidOperationException($"{series.Route} has been closed by the test.");
    }

    /// <summary>Records a failed operation and says what the user's code shall see of it; rethrows what needs no other words.</summary>
    private Exception Failed(string name, long start, Exception exception, RequestDeadline deadline, string problem, CancellationToken callerToken)
    {
        var shown = user.Sockets.Explain(exception, deadline, series.Route, problem, callerToken);
        if (ReferenceEquals(shown, exception) && exception is WebSocketException or IOException or ObjectDisposedException)
            shown = Volatile.Read(ref closing) == 0 ? Broken(exception) : new InvalidOperationException($"{series.Route} has been closed by the test.", exception);

        // Sockets do so themselves, TestServer does not.
        if (deadline.IsOver)
            socket.Abort();
        if (socket.State is not WebSocketState.Open || shown is WebSocketClosedException)
        {
            Lose(shown);
            End();
        }

        user.RecordStep(name, StepKind.Message, start, user.Now(), deadline.FailureOf(shown), 0, 0, 0);
        if (ReferenceEquals(shown, exception))
            ExceptionDispatchInfo.Throw(exception);
        return shown;
    }

    private WebSocketClosedException ClosedByServer()
    {
        var status = socket.CloseStatus;
        var words = status is { } code ? FormattableString.Invariant($"{(int)code} {code}") : "without a code";
        var text = string.IsNullOrEmpty(socket.CloseStatusDescription) ? "" : $", \"{socket.CloseStatusDescription}\"";
        return new WebSocketClosedException($"{series.Route} was closed by the server: {words}{text}", status, socket.CloseStatusDescription);
    }

    private WebSocketClosedException Broken(Exception exception)
        => new($"{series.Route} broke without a close handshake: {exception.GetBaseException().Message}", innerException: exception);

    /// <summary>The socket cannot be used any more; the first reason is kept.</summary>
    private Exception Lose(Exception reason)
    {
        Interlocked.CompareExchange(ref lost, reason, null);
        return reason;
    }

    /// <summary>Lets go of the connection and records how long it was open, once.</summary>
    private void End()
    {
        if (Interlocked.Exchange(ref ended, 1) != 0)
            return;
        var failure = lost is null or OperationCanceledException || (lost is WebSocketClosedException { Status: { } status } && IsProper(status)) ? null
            : FailureClassifier.Classify(lost);
        user.RecordStep(series.Open, StepKind.Connection, opened, user.Now(), failure, 0, 0, 0);
        user.Untrack(this);
        user.Sockets.Release(this);
        socket.Dispose();
        incoming.Release();
    }
}
