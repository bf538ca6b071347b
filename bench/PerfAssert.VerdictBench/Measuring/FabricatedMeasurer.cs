using System.Security.Cryptography;
using System.Text;

namespace PerfAssert.VerdictBench;

/// <summary>
/// Makes runs up, the same for the same folder name: to try the bench itself in seconds. Response times are log-normal; runs differ by 2 %
/// among themselves; a hog slows a part of the blocks. Each is an hour after the one before it, so that a baseline of several is one of
/// several occasions, as it has to be before the verdict trusts it in full.
/// </summary>
internal sealed class FabricatedMeasurer(int seconds) : IMeasurer
{
    private const double BetweenRuns = 0.02;
    private const double BlockSeconds = 0.25;
    private static readonly TimeSpan BetweenStarts = TimeSpan.FromHours(1);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int made;

    public Task<(MeasurementFile Measurement, TimeSpan Took)> MeasureAsync(Cell cell, string folder, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var variant = Variant.Named(cell.Variant);
        var random = new Random(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(folder)))));
        var blocks = Blocks(cell, variant, random);
        var measurement = new MeasurementFile(
            variant.Test,
            "",
            null,
            true,
            Fingerprint,
            LoadFingerprint.Of(variant.Plan(seconds)),
            RunSummaryBuilder.Build(blocks, Start + (BetweenStarts * made++), null),
            blocks);
        Directory.CreateDirectory(folder);
        measurement.Write(folder);
        return Task.FromResult((MeasurementFile.Read(Path.Combine(folder, MeasurementFile.FileName)), TimeSpan.FromSeconds(seconds + 2)));
    }

    private static EnvironmentFingerprint Fingerprint { get; } = new()
    {
        OperatingSystem = "linux",
        Architecture = "x64",
        Processor = "fabricated",
        Cores = 2,
        VectorBits = 256,
        Runtime = ".NET 10.0",
        GarbageCollector = "Workstation concurrent",
        Jit = "pinned",
        Build = "Release",
        Transport = "Kestrel",
    };

    private BlockSet Blocks(Cell cell, Variant variant, Random random)
    {
        var factor = cell.Shift.StartsWith('+') ? 1 : double.Parse(cell.Shift, System.Globalization.CultureInfo.InvariantCulture);
        var time = (variant.Name == "wait" ? 25_000_000 : 1_500_000)
            * (variant.Name is "alloc" or "sql" ? 1 : factor) * Math.Exp(BetweenRuns * Normal(random));
        var cost = (variant.Name == "wait" ? 0.0001 : 0.0005)
            * (variant.Name is "cpu" or "lock" or "tail" ? factor : 1) * Math.Exp(BetweenRuns * Normal(random));
        var blocks = new List<Block>();
        for (var index = 0; index < seconds / BlockSeconds; index++)
        {
            var disturbed = cell.Noise != Noise.Quiet && random.NextDouble() < 0.5;
            var slowed = time * (disturbed ? 1.4 : 1);
            var count = (int)(variant.Users * BlockSeconds * 1e9 / slowed);
            var histogram = new LatencyHistogram();
            for (var i = 0; i < count; i++)
                histogram.Record((long)(slowed * Math.Exp(0.3 * Normal(random))));
            var series = new BlockSeries(BlockHistogram.Of(histogram), 0, 0, count * 8L);
            blocks.Add(new Block
            {
                Start = TimeSpan.FromSeconds(index * BlockSeconds),
                Length = TimeSpan.FromSeconds(BlockSeconds),
                Series = [series],
                Cpu = TimeSpan.FromSeconds(count * cost * (1 + (0.01 * Normal(random)))),
                ForeignCpu = TimeSpan.FromSeconds(BlockSeconds * (disturbed ? 0.9 : 0.02)),
                AllocatedBytes = (long)(count * 20_000 * (variant.Name == "alloc" ? factor : 1)),
                SqlCommands = variant.Name != "sql" ? 0 : count * (cell.IsUnchanged ? 2 : 3),
                OutboundCalls = 0,
            });
        }

        return new BlockSet([("iteration", StepKind.Step)], blocks, TimeSpan.FromMicroseconds(200), true);
    }

    /// <summary>Standard normal (Box and Muller).</summary>
    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
