using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>
/// Reads whole messages of a socket into a pooled buffer. While it waits it has none, so that thousands of silent connections hold no
/// buffers.
/// </summary>
internal sealed class IncomingMessage(WebSocket socket)
{
    /// <summary>First size of the buffer, in bytes: most messages are smaller.</summary>
    private const int SmallestBuffer = 256;

    private byte[] buffer = [];
    private int expected = SmallestBuffer;
    private int reading;

    /// <summary>Reads the next message.</summary>
    /// <returns>Valid until the next call; <see langword="null"/> when the other side has closed the socket.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<UserWebSocketMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref reading, 1) != 0)
            throw new InvalidOperationException("Another receive of this WebSocket is still waiting. Wait for it first: there is one receive at a time.");
        try
        {
            Return();
            var part = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
            var length = 0;
            while (!part.EndOfMessage && part.MessageType != WebSocketMessageType.Close)
            {
                if (length == buffer.Length)
                    Grow(length);
                part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += part.Count;
            }

            expected = Math.Max(length, SmallestBuffer);
            return part.MessageType == WebSocketMessageType.Close ? null : new UserWebSocketMessage(part.MessageType, buffer.AsMemory(0, length));
        }
        finally
        {
            Volatile.Write(ref reading, 0);
        }
    }

    /// <summary>Gives the buffer back, unless somebody still reads into it: then it is left to the collector.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref reading, 1) == 0)
            Return();
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(expected, length * 4));
        buffer.AsSpan(0, length).CopyTo(larger);
        Return();
        buffer = larger;
    }

    private void Return()
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }
}
