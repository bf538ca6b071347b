namespace PerfAssert;

/// <summary>
/// Whether a level of load is held, and if not, whether that is the limit of the code under load or of the load generator. Pure.
/// </summary>
/// <param name="declared">Whether the test declares what it expects; otherwise throughput has to follow the load.</param>
/// <param name="inProcess">Whether the code under load shares the load generator's process.</param>
internal sealed class StressJudge(bool declared, bool inProcess)
{
    /// <summary>What is expected of errors where nobody says so: a system at its limit sheds load, and 1 % is where users notice.</summary>
    public static readonly Expectation FewErrors = Expectation.Parse("error rate < 1%");

    /// <summary>
    /// Open model: a system that keeps up serves at least this share of what was due, one that does not falls behind in proportion. The rest
    /// is what ends just after the window.
    /// </summary>
    private const double KeepsUp = 0.95;

    /// <summary>
    /// Closed model: throughput follows as long as each user has at least this share of the throughput that it had at the best lower level.
    /// Two runs differ by some percent; a tenth is beyond that.
    /// </summary>
    public const double Follows = 0.9;

    /// <summary>A service that is loaded beyond its capacity answers more slowly; where it does not, its callers are too few.</summary>
    private const double Slower = 1.25;

    /// <summary>From these shares of iterations on that were dropped, or waited for a free user, the number of users shapes the figures.</summary>
    private const double ManyDropped = 0.01;

    /// <summary>In a short step with few arrivals so many may still be on their way at its end without a queue.</summary>
    private const int OnTheirWay = 5;

    private const double ManyDelayed = 0.05;

    /// <summary>A load generator that takes this share of its machine's cores has none left for punctuality.</summary>
    private const double AllCores = 0.9;

    /// <summary>The runs of a search whose measurement can be trusted.</summary>
    public static bool IsSound(LoadResult run) => run.Validity.IsValid;

    /// <summary>Judges one run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="lower">Runs of lower levels.</param>
    public (StressOutcome Outcome, IReadOnlyList<string> Reasons) Judge(LoadResult run, IReadOnlyList<LoadResult> lower)
    {
        string[] invalid =
        [
            .. run.Validity.Findings.Where(finding => finding.Severity == ValiditySeverity.Invalid && finding.Rule != "nothing-measured").Select(finding => finding.Problem),
        ];
        if (invalid.Length > 0)
            return (StressOutcome.GeneratorLimited, invalid);

        LoadResult[] sound = [.. lower.Where(other => IsSound(other) && other.Succeeded > 0)];
        string[] failed =
        [
            .. run.Count == 0 ? ["No iteration ended."] : Array.Empty<string>(),
            .. run.Evaluations.Where(evaluation => evaluation.Verdict == Verdict.Failed).Select(evaluation => evaluation.Message),
            .. run.Plan.Workload is OpenWorkload ? Backlog(run, sound) : declared ? [] : FollowsNoMore(run, sound),
        ];
        if (failed.Length > 0)
        {
            return TooFewUsers(run, sound) is { } few ? (StressOutcome.GeneratorLimited, [few])
                : NoCores(run) is { } cores ? (StressOutcome.GeneratorLimited, [cores])
                : (StressOutcome.Failed, failed);
        }

        string[] open = [.. run.Evaluations.Where(evaluation => evaluation.Verdict == Verdict.Inconclusive).Select(evaluation => evaluation.Message)];
        return open.Length > 0 ? (StressOutcome.Undecided, open) : (StressOutcome.Held, []);
    }

    /// <summary>
    /// Whether less than <see cref="KeepsUp"/> of what was due in the window ended in it. An iteration that starts in the last moment cannot: a share of as much as the
    /// usual service time is left out.
    /// </summary>
    /// <param name="run">Of the open model.</param>
    /// <param name="usual">Service time without a queue.</param>
    public static bool FallsBehind(LoadResult run, TimeSpan usual)
    {
        var due = (run.Started + run.Dropped) * Ending(run, usual);
        var ended = (run.Throughput * run.MeasuredDuration.TotalSeconds) + run.Failed;
        return due - ended > Math.Max(due * (1 - KeepsUp), OnTheirWay);
    }

    /// <summary>The share of a window in which an iteration can start that is to end in it.</summary>
    public static double Ending(LoadResult run, TimeSpan usual)
        => run.MeasuredDuration > TimeSpan.Zero ? Math.Max(0.1, 1 - (usual / run.MeasuredDuration)) : 1;

    /// <summary>The service time without a queue: the shortest median of any run.</summary>
    public static TimeSpan Usual(IEnumerable<LoadResult> runs) => runs.Where(run => run.Succeeded > 0).Select(run => run.ServiceTime.P50).DefaultIfEmpty(TimeSpan.Zero).Min();

    /// <summary>Throughput of one user of the closed model.</summary>
    public static double PerUser(LoadResult run) => run.Throughput / run.Plan.Workload.UserCount;

    private IEnumerable<string> Backlog(LoadResult run, LoadResult[] lower)
    {
        var due = run.Started + run.Dropped;
        if (due > 0 && !declared && run.Dropped >= due * ManyDropped)
            yield return $"{Figure.Count(run.Dropped)} of {Figure.Count(due)} due iterations were dropped ({Figure.Percent((double)run.Dropped / due)}), as all users were busy.";
        if (FallsBehind(run, Usual([.. lower, run])))
            yield return $"Throughput no longer follows: of {Figure.Rate(run.Plan.Workload.Peak)} only {Figure.Rate(run.Throughput)} ended in time.";
    }

    private static IEnumerable<string> FollowsNoMore(LoadResult run, LoadResult[] lower)
    {
        // A limit on starts keeps throughput down whatever the system could do.
        if (lower.Length == 0 || run.Plan.Workload is ClosedWorkload { RateLimit: not null })
            yield break;
        var best = lower.MaxBy(PerUser)!;
        if (PerUser(run) < PerUser(best) * Follows)
        {
            yield return $"Throughput no longer follows the users: {Figure.Rate(run.Throughput)} with {LevelWorkload.Peak(run.Plan.Workload)} is {Figure.Percent(PerUser(run) / PerUser(best))} "
                + $"of what each user had with {LevelWorkload.Peak(best.Plan.Workload)}; P50 rose from {Figure.Duration(best.ResponseTime.P50)} to {Figure.Duration(run.ResponseTime.P50)}.";
        }
    }

    /// <summary>Open model: all users were busy although each was served as quickly as at a lower level. More users, and more would have been served.</summary>
    private static string? TooFewUsers(LoadResult run, LoadResult[] lower)
    {
        if (run.Plan.Workload is not OpenWorkload open || lower.Length == 0 || run.Succeeded == 0)
            return null;
        var waited = run.Dropped >= (run.Started + run.Dropped) * ManyDropped || run.Delayed >= run.Started * ManyDelayed;
        var usual = Usual(lower);
        return waited && run.ServiceTime.P50 < usual * Slower
            ? $"All {Figure.Count(open.MaxUsers)} users were busy, though the service answered as quickly as before (P50 {Figure.Duration(run.ServiceTime.P50)}, {Figure.Duration(usual)} at a lower rate): raise MaxUsers."
            : null;
    }

    private string? NoCores(LoadResult run) => !inProcess && run.Cost.ProcessCpuCores >= run.Environment.Cores * AllCores
        ? $"The load generator used {Figure.Number(run.Cost.ProcessCpuCores)} of {Figure.Count(run.Environment.Cores)} cores itself: load from a larger machine, or make the iteration cheaper."
        : null;
}
