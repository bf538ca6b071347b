namespace PerfAssert;

/// <summary>Passes on what is written to it, and counts.</summary>
internal sealed class CountingStream(Stream destination) : WritingStream
{
    /// <summary>Bytes written so far.</summary>
    public long Count { get; private set; }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count += buffer.Length;
        return destination.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Count += count;
        return destination.WriteAsync(buffer, offset, count, cancellationToken);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Count += buffer.Length;
        destination.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Count += count;
        destination.Write(buffer, offset, count);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

    public override void Flush() => destination.Flush();
}
