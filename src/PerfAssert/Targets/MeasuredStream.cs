namespace PerfAssert;

/// <summary>The stream of a response body, read through its <see cref="Exchange"/>.</summary>
internal sealed class MeasuredStream(Exchange exchange, Stream body) : ReadingStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        exchange.ReadAsync(body, buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        exchange.ReadAsync(body, buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) => exchange.Read(body, buffer);

    public override int Read(byte[] buffer, int offset, int count) => exchange.Read(body, buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            exchange.Complete();
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
