using System.Net;

namespace PerfAssert;

/// <summary>A request body of unknown length, such as JSON that is written while it is sent: counts what went out.</summary>
internal sealed class CountingContent : HttpContent
{
    private readonly HttpContent inner;
    private CountingStream? written;

    public CountingContent(HttpContent inner)
    {
        this.inner = inner;
        inner.CopyHeadersTo(this);
    }

    /// <summary>Bytes written so far.</summary>
    public long Count => written?.Count ?? 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        written = new CountingStream(stream);
        return inner.CopyToAsync(written, context, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
