namespace PerfAssert;

/// <summary>Under which conditions a run and its baseline were measured, and what can be judged under them. Pure.</summary>
internal sealed class RunConditions
{
    /// <summary>Above this share of all cores used by others, the times of code that computes say more about the others.</summary>
    public const double BusyForTimes = 0.15;

    /// <summary>Above this share even the CPU time per iteration grows: caches and hyper-threads are shared.</summary>
    public const double BusyForCost = 0.70;

    /// <summary>Runs whose machines were busier or calmer than this apart are compared on cost with a raised limit.</summary>
    public const double UnlikeBusy = 0.25;

    /// <summary>See <see cref="UnlikeBusy"/>: what the caches alone may do.</summary>
    public const double RaisedCostLimit = 0.20;

    /// <summary>Below this share of the median response time spent on the CPU, a test waits for something else than cores.</summary>
    public const double WaitBoundShare = 0.05;

    /// <summary>A machine whose arithmetic is this much faster or slower is another machine.</summary>
    public const double OtherSpeed = 0.15;

    /// <summary>With fewer blocks, times say too little.</summary>
    public const int FewestBlocks = 8;

    private readonly double foreign;
    private readonly double baselineForeign;
    private readonly bool inProcess;
    private readonly double medianRise;

    public RunConditions(BaselineSection section, RunSummary run, bool sameEnvironment)
    {
        foreign = Known(run.ForeignCpu);
        baselineForeign = BlockEstimate.Median([.. section.Runs.Select(each => Known(each.ForeignCpu))]);
        inProcess = run.Total.Channels.ContainsKey(RegressionChannel.Cost);
        WaitBound = IsWaitBound(section.Runs);
        medianRise = MedianRise(section.Runs, run);
        NoTimes = !sameEnvironment ? "the baseline was recorded in another environment"
            : run.Blocks < FewestBlocks ? $"{Figure.Duration(run.Measured)} with {Figure.Count(run.Total.Count)} iterations are too few for a verdict on times"
            : Speed(section.Runs, run);
    }

    /// <summary>Why no time can be compared at all; <see langword="null"/> when times can.</summary>
    public string? NoTimes { get; }

    /// <summary>Whether the test waits rather than computes: a busy machine then disturbs it little.</summary>
    public bool WaitBound { get; }

    public ChannelGate Gate(RegressionChannel channel, double riskShare) => channel switch
    {
        RegressionChannel.P95 or RegressionChannel.P50 => new(WhyNoTimes(), NoTimes is null && (WaitBound || baselineForeign <= BusyForTimes), riskShare),
        RegressionChannel.Cost => new(
            WhyNoCost(), NoTimes is null && !WaitBound && !Unlike, riskShare, Unlike ? RaisedCostLimit : null),
        _ => ChannelGate.Open with { RiskShare = riskShare },
    };

    private bool Unlike => Math.Abs(foreign - baselineForeign) > UnlikeBusy;

    private string? WhyNoTimes()
    {
        if (NoTimes is not null)
            return NoTimes;
        if (foreign <= BusyForTimes || (!inProcess && foreign <= baselineForeign + BusyForTimes))
            return null;

        // On a busy machine a test that waits is late as a whole, or it is the code.
        if (WaitBound && medianRise > 0)
            return null;
        return $"{Figure.Percent(foreign)} of the CPU was used by other processes";
    }

    private string? WhyNoCost()
        => NoTimes ?? (WaitBound ? "the test waits rather than computes"
            : foreign > BusyForCost ? $"{Figure.Percent(foreign)} of the CPU was used by other processes"
            : null);

    private static bool IsWaitBound(IReadOnlyList<RunSummary> runs)
    {
        var shares = runs
            .Where(run => run.Total.Channels.ContainsKey(RegressionChannel.Cost) && run.Total.Channels.ContainsKey(RegressionChannel.P50))
            .Select(run => run.Total.Channels[RegressionChannel.Cost].Calm / run.Total.Channels[RegressionChannel.P50].Calm)
            .ToArray();
        return shares.Length > 0 && BlockEstimate.Median(shares) < WaitBoundShare;
    }

    private static double MedianRise(IReadOnlyList<RunSummary> runs, RunSummary run)
    {
        var before = runs.Select(each => Calm(each)).OfType<double>().ToArray();
        return before.Length > 0 && Calm(run) is { } now ? now - BlockEstimate.Median(before) : 0;

        static double? Calm(RunSummary summary)
            => summary.Total.Channels.TryGetValue(RegressionChannel.P50, out var estimate) ? Math.Log(estimate.Calm) : null;
    }

    private static string? Speed(IReadOnlyList<RunSummary> runs, RunSummary run)
    {
        var before = runs.Select(each => each.KernelTime?.TotalMicroseconds).OfType<double>().ToArray();
        if (before.Length == 0 || run.KernelTime is not { } now)
            return null;
        var ratio = now.TotalMicroseconds / BlockEstimate.Median(before);
        return Math.Abs(Math.Log(ratio)) <= Math.Log(1 + OtherSpeed)
            ? null
            : $"this machine computes {Figure.Percent(Math.Abs(ratio - 1))} {(ratio > 1 ? "slower" : "faster")} than the baseline's did";
    }

    private static double Known(double foreign) => double.IsNaN(foreign) ? 0 : foreign;
}
