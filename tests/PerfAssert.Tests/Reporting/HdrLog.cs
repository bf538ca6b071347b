using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace PerfAssert.Tests.Reporting;

/// <summary>
/// Reads HdrHistogram logs after the description of the format (HdrHistogram, class HistogramLogReader) and of the encoding's version 2,
/// without anything of what writes them.
/// </summary>
internal sealed class HdrLog
{
    public List<string> Comments { get; } = [];

    public List<Interval> Intervals { get; } = [];

    public double StartTime { get; private set; }

    public double BaseTime { get; private set; }

    public IEnumerable<Interval> Untagged => Intervals.Where(interval => interval.Tag is null);

    public static HdrLog Parse(string text)
    {
        var log = new HdrLog();
        if (!text.EndsWith('\n'))
            throw new FormatException("The last line is not complete.");
        foreach (var line in text[..^1].Split('\n'))
            log.Add(line);
        return log;
    }

    /// <summary>The counts of a compressed histogram, by the lowest value of each bucket.</summary>
    public static SortedDictionary<long, long> Decompress(byte[] bytes)
    {
        Expect(0x1c849314, BinaryPrimitives.ReadInt32BigEndian(bytes), "cookie of the compressed form");
        Expect(bytes.Length - 8, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4)), "length of the compressed contents");
        using var zlib = new ZLibStream(new MemoryStream(bytes, 8, bytes.Length - 8), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return Decode(plain.ToArray());
    }

    /// <summary>The counts of a histogram that is not compressed, by the lowest value of each bucket.</summary>
    public static SortedDictionary<long, long> Decode(byte[] bytes)
    {
        Expect(0x1c849313, BinaryPrimitives.ReadInt32BigEndian(bytes), "cookie");
        Expect(bytes.Length - 40, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4)), "length of the counts");
        Expect(0, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(8)), "offset of the first bucket");
        var digits = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(12));
        var unit = (int)Math.Log2(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(16)));
        var highest = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(24));
        Expect(1, (long)BinaryPrimitives.ReadDoubleBigEndian(bytes.AsSpan(32)), "factor");

        // The least power of two that tells 2 · 10^digits values apart; the upper half of each bucket but the first is used.
        var half = (long)Math.Pow(2, Math.Ceiling(Math.Log2(2 * Math.Pow(10, digits)))) / 2;
        var counts = new SortedDictionary<long, long>();
        long index = 0;
        for (var at = 40; at < bytes.Length;)
        {
            var number = ReadNumber(bytes, ref at);
            if (number > 0)
                counts.Add(LowestValue(index, half) << unit, number);
            index += number < 0 ? -number : 1;
        }

        Expect(1, LowestValue(index - 1, half) << unit <= highest ? 1 : 0, "last bucket below the highest trackable value");
        return counts;
    }

    /// <summary>The lowest value that is counted together with a value at three significant digits: 11 bits of it are kept.</summary>
    public static long LowestEquivalent(long value)
    {
        var unit = 1L;
        while (value / unit >= 2048)
            unit *= 2;
        return value / unit * unit;
    }

    private void Add(string line)
    {
        const string StartPrefix = "#[StartTime: ", BasePrefix = "#[BaseTime: ";
        if (line.StartsWith('#'))
        {
            Comments.Add(line);
            if (line.StartsWith(StartPrefix, StringComparison.Ordinal))
                StartTime = Number(line[StartPrefix.Length..].Split(' ')[0]);
            else if (line.StartsWith(BasePrefix, StringComparison.Ordinal))
                BaseTime = Number(line[BasePrefix.Length..].Split(' ')[0]);
            return;
        }

        if (line.StartsWith("\"StartTimestamp\"", StringComparison.Ordinal))
            return;
        var fields = line.Split(',', ' ');
        var tag = fields[0].StartsWith("Tag=", StringComparison.Ordinal) ? fields[0][4..] : null;
        if (tag is not null)
            fields = fields[1..];
        Expect(4, fields.Length, $"fields in \"{line}\"");
        Intervals.Add(new Interval(tag, Number(fields[0]), Number(fields[1]), Number(fields[2]), Decompress(Convert.FromBase64String(fields[3]))));
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static long LowestValue(long index, long half)
    {
        if (index < 2 * half)
            return index;
        var bucket = (index / half) - 1;
        return (half + (index % half)) << (int)bucket;
    }

    private static long ReadNumber(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[at++];
            if (shift == 56)
            {
                value |= (ulong)next << 56;
                break;
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                break;
        }

        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static void Expect(long expected, long found, string what)
    {
        if (expected != found)
            throw new FormatException($"{what}: expected {expected}, found {found}.");
    }

    /// <param name="Tag"><see langword="null"/> for whole iterations.</param>
    /// <param name="Start">Seconds since the start of the run.</param>
    /// <param name="Length">Seconds.</param>
    /// <param name="Max">Milliseconds.</param>
    /// <param name="Counts">By the lowest value of each bucket, in nanoseconds.</param>
    internal sealed record Interval(string? Tag, double Start, double Length, double Max, SortedDictionary<long, long> Counts);
}
