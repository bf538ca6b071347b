using System.Buffers.Binary;
using System.IO.Compression;

namespace PerfAssert;

/// <summary>
/// Encodes a histogram as HdrHistograms are exchanged: the compressed form of the encoding's version 2 (hdrhistogram.org). Numbers are
/// big-endian. A zlib stream behind a cookie and its length holds a header and the counts.
/// </summary>
internal static class HdrEncoding
{
    private const int CompressedCookie = 0x1c849304 | CountsAreVariable;
    private const int Cookie = 0x1c849303 | CountsAreVariable;

    /// <summary>The nibble of the cookie that tells the size of a count.</summary>
    private const int CountsAreVariable = 0x10;

    private const int CompressedHeaderLength = 8;
    private const int HeaderLength = 40;
    private const int SignificantDigits = 3;
    private const long LowestDiscernible = 1;

    /// <summary>Covers every bucket of <see cref="LatencyHistogram"/>.</summary>
    private const long HighestTrackable = 1L << 42;

    /// <summary>The compressed form as it stands in a log.</summary>
    public static string ToBase64(LatencyHistogram histogram) => Convert.ToBase64String(Compress(histogram));

    /// <summary>Cookie, length and zlib stream of what <see cref="Encode"/> gives.</summary>
    public static byte[] Compress(LatencyHistogram histogram)
    {
        using var target = new MemoryStream { Position = CompressedHeaderLength };
        using (var zlib = new ZLibStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
            zlib.Write(Encode(histogram));
        var bytes = target.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, CompressedCookie);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - CompressedHeaderLength);
        return bytes;
    }

    /// <summary>Header and counts.</summary>
    public static byte[] Encode(LatencyHistogram histogram)
    {
        using var target = new MemoryStream { Position = HeaderLength };
        WriteCounts(target, histogram);
        var bytes = target.ToArray();
        var header = bytes.AsSpan(0, HeaderLength);
        BinaryPrimitives.WriteInt32BigEndian(header, Cookie);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], bytes.Length - HeaderLength);
        BinaryPrimitives.WriteInt32BigEndian(header[8..], 0); // offset of the first bucket
        BinaryPrimitives.WriteInt32BigEndian(header[12..], SignificantDigits);
        BinaryPrimitives.WriteInt64BigEndian(header[16..], LowestDiscernible);
        BinaryPrimitives.WriteInt64BigEndian(header[24..], HighestTrackable);
        BinaryPrimitives.WriteDoubleBigEndian(header[32..], 1); // factor from counted to real values
        return bytes;
    }

    /// <summary>All counts up to the last that is not zero; several zeros in a row are their number, negative.</summary>
    private static void WriteCounts(MemoryStream target, LatencyHistogram histogram)
    {
        var next = 0;
        foreach (var (index, count) in histogram.HdrCounts)
        {
            var zeros = index - next;
            if (zeros > 0)
                WriteNumber(target, zeros == 1 ? 0 : -zeros);
            WriteNumber(target, count);
            next = index + 1;
        }

        // Readers expect at least one count.
        if (next == 0)
            WriteNumber(target, 0);
    }

    /// <summary>
    /// ZigZag (0, −1, 1, −2 … become 0, 1, 2, 3 …) and then seven bits to a byte, the lowest first, the eighth saying that more follow.
    /// Other than in plain LEB128 a ninth byte is the last, and all of its bits count.
    /// </summary>
    private static void WriteNumber(MemoryStream target, long number)
    {
        var rest = (ulong)((number << 1) ^ (number >> 63));
        for (var i = 0; i < 8 && rest > 0x7F; i++)
        {
            target.WriteByte((byte)((rest & 0x7F) | 0x80));
            rest >>= 7;
        }

        target.WriteByte((byte)rest);
    }
}
