using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>
/// Reads whole messages of a socket. It waits with a small buffer of its own, which most messages fit in; only a larger message borrows one from
/// the pool, so that thousands of silent connections hold next to nothing. (Waiting without any buffer costs each message one more call of
/// the operating system.)
/// </summary>
internal sealed class IncomingMessage(WebSocket socket)
{
    /// <summary>Size of the connection's own buffer, in bytes: most messages are smaller, and a connection takes forty times as much anyway.</summary>
    private const int OwnSize = 256;

    private byte[] own = [];
    private byte[] buffer = [];
    private int expected;
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
            if (own.Length == 0)
                own = new byte[OwnSize];
            buffer = own;
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                    return null;
                length += part.Count;
                if (part.EndOfMessage)
                {
                    expected = length;
                    return new UserWebSocketMessage(part.MessageType, buffer.AsMemory(0, length));
                }

                if (length == buffer.Length)
                    Grow(length);
            }
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
        if (buffer != own)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = own;
    }
}
