namespace PerfAssert.Tests.Baselines;

/// <summary>A program under load whose figures and noise are known: makes the blocks of a run from a seed.</summary>
internal sealed record SimulatedProgram
{
    public static readonly EnvironmentFingerprint Machine = new()
    {
        OperatingSystem = "linux", Architecture = "x64", Processor = "Example CPU @ 3 GHz", Cores = 4, VectorBits = 256,
        Runtime = ".NET 10.0", GarbageCollector = "Workstation, concurrent", Jit = "pinned", Build = "Release", Transport = "Kestrel (loopback)",
    };

    public static readonly LoadFingerprint Load = new("8 users", "0a1b2c3d");

    /// <summary>Median response time in ms.</summary>
    public double Median { get; init; } = 4;

    /// <summary>P95 over the median.</summary>
    public double TailRatio { get; init; } = 1.6;

    /// <summary>CPU time per iteration in ms.</summary>
    public double Cost { get; init; } = 1;

    public double Allocated { get; init; } = 20_000;

    public double SqlCommands { get; init; } = 3;

    public double FailureRate { get; init; }

    public long Retained { get; init; } = 100_000;

    /// <summary>Time of a step inside the iteration in ms; 0 without.</summary>
    public double Step { get; init; }

    /// <summary>Spread between runs as standard deviation of logarithms.</summary>
    public double BetweenRuns { get; init; } = 0.02;

    /// <summary>Spread between blocks.</summary>
    public double BetweenBlocks { get; init; } = 0.04;

    /// <summary>Share of blocks in which somebody else takes half of the machine and times double.</summary>
    public double Bursts { get; init; }

    /// <summary>Share of the machine that others take between bursts, without disturbing.</summary>
    public double ForeignShare { get; init; } = 0.02;

    public int Blocks { get; init; } = 24;

    public int PerBlock { get; init; } = 200;

    public TimeSpan? KernelTime { get; init; } = TimeSpan.FromMicroseconds(210);

    public bool InProcess { get; init; } = true;

    /// <summary>A version that takes this many times the time and the CPU.</summary>
    public SimulatedProgram Slower(double factor) => this with { Median = Median * factor, Cost = Cost * factor, Step = Step * factor };

    public BlockSet Run(int seed)
    {
        var random = new Random(seed);
        var run = Math.Exp(Normal(random) * BetweenRuns);
        var blocks = Enumerable.Range(0, Blocks).Select(index => Block(index, run, random)).ToList();
        return new BlockSet(
            Step > 0 ? [("iteration", StepKind.Step), ("search", StepKind.Step)] : [("iteration", StepKind.Step)],
            blocks,
            KernelTime,
            InProcess) { RetainedBytes = Retained };
    }

    public RunSummary Summary(int seed) => RunSummaryBuilder.Build(Run(seed), DateTimeOffset.UnixEpoch, "abc1234");

    public BaselineDocument Baseline(int runs, int seed = 1_000_000) => new()
    {
        Test = "Shop.Search",
        Load = Load,
        Environments = [new BaselineSection { Fingerprint = Machine, Runs = [.. Enumerable.Range(0, runs).Select(run => Summary(seed + run) with { RecordedAt = DateTimeOffset.UnixEpoch.AddDays(run) })] }],
    };

    public static BaselineComparison Compare(BaselineDocument? baseline, RunSummary run, EnvironmentFingerprint? machine = null)
        => RegressionTest.Compare("Shop.Search", baseline, machine ?? Machine, Load, run);

    private Block Block(int index, double run, Random random)
    {
        var burst = random.NextDouble() < Bursts;
        var time = run * Math.Exp(Normal(random) * BetweenBlocks) * (burst ? 2 : 1);
        var cost = run * Math.Exp(Normal(random) * BetweenBlocks / 2) * (burst ? 1.05 : 1);
        var length = TimeSpan.FromMilliseconds(250);
        var failed = (long)Math.Round(FailureRate * PerBlock);
        List<BlockSeries> series = [new(Times(Median * time, random), failed, 0, 0)];
        if (Step > 0)
            series.Add(new(Times(Step * time, random), 0, 0, 0));
        return new Block
        {
            Start = length * index,
            Length = length,
            Series = series,
            Cpu = TimeSpan.FromMilliseconds(Cost * cost * (PerBlock + failed)),
            ForeignCpu = length * Environment.ProcessorCount * (burst ? 0.5 : ForeignShare),
            AllocatedBytes = (long)(Allocated * Math.Exp(Normal(random) * 0.001) * (PerBlock + failed)),
            SqlCommands = (long)Math.Round(SqlCommands * (PerBlock + failed)),
            OutboundCalls = null,
        };
    }

    /// <summary>Log-normal response times with the asked median and P95.</summary>
    private BlockHistogram Times(double median, Random random)
    {
        var histogram = new LatencyHistogram();
        var sigma = Math.Log(TailRatio) / 1.645;
        for (var i = 0; i < PerBlock; i++)
            histogram.Record((long)(median * 1e6 * Math.Exp(Normal(random) * sigma)));
        return BlockHistogram.Of(histogram);
    }

    /// <summary>A standard normal variable (Box and Muller 1958).</summary>
    private static double Normal(Random random)
        => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
