namespace PerfAssert;

/// <summary>The body of a response as a stream; what is written is on its way at once.</summary>
internal sealed class DirectResponseStream(DirectExchange exchange, DirectResponseWriter writer) : WritingStream
{
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await exchange.StartResponseAsync().ConfigureAwait(false);
        while (!buffer.IsEmpty)
        {
            var memory = writer.GetMemory();
            var count = Math.Min(memory.Length, buffer.Length);
            buffer[..count].CopyTo(memory);
            buffer = buffer[count..];
            writer.Advance(count);
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        CheckSynchronous();
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => writer.FlushAsync(cancellationToken).AsTask();

    public override void Flush()
    {
        CheckSynchronous();
        FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    private void CheckSynchronous()
    {
        if (!exchange.AllowSynchronousIO)
            throw new InvalidOperationException("Synchronous operations are disallowed. Call WriteAsync or set AllowSynchronousIO to true instead.");
    }
}
