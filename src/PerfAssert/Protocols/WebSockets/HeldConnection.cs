namespace PerfAssert;

/// <summary>A connection of the limit search that has opened.</summary>
internal sealed class HeldConnection
{
    private readonly UserWebSocket socket;
    private readonly string? message;
    private readonly Task<Exception?>? watch;

    /// <param name="socket">Open.</param>
    /// <param name="message">What to send for a sign of life; <see langword="null"/> to see only whether the server ends the connection.</param>
    public HeldConnection(UserWebSocket socket, string? message)
    {
        this.socket = socket;
        this.message = message;
        watch = message is null ? WatchAsync() : null;
    }

    public bool IsLost { get; private set; }

    /// <summary>Asks for a sign of life.</summary>
    /// <returns>Why there was none; <see langword="null"/> when the connection lives.</returns>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public async ValueTask<Exception?> FindLossAsync()
    {
        try
        {
            if (watch is null)
                await socket.RoundTripAsync(message!).ConfigureAwait(false);
            else if (watch.IsCompleted)
                throw await watch.ConfigureAwait(false) ?? new WebSocketClosedException("The server closed the connection");
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            IsLost = true;
            return exception;
        }
    }

    public ValueTask CloseAsync() => socket.DisposeAsync();

    private async Task<Exception?> WatchAsync()
    {
        try
        {
            await foreach (var _ in socket.ReceiveAllAsync().ConfigureAwait(false))
            {
                // Whatever it says, it lives.
            }

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
