using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PerfAssert;

/// <summary>The body of a request as the application reads it: bytes that are there, or a stream of bytes that are on their way.</summary>
internal sealed class DirectRequestStream(DirectExchange exchange) : ReadingStream
{
    private ReadOnlyMemory<byte> bytes;
    private Stream? source;
    private long? announcedLength;
    private long read;

    public bool HasBeenRead { get; private set; }

    public void Reset()
    {
        bytes = default;
        source = null;
        announcedLength = null;
        read = 0;
        HasBeenRead = false;
    }

    /// <summary>The body of the next request.</summary>
    public void Set(ReadOnlyMemory<byte> body)
    {
        bytes = body;
        announcedLength = body.Length;
    }

    /// <summary>The body of the next request.</summary>
    /// <param name="body">Read as the application reads.</param>
    /// <param name="length">Where it is known.</param>
    public void Set(Stream body, long? length)
    {
        source = body;
        announcedLength = length;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Prepare();
        return source is null ? new ValueTask<int>(Take(buffer.Span)) : ReadSourceAsync(source, buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer)
    {
        if (!exchange.AllowSynchronousIO)
            throw new InvalidOperationException("Synchronous operations are disallowed. Call ReadAsync or set AllowSynchronousIO to true instead.");
        Prepare();
        return source is null ? Take(buffer) : Count(source.Read(buffer));
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async ValueTask<int> ReadSourceAsync(Stream from, Memory<byte> buffer, CancellationToken cancellationToken) =>
        Count(await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    private int Take(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, bytes.Length);
        bytes.Span[..count].CopyTo(buffer);
        bytes = bytes[count..];
        return Count(count);
    }

    private void Prepare()
    {
        if (exchange.IsAborted)
            throw new IOException("The client reset the request stream.");
        HasBeenRead = true;
        if (announcedLength > exchange.MaxRequestBodySize)
            throw TooLarge();
    }

    private int Count(int more)
    {
        read += more;
        return read > exchange.MaxRequestBodySize ? throw TooLarge() : more;
    }

    private BadHttpRequestException TooLarge() => new(
        string.Create(CultureInfo.InvariantCulture, $"Request body too large. The max request body size is {exchange.MaxRequestBodySize} bytes."),
        StatusCodes.Status413PayloadTooLarge);
}
