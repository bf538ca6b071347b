using System.Globalization;

namespace PerfAssert;

/// <summary>The blocks of a run in a file, without loss: a line for each block.</summary>
internal static class BlockSetJson
{
    public static IEnumerable<string> Lines(BlockSet blocks)
    {
        yield return "{";
        yield return $"  \"inProcess\": {JsonText.Of(blocks.InProcess)},";
        if (blocks.KernelTime is { } kernel)
            yield return $"  \"kernelUs\": {JsonText.Exact(kernel.TotalMicroseconds)},";
        if (blocks.RetainedBytes is { } retained)
            yield return $"  \"retainedBytes\": {JsonText.Of(retained)},";
        yield return $"  \"series\": [{string.Join(", ", blocks.Names.Select(name => $"[{JsonText.Of(name.Name)}, {JsonText.Of(name.Kind.ToString())}]"))}],";
        yield return "  \"blocks\": [";
        for (var i = 0; i < blocks.Blocks.Count; i++)
            yield return $"    {Line(blocks.Blocks[i])}{(i + 1 < blocks.Blocks.Count ? "," : "")}";
        yield return "  ]";
        yield return "}";
    }

    public static BlockSet Read(LocatedJson json)
    {
        json.Object("inProcess", "kernelUs", "retainedBytes", "series", "blocks");
        return new BlockSet(
            [.. json.Get("series").Array().Select(ReadName)],
            [.. json.Get("blocks").Array().Select(ReadBlock)],
            json.Find("kernelUs")?.Time(TimeSpan.TicksPerMicrosecond),
            json.Get("inProcess").Truth())
        {
            RetainedBytes = json.Find("retainedBytes")?.Number() is { } retained ? (long)retained : null,
        };
    }

    private static string Line(Block block)
    {
        var fields = new List<(string, string)>
        {
            ("startMs", JsonText.Exact(block.Start.TotalMilliseconds)),
            ("lengthMs", JsonText.Exact(block.Length.TotalMilliseconds)),
            ("cpuMs", JsonText.Exact(block.Cpu.TotalMilliseconds)),
        };
        if (block.ForeignCpu is { } foreign)
            fields.Add(("foreignCpuMs", JsonText.Exact(foreign.TotalMilliseconds)));
        fields.Add(("allocatedBytes", JsonText.Of(block.AllocatedBytes)));
        if (block.SqlCommands is { } commands)
            fields.Add(("sqlCommands", JsonText.Of(commands)));
        if (block.OutboundCalls is { } calls)
            fields.Add(("outboundCalls", JsonText.Of(calls)));
        fields.Add(("series", $"[{string.Join(", ", block.Series.Select(Series))}]"));
        return JsonText.Line(fields);
    }

    private static Block ReadBlock(LocatedJson json)
    {
        json.Object("startMs", "lengthMs", "cpuMs", "foreignCpuMs", "allocatedBytes", "sqlCommands", "outboundCalls", "series");
        return new Block
        {
            Start = json.Get("startMs").Time(TimeSpan.TicksPerMillisecond),
            Length = json.Get("lengthMs").Time(TimeSpan.TicksPerMillisecond),
            Cpu = json.Get("cpuMs").Time(TimeSpan.TicksPerMillisecond),
            ForeignCpu = json.Find("foreignCpuMs")?.Time(TimeSpan.TicksPerMillisecond),
            AllocatedBytes = json.Get("allocatedBytes").Count(),
            SqlCommands = json.Find("sqlCommands")?.Count(),
            OutboundCalls = json.Find("outboundCalls")?.Count(),
            Series = [.. json.Get("series").Array().Select(ReadSeries)],
        };
    }

    /// <summary>Failed, bytes sent, bytes received, then the histogram: for each bucket its distance from the last one, and its samples.</summary>
    private static string Series(BlockSeries series)
    {
        var numbers = new List<long> { series.Failed, series.BytesSent, series.BytesReceived };
        var last = 0;
        foreach (var (bucket, count) in series.Response.Buckets)
        {
            numbers.Add(bucket - last);
            numbers.Add(count);
            last = bucket;
        }

        return $"[{string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";
    }

    private static BlockSeries ReadSeries(LocatedJson json)
    {
        var numbers = json.Array();
        if (numbers.Count < 3 || numbers.Count % 2 == 0)
            throw json.Wrong("a series is a list of three numbers and a pair for each bucket");
        var buckets = new List<(int Bucket, long Count)>();
        var bucket = 0;
        for (var i = 3; i < numbers.Count; i += 2)
        {
            // Beyond the last bucket by far, and far from an overflow.
            bucket = Math.Min(bucket + Math.Min(numbers[i].SmallCount(), ushort.MaxValue), ushort.MaxValue);
            buckets.Add((bucket, numbers[i + 1].Count()));
        }

        try
        {
            return new BlockSeries(BlockHistogram.FromBuckets(buckets), numbers[0].Count(), numbers[1].Count(), numbers[2].Count());
        }
        catch (ArgumentException exception)
        {
            throw json.Wrong(exception.Message);
        }
    }

    private static (string Name, StepKind Kind) ReadName(LocatedJson json)
        => json.Array() is [var name, var kind] && Enum.TryParse<StepKind>(kind.String(), out var parsed) && Enum.IsDefined(parsed)
            ? (name.String(), parsed)
            : throw json.Wrong("a series is [name, kind]");
}
