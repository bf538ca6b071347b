using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PerfAssert.Tests.Reporting;

public class HdrEncodingTests
{
    /// <summary>Durations from nothing to an hour, evenly over the orders of magnitude.</summary>
    private static Gen<long> Durations
        => Gen.Choose(0, int.MaxValue).Select(n => (long)Math.Pow(3.6e12, n / (double)int.MaxValue) - 1);

    /// <summary>
    /// Samples 1, 1, 3 and 2048 ns, worked out by hand after the description of the format.
    /// Up to 2,047 each value has a bucket of its own; 2048 and 2049 share the next one, number 2,048.
    /// <code>
    /// 1C849313          cookie 1C849303, counts of variable size (10)
    /// 00000007          length of the counts in bytes
    /// 00000000          offset of the first bucket
    /// 00000003          significant digits
    /// 0000000000000001  lowest discernible value
    /// 0000040000000000  highest trackable value, 2^42
    /// 3FF0000000000000  factor 1.0
    /// 00                bucket 0: 0
    /// 04                bucket 1: 2, ZigZag 4
    /// 00                bucket 2: 0
    /// 02                bucket 3: 1, ZigZag 2
    /// F7 1F             buckets 4 to 2,047: 2,044 zeros, −2,044, ZigZag 4,087 = 31 · 128 + 119; 119 + 128 = F7, 31 = 1F
    /// 02                bucket 2,048: 1
    /// </code>
    /// </summary>
    [Fact]
    public void A_small_histogram_is_encoded_as_worked_out_by_hand()
        => Assert.Equal(
            "1C849313" + "00000007" + "00000000" + "00000003" + "0000000000000001" + "0000040000000000" + "3FF0000000000000"
                + "00" + "04" + "00" + "02" + "F71F" + "02",
            Convert.ToHexString(HdrEncoding.Encode(Of(1, 1, 3, 2048))));

    [Fact]
    public void A_histogram_without_samples_has_one_count_of_zero()
    {
        var bytes = HdrEncoding.Encode(new LatencyHistogram());

        Assert.Equal(41, bytes.Length);
        Assert.Equal("00000001", Convert.ToHexString(bytes)[8..16]);
        Assert.Equal(0, bytes[40]);
        Assert.Empty(HdrLog.Decompress(HdrEncoding.Compress(new LatencyHistogram())));
    }

    /// <summary>2^62 becomes 2^63 by ZigZag: eight times seven zeros, each with the bit for more to follow, and 80 in the ninth byte, which has no such bit.</summary>
    [Fact]
    public void The_largest_counts_take_nine_bytes()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(0, 1L << 62);

        Assert.Equal("808080808080808080", Convert.ToHexString(HdrEncoding.Encode(histogram))[80..]);
        Assert.Equal(1L << 62, HdrLog.Decode(HdrEncoding.Encode(histogram))[0]);
    }

    /// <summary>The numbers at which an encoding of seven bits to a byte gets longer.</summary>
    [Fact]
    public void Counts_of_every_length_are_read_back()
    {
        for (var bits = 1; bits < 62; bits++)
        {
            foreach (var count in new[] { (1L << bits) - 1, 1L << bits, (1L << bits) + 1 })
            {
                var histogram = new LatencyHistogram();
                histogram.Record(7, count);
                Assert.Equal(KeyValuePair.Create(7L, count), Assert.Single(HdrLog.Decode(HdrEncoding.Encode(histogram))));
            }
        }
    }

    [Fact]
    public void The_compressed_form_begins_as_every_compressed_histogram_does()
        => Assert.StartsWith("HISTFAAA", HdrEncoding.ToBase64(Of(1, 2, 3)), StringComparison.Ordinal);

    [Fact]
    public void Every_sample_is_read_back_in_the_bucket_that_an_HdrHistogram_counts_it_in()
        => Prop.ForAll(Durations.ListOf().ToArbitrary(), samples
            => HdrLog.Decompress(HdrEncoding.Compress(Of([.. samples]))).SequenceEqual(Buckets(samples))).QuickCheckThrowOnFailure();

    [Fact]
    public void No_sample_moves_to_another_bucket_at_any_power_of_two()
    {
        long[] edges =
        [
            0, 1, 2, 1023, 1024, 1025,
            .. Enumerable.Range(11, 31).SelectMany(bits => new[] { (1L << bits) - 1, 1L << bits, (1L << bits) + 1, (1L << bits) + (1L << (bits - 1)) - 1 }),
            (1L << 42) - 1,
        ];

        Assert.Equal(Buckets(edges), HdrLog.Decompress(HdrEncoding.Compress(Of(edges))));
        Assert.All(edges, edge => Assert.Equal(Buckets([edge]), HdrLog.Decompress(HdrEncoding.Compress(Of(edge)))));
    }

    [Fact]
    public void What_is_too_long_to_be_told_apart_is_in_the_last_bucket()
        => Assert.Equal(KeyValuePair.Create(2047L << 31, 2L), Assert.Single(HdrLog.Decompress(HdrEncoding.Compress(Of(1L << 42, 1L << 50)))));

    private static SortedDictionary<long, long> Buckets(IEnumerable<long> samples)
        => new(samples.GroupBy(HdrLog.LowestEquivalent).ToDictionary(group => group.Key, group => group.LongCount()));

    private static LatencyHistogram Of(params long[] samples)
    {
        var histogram = new LatencyHistogram();
        foreach (var sample in samples)
            histogram.Record(sample);
        return histogram;
    }
}
