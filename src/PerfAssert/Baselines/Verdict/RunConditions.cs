namespace PerfAssert;

/// <summary>Under which conditions a run and its baseline were measured, and what can be judged under them. Pure.</summary>
internal sealed class RunConditions
{
    /// <summary>Above this share of all cores used by others, the times of code that computes say more about the others.</summary>
    public const double BusyForTimes = 0.15;

    /// <summary>
    /// Above this share even the CPU time per iteration says more about the others, with whom caches and hyper-threads are shared: of 20
    /// unchanged runs at a share of 0.5, on two cores, 7 cost 16 to 49 % more.
    /// </summary>
    public const double BusyForCost = 0.40;

    /// <summary>
    /// Runs of code that computes that got shares of the machine further apart than this, or left others shares further apart, are not
    /// compared: the same code took 0.24 ms of CPU an iteration with one of two cores to itself and 0.36 ms with both.
    /// </summary>
    public const double UnlikeShare = 0.20;

    /// <summary>A run whose machine was busier than the baseline's by no more than this is not busier.</summary>
    public const double BusierThanBaseline = 0.05;

    /// <summary>Below this share of the median response time spent on the CPU, a test waits for something else than cores.</summary>
    public const double WaitBoundShare = 0.05;

    /// <summary>A machine whose arithmetic is this much faster or slower is another machine.</summary>
    public const double OtherSpeed = 0.15;

    /// <summary>With fewer blocks, times say too little.</summary>
    public const int FewestBlocks = 8;

    /// <summary>Baseline runs further apart than this were made on different occasions.</summary>
    public static readonly TimeSpan OccasionGap = TimeSpan.FromMinutes(30);

    /// <summary>From this many occasions on, the baseline's own spread tells how much a machine changes between them.</summary>
    public const int OccasionsToLearn = 3;

    /// <summary>
    /// Assumed spread of code that computes between occasions, as a standard deviation: a virtual machine that gave no sign of it ran the same
    /// code at 1.4 times the CPU cost 50 minutes later.
    /// </summary>
    public const double SpreadBetweenOccasions = 0.15;

    /// <summary>Why the cost of a test that waits is not judged.</summary>
    public const string Waits = "the test waits rather than computes";

    private readonly double foreign;
    private readonly double baselineForeign;
    private readonly bool inProcess;
    private readonly bool unlike;
    private readonly double medianRise;

    public RunConditions(BaselineSection section, RunSummary run, bool sameEnvironment)
    {
        foreign = Known(run.ForeignCpu);
        baselineForeign = SampleMedian.Of(section.Runs.Select(each => Known(each.ForeignCpu)));
        inProcess = run.Total.Channels.ContainsKey(RegressionChannel.Cost);
        WaitBound = IsWaitBound(section.Runs);
        unlike = Math.Abs(foreign - baselineForeign) > UnlikeShare
            || IsUnlike(section, run);
        medianRise = MedianRise(section.Runs, run);
        OccasionError = WaitBound || section.InheritedVariance.Count > 0 ? 0 : ErrorBetweenOccasions(section.Runs);
        NoTimes = !sameEnvironment ? "the baseline was recorded in another environment"
            : run.Blocks < FewestBlocks ? $"{Figure.Duration(run.Measured)} with {Figure.Count(run.Total.Count)} iterations are too few for a verdict on times"
            : Speed(section.Runs, run);
    }

    /// <summary>Why no time can be compared at all; <see langword="null"/> when times can.</summary>
    public string? NoTimes { get; }

    /// <summary>Whether the test waits rather than computes: a busy machine then disturbs it little.</summary>
    public bool WaitBound { get; }

    /// <summary>Standard error of times and cost that comes from how few occasions the baseline knows.</summary>
    public double OccasionError { get; }

    /// <summary>Why a share of the CPU that others used keeps something from being judged.</summary>
    public static string Busy(double foreign) => $"{Figure.Percent(foreign)} of the CPU was used by other processes";

    public ChannelGate Gate(RegressionChannel channel, double riskShare) => channel switch
    {
        RegressionChannel.P95 or RegressionChannel.P50 => new(
            WhyNoTimes(),
            NoTimes ?? WhyTimesProveNothing(),
            NoTimes is null && (WaitBound || (baselineForeign <= BusyForTimes && NoBusier)),
            riskShare,
            OccasionError),
        RegressionChannel.Cost => new(WhyNoCost(), NoTimes ?? WhyNotAlike(), NoTimes is null && !WaitBound && !unlike && NoBusier, riskShare, OccasionError),
        _ => ChannelGate.Open with { RiskShare = riskShare },
    };

    /// <summary>
    /// With others on the machine a test runs on fewer cores and hands less from one to the other: unchanged code cost up to 30 % less. Only a
    /// run that was not busier than the baseline can have improved.
    /// </summary>
    private bool NoBusier => foreign <= baselineForeign + BusierThanBaseline;

    /// <summary>A busy machine lengthens the times of code that computes: a calm run then looks good whatever the code does.</summary>
    private string? WhyTimesProveNothing()
        => !WaitBound && baselineForeign > BusyForTimes && foreign < baselineForeign - BusyForTimes
            ? $"the baseline was recorded while other processes used {Figure.Percent(Math.Round(baselineForeign, 2))} of the CPU; record it again on a calm machine"
            : null;

    private string? WhyNotAlike()
        => unlike && !WaitBound && inProcess
            ? "the test got another share of the machine than when the baseline was recorded"
            : null;

    private string? WhyNoTimes()
    {
        if (NoTimes is not null)
            return NoTimes;
        if (foreign <= BusyForTimes || (!inProcess && foreign <= baselineForeign + BusyForTimes))
            return WhyNotAlike();

        // On a busy machine a test that waits is late as a whole, or it is the code.
        if (WaitBound && medianRise > 0)
            return null;
        return Busy();
    }

    private string? WhyNoCost()
        => NoTimes ?? (WaitBound ? Waits
            : foreign > BusyForCost ? Busy()
            : WhyNotAlike());

    private string Busy() => Busy(Math.Round(foreign, 2));

    /// <summary>
    /// Whether the process got another number of cores. Code that costs more uses more of them at the same throughput, or brings less with
    /// the same number: only where both the cores and the throughput differ it is the machine.
    /// </summary>
    private static bool IsUnlike(BaselineSection section, RunSummary run)
    {
        var cores = SampleMedian.Of(section.Runs.Select(Own));
        var throughput = SampleMedian.Of(section.Runs.Select(Throughput));
        var limit = UnlikeShare * section.Fingerprint.Cores;
        return throughput > 0
            && Math.Abs(Own(run) - cores) > limit
            && Math.Abs((Throughput(run) / throughput) - 1) * cores > limit;
    }

    private static double Throughput(RunSummary run) => run.Measured > TimeSpan.Zero ? run.Total.Count / run.Measured.TotalSeconds : 0;

    /// <summary>Cores that the process used.</summary>
    private static double Own(RunSummary run)
        => run.Total.Channels.TryGetValue(RegressionChannel.Cost, out var cost) && run.Measured > TimeSpan.Zero
            ? cost.Typical * run.Total.Count / run.Measured.TotalMilliseconds
            : 0;

    /// <summary>Whether the runs spent so little of their median on the CPU that they wait rather than compute.</summary>
    public static bool IsWaitBound(IReadOnlyList<RunSummary> runs)
    {
        var shares = runs
            .Where(run => run.Total.Channels.ContainsKey(RegressionChannel.Cost) && run.Total.Channels.ContainsKey(RegressionChannel.P50))
            .Select(run => run.Total.Channels[RegressionChannel.Cost].Calm / run.Total.Channels[RegressionChannel.P50].Calm)
            .ToArray();
        return shares.Length > 0 && SampleMedian.Of(shares) < WaitBoundShare;
    }

    private static double MedianRise(IReadOnlyList<RunSummary> runs, RunSummary run)
    {
        var before = runs.Select(each => Calm(each)).OfType<double>().ToArray();
        return before.Length > 0 && Calm(run) is { } now ? now - SampleMedian.Of(before) : 0;

        static double? Calm(RunSummary summary)
            => summary.Total.Channels.TryGetValue(RegressionChannel.P50, out var estimate) ? Math.Log(estimate.Calm) : null;
    }

    private static string? Speed(IReadOnlyList<RunSummary> runs, RunSummary run)
    {
        var before = runs.Select(each => each.KernelTime?.TotalMicroseconds).OfType<double>().ToArray();
        if (before.Length == 0 || run.KernelTime is not { } now)
            return null;
        var ratio = now.TotalMicroseconds / SampleMedian.Of(before);
        return Math.Abs(Math.Log(ratio)) <= Math.Log(1 + OtherSpeed)
            ? null
            : $"this machine computes {Figure.Percent(Math.Abs(ratio - 1))} {(ratio > 1 ? "slower" : "faster")} than the baseline's did";
    }

    private static double ErrorBetweenOccasions(IReadOnlyList<RunSummary> runs)
    {
        var times = runs.Select(run => run.RecordedAt).Order().ToArray();
        var occasions = 1 + times.Zip(times.Skip(1)).Count(pair => pair.Second - pair.First > OccasionGap);
        return occasions >= OccasionsToLearn ? 0 : SpreadBetweenOccasions * Math.Sqrt(1 + (1.0 / occasions));
    }

    private static double Known(double foreign) => double.IsNaN(foreign) ? 0 : foreign;
}
