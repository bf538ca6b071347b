using System.Net;

namespace PerfAssert;

/// <summary>A response body that tells its <see cref="Exchange"/> what was read and when it was over.</summary>
internal sealed class MeasuredContent : HttpContent
{
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

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        exchange.CopyAsync(inner, stream, cancellationToken);

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
