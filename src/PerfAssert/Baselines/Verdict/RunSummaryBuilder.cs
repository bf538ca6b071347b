namespace PerfAssert;

/// <summary>Makes the summary of a run from its blocks. Pure.</summary>
internal static class RunSummaryBuilder
{
    /// <summary>A P95 of fewer operations than this is mostly chance; blocks with fewer are merged with their neighbours.</summary>
    public const int LeastOperations = 40;

    public static RunSummary Build(BlockSet blocks, DateTimeOffset recordedAt, string? commit)
    {
        var merged = MergeFor(blocks.Blocks, 0);
        return new RunSummary
        {
            RecordedAt = recordedAt,
            Commit = commit,
            Blocks = merged.Count,
            Measured = blocks.Blocks.Aggregate(TimeSpan.Zero, (sum, block) => sum + block.Length),
            ForeignCpu = Foreign(merged),
            KernelTime = blocks.KernelTime,
            Total = Total(blocks, merged),
            Steps =
            [
                .. Enumerable.Range(1, blocks.Names.Count - 1)
                    .Select(id => Step(blocks, id))
                    .OfType<SeriesSummary>()
                    .OrderBy(step => step.Step, StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>Neighbouring blocks put together until the median of them has enough operations of a series.</summary>
    public static IReadOnlyList<Block> MergeFor(IReadOnlyList<Block> blocks, int series)
    {
        var merged = new List<Block>();
        foreach (var block in Merge(blocks, Factor(blocks, series)))
        {
            // A starved process may bring next to nothing for a while: that while belongs to its neighbour.
            if (merged.Count > 0 && (!IsEnough(block, series) || !IsEnough(merged[^1], series)))
                merged[^1] = merged[^1].Add(block);
            else
                merged.Add(block);
        }

        return merged;
    }

    /// <summary>Whether a block has so many operations of a series that its figures say something.</summary>
    public static bool IsEnough(Block block, int series) => SeriesOf(block, series).Response.Count >= LeastOperations / 2;

    /// <summary>How many neighbouring blocks must be put together.</summary>
    public static int Factor(IReadOnlyList<Block> blocks, int series)
    {
        if (blocks.Count == 0)
            return 1;
        var typical = SampleMedian.Of(blocks.Select(block => (double)SeriesOf(block, series).Response.Count));
        var mean = blocks.Average(block => (double)SeriesOf(block, series).Response.Count);
        return (int)Math.Clamp(Math.Ceiling(LeastOperations / Math.Max(0.01, Math.Min(mean, Math.Max(typical, 1)))), 1, blocks.Count);
    }

    /// <summary>Every <paramref name="factor"/> blocks as one; a rest that is not whole is left out.</summary>
    public static IReadOnlyList<Block> Merge(IReadOnlyList<Block> blocks, int factor)
        => factor == 1 ? blocks : [.. blocks.Chunk(factor).Where(chunk => chunk.Length == factor).Select(chunk => chunk.Aggregate((one, next) => one.Add(next)))];

    /// <summary>The values of a channel in the blocks; <see langword="null"/> where it was not measured.</summary>
    public static IReadOnlyList<double>? Values(IReadOnlyList<Block> blocks, int series, RegressionChannel channel, bool inProcess)
    {
        var values = blocks.Select(block => Value(block, SeriesOf(block, series), channel, inProcess)).OfType<double>().ToList();
        return values.Count == blocks.Count && values.Count > 0 ? values : null;
    }

    public static BlockSeries SeriesOf(Block block, int series) => series < block.Series.Count ? block.Series[series] : BlockSeries.Empty;

    private static double? Value(Block block, BlockSeries data, RegressionChannel channel, bool inProcess) => channel switch
    {
        RegressionChannel.P95 => Quantile(data, 95),
        RegressionChannel.P50 => Quantile(data, 50),
        RegressionChannel.Cost => inProcess ? PerOperation(block.Cpu.TotalMilliseconds, data) : null,
        RegressionChannel.Allocations => inProcess ? PerOperation(block.AllocatedBytes, data) : null,
        RegressionChannel.BytesReceived => PerOperation(data.BytesReceived, data),
        RegressionChannel.BytesSent => PerOperation(data.BytesSent, data),
        RegressionChannel.SqlCommands => PerOperation(block.SqlCommands, data),
        RegressionChannel.OutboundCalls => PerOperation(block.OutboundCalls, data),
        _ => null,
    };

    private static double? Quantile(BlockSeries data, double percentile)
        => data.Response.Count == 0 ? null : data.Response.ValueAtPercentile(percentile) / 1e6;

    private static double? PerOperation(double? amount, BlockSeries data) => data.Count == 0 ? null : amount / data.Count;

    private static SeriesSummary Total(BlockSet blocks, IReadOnlyList<Block> merged)
    {
        var bytes = Enumerable.Range(1, blocks.Names.Count - 1).Where(id => blocks.Names[id].Kind == StepKind.Request).ToArray();
        var withBytes = merged.Select(block => WithRequestBytes(block, bytes)).ToArray();
        var channels = new Dictionary<RegressionChannel, ChannelEstimate>();
        Add(channels, withBytes, 0, blocks.InProcess,
        [
            RegressionChannel.P95, RegressionChannel.P50, RegressionChannel.Cost, RegressionChannel.Allocations,
            RegressionChannel.SqlCommands, RegressionChannel.OutboundCalls,
            .. bytes.Length > 0 ? [RegressionChannel.BytesReceived, RegressionChannel.BytesSent] : Array.Empty<RegressionChannel>(),
        ]);
        var (count, failed) = Counts(blocks.Blocks, 0);
        if (blocks is { InProcess: true, RetainedBytes: { } retained } && count > 0)
        {
            var each = Math.Max(0, (double)retained / count);
            channels[RegressionChannel.Retained] = new ChannelEstimate(each, each, 0);
        }

        return new SeriesSummary { Count = count, Failed = failed, Channels = channels };
    }

    private static SeriesSummary? Step(BlockSet blocks, int id)
    {
        var (count, failed) = Counts(blocks.Blocks, id);
        if (count == 0)
            return null;
        var merged = MergeFor(blocks.Blocks, id);
        var channels = new Dictionary<RegressionChannel, ChannelEstimate>();
        Add(channels, merged, id, inProcess: false,
        [
            RegressionChannel.P95, RegressionChannel.P50,
            .. blocks.Names[id].Kind == StepKind.Request
                ? [RegressionChannel.BytesReceived, RegressionChannel.BytesSent]
                : Array.Empty<RegressionChannel>(),
        ]);
        return new SeriesSummary { Step = blocks.Names[id].Name, Count = count, Failed = failed, Channels = channels };
    }

    private static void Add(
        Dictionary<RegressionChannel, ChannelEstimate> channels, IReadOnlyList<Block> blocks, int series, bool inProcess, RegressionChannel[] wanted)
    {
        foreach (var channel in wanted)
        {
            var rule = ChannelRule.Of(channel);
            if (Values(blocks, series, channel, inProcess) is { } values && BlockEstimate.Of(values, rule.Logarithmic, calm: rule.Logarithmic) is { } estimate)
                channels[channel] = estimate;
        }
    }

    /// <summary>The bytes of an iteration are those of its requests, which are recorded with their routes.</summary>
    private static Block WithRequestBytes(Block block, int[] requests)
    {
        if (requests.Length == 0 || block.Series.Count == 0)
            return block;
        var whole = block.Series[0];
        var counted = whole with
        {
            BytesSent = requests.Sum(id => SeriesOf(block, id).BytesSent),
            BytesReceived = requests.Sum(id => SeriesOf(block, id).BytesReceived),
        };
        return block with { Series = [counted, .. block.Series.Skip(1)] };
    }

    private static (long Count, long Failed) Counts(IReadOnlyList<Block> blocks, int series)
        => (blocks.Sum(block => SeriesOf(block, series).Count), blocks.Sum(block => SeriesOf(block, series).Failed));

    /// <summary>The median over the blocks: the calm part of the run is what times are judged by.</summary>
    private static double Foreign(IReadOnlyList<Block> blocks)
    {
        var shares = blocks
            .Where(block => block.ForeignCpu is not null && block.Length > TimeSpan.Zero)
            .Select(block => Math.Clamp(block.ForeignCpu!.Value / block.Length / Environment.ProcessorCount, 0, 1))
            .ToArray();
        return SampleMedian.Of(shares);
    }
}
