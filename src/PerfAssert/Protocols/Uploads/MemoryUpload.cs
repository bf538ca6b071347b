using System.Net;

namespace PerfAssert;

/// <summary>Content that many requests share. Written in pieces: in one piece, an in-memory transport would copy it whole for each user.</summary>
internal sealed class MemoryUpload(ReadOnlyMemory<byte> bytes) : HttpContent
{
    /// <summary>64 KB, which costs a socket nothing and keeps a pipe's buffers small.</summary>
    private const int PieceSize = 64 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var rest = bytes; !rest.IsEmpty; rest = rest[Math.Min(PieceSize, rest.Length)..])
            await stream.WriteAsync(rest[..Math.Min(PieceSize, rest.Length)], cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
