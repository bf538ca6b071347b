namespace PerfAssert.Tests.Fabricated;

/// <summary>Baselines and measurements with known figures.</summary>
internal static class FabricatedBaseline
{
    public static EnvironmentFingerprint Fingerprint { get; } = new()
    {
        OperatingSystem = "linux",
        Architecture = "x64",
        Processor = "Example CPU @ 2.50GHz",
        Cores = 2,
        VectorBits = 256,
        Runtime = ".NET 10.0",
        GarbageCollector = "Workstation, concurrent",
        Jit = "pinned",
        Build = "Release",
        Transport = "Kestrel (loopback)",
    };

    public static LoadFingerprint Load { get; } = new("50 users, think time 1s", "0badcafe");

    /// <summary>A run whose figures are about <paramref name="p95"/> milliseconds for whole iterations, and less for each step.</summary>
    public static RunSummary Run(double p95 = 12.3456, int steps = 2, string? commit = "a1b2c3d4e5") => new()
    {
        RecordedAt = new DateTimeOffset(2026, 11, 21, 16, 30, 5, TimeSpan.Zero),
        Commit = commit,
        Blocks = 40,
        Measured = TimeSpan.FromMilliseconds(10_020),
        ForeignCpu = 0.03125,
        KernelTime = TimeSpan.FromMicroseconds(210.4),
        Total = Series(null, p95, total: true),
        Steps = [.. Enumerable.Range(1, steps).Select(i => Series($"GET /shop/items/{i:00}", p95 / (i + 1), total: false))],
    };

    public static SeriesSummary Series(string? step, double p95, bool total)
    {
        var channels = new Dictionary<RegressionChannel, ChannelEstimate>
        {
            [RegressionChannel.P95] = new(p95, p95 * 1.05, 0.0123456),
            [RegressionChannel.P50] = new(p95 / 3, p95 / 2.9, 0.004567),
            [RegressionChannel.BytesReceived] = new(1500, 1500, 0),
            [RegressionChannel.BytesSent] = new(0, 0, 0),
        };
        if (total)
        {
            channels[RegressionChannel.Cost] = new(0.345678, 0.35, 0.006);
            channels[RegressionChannel.Allocations] = new(123_456.7, 123_512.3, 0.0002);
            channels[RegressionChannel.SqlCommands] = new(2, 2, 0);
            channels[RegressionChannel.OutboundCalls] = new(0.5, 0.512, 0.01);
        }

        return new SeriesSummary { Step = step, Count = 12_345, Failed = total ? 3 : 0, Channels = channels };
    }

    public static BaselineDocument Document(params RunSummary[] runs) => new()
    {
        Test = "Products.Search",
        Load = Load,
        Environments = [new BaselineSection { Fingerprint = Fingerprint, Runs = runs }],
    };

    public static MeasurementFile Measurement(RunSummary? run = null, EnvironmentFingerprint? fingerprint = null, LoadFingerprint? load = null) => new(
        "Products.Search",
        "Shop.Tests.Products.Search",
        "/src/Shop.Tests/Products.Search.verified.json",
        true,
        fingerprint ?? Fingerprint,
        load ?? Load,
        run ?? Run(),
        Blocks());

    public static BlockSet Blocks(int blocks = 3) => new(
        [("iteration", StepKind.Step), ("GET /products/{id}", StepKind.Request)],
        [.. Enumerable.Range(0, blocks).Select(Block)],
        TimeSpan.FromMicroseconds(210.4),
        true)
    {
        RetainedBytes = -4321,
    };

    private static Block Block(int index)
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 60; i++)
            histogram.Record((i * 37_501L) + index);
        var response = BlockHistogram.Of(histogram);
        return new Block
        {
            Start = TimeSpan.FromTicks(2_500_123 * index),
            Length = TimeSpan.FromTicks(2_500_007),
            Series = [new BlockSeries(response, index, 10, 90_000), new BlockSeries(response, 0, 0, 90_000)],
            Cpu = TimeSpan.FromTicks(1_234_567),
            ForeignCpu = index == 1 ? null : TimeSpan.FromTicks(7_654),
            AllocatedBytes = 7_654_321,
            SqlCommands = index == 2 ? null : 120,
            OutboundCalls = null,
        };
    }
}
