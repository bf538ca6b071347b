namespace PerfAssert.Tests.AspNetCore.DirectDispatch;

/// <summary>So many bytes, without a length that anyone could ask for.</summary>
internal sealed class EndlessStream(long bytes) : ReadingStream
{
    private long left = bytes;

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Min(left, count);
        buffer.AsSpan(offset, read).Fill((byte)(left % 251));
        left -= read;
        return read;
    }
}
