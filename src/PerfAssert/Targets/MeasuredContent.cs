using System.Buffers;
using System.Net;

namespace PerfAssert;

/// <summary>A response body that tells its <see cref="Exchange"/> what was read and when it was over.</summary>
internal sealed class MeasuredContent : HttpContent
{
    /// <summary>Bytes read at once into memory: 16 KB, what a connection has at hand.</summary>
    private const int BufferSize = 16 * 1024;

    private readonly Exchange exchange;
    private readonly HttpContent inner;

    public MeasuredContent(Exchange exchange, HttpContent inner)
    {
        this.exchange = exchange;
        this.inner = inner;
        inner.CopyHeadersTo(this);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var body = await inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int read;
            while ((read = await exchange.ReadAsync(body, buffer, cancellationToken).ConfigureAwait(false)) > 0)
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new MeasuredStream(exchange, await inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) =>
        new MeasuredStream(exchange, inner.ReadAsStream(cancellationToken));

    protected override bool TryComputeLength(out long length)
    {
        length = inner.Headers.ContentLength ?? 0;
        return inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            exchange.Complete();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
