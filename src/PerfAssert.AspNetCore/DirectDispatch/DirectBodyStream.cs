using System.IO.Pipelines;

namespace PerfAssert;

/// <summary>The body of a response that the client reads while the application writes it. Who lets go of it early aborts the request.</summary>
internal sealed class DirectBodyStream(DirectExchange exchange, Task run, PipeReader reader) : ReadingStream
{
    private readonly Stream body = reader.AsStream();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        body.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        body.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => body.Read(buffer, offset, count);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!run.IsCompleted && !exchange.HasEnded)
                exchange.Abort();
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
