namespace PerfAssert;

/// <summary>Names the cause of a bad result where the result itself has the evidence, and nothing where it has not.</summary>
internal static class LikelyCause
{
    /// <summary>Dropped iterations below this share are a stray burst, not overload: 1%.</summary>
    private const double ManyDropped = 0.01;

    /// <summary>From this share of failed iterations on, failures shape the run: 5%.</summary>
    private const double ManyFailed = 0.05;

    /// <summary>A kind with this share of all failures is the one to look at: 80%.</summary>
    private const double Dominates = 0.8;

    /// <summary>Stalls in fewer of the seconds or iterations than this are seen, but are not what made the run bad: 5%.</summary>
    private const double ManyStalled = 0.05;

    /// <summary>From this share of iterations on, the wait for a free user shows in P95: 5%.</summary>
    private const double ManyDelayed = 0.05;

    /// <summary>A step with this share of the iterations' time is where the time goes: 60%.</summary>
    private const double MostOfTheTime = 0.6;

    /// <summary>The likely cause in one sentence; <see langword="null"/> when there is no evidence of one.</summary>
    public static string? Find(LoadResult result)
        => Bottleneck(result, guess: false) ?? Overload(result) ?? Failures(result) ?? Stall(result) ?? Bottleneck(result, guess: true) ?? Waiting(result) ?? DominantStep(result);

    /// <summary>Share of the time of all iterations that a step took; more than 1 where it runs several times side by side.</summary>
    public static double ShareOfTime(LoadResult result, StepResult step)
    {
        var whole = TotalTime(result);
        return whole > 0 ? TotalTime(step) / whole : 0;
    }

    /// <summary>What the service waits for says more than what the waiting looks like.</summary>
    private static string? Bottleneck(LoadResult result, bool guess)
        => result.Bottlenecks.FirstOrDefault(one => BottleneckFinder.IsGuess(one) == guess) is { } found ? $"{found.Evidence} {found.Advice.TrimEnd('.')}" : null;

    private static string? Overload(LoadResult result)
    {
        var due = result.Started + result.Dropped;
        if (due == 0 || result.Dropped < due * ManyDropped)
            return null;
        return $"the system does not keep up with the arrival rate, or MaxUsers is too low: {Figure.Count(result.Dropped)} of {Figure.Count(due)} "
            + $"due iterations ({Figure.Percent((double)result.Dropped / due)}) were dropped because all {Figure.Count(result.PeakUsers)} users were busy";
    }

    private static string? Failures(LoadResult result)
    {
        if (result.ErrorRate.Value < ManyFailed || result.Errors.Count == 0)
            return null;
        var kind = result.Errors.MaxBy(error => error.Count)!;
        var all = result.Errors.Sum(error => error.Count);
        return kind.Count >= all * Dominates
            ? $"{Figure.Percent((double)kind.Count / all)} of the failures are of one kind, {kind.Kind}, "
              + $"from {Figure.Duration(kind.FirstAt)} to {Figure.Duration(kind.LastAt)} of the run"
            : null;
    }

    private static string? Stall(LoadResult result)
    {
        var (slices, usual) = Stalls.Find(result.TimeLine);
        if (slices.Count == 0)
            return null;
        if (slices.Count < result.TimeLine.Count * ManyStalled && slices.Sum(slice => slice.Succeeded) < result.Succeeded * ManyStalled)
            return null;
        var first = slices.MinBy(slice => slice.Start)!;
        return slices.Count == 1
            ? $"the run stalled once, at {Figure.Duration(first.Start)}: P99 of that second was {Figure.Duration(first.P99)} "
              + $"where {Figure.Duration(usual)} is usual"
            : $"the run stalled in {slices.Count} of {result.TimeLine.Count} seconds, first at {Figure.Duration(first.Start)}: P99 up to "
              + $"{Figure.Duration(slices[0].P99)} where {Figure.Duration(usual)} is usual";
    }

    private static string? Waiting(LoadResult result)
        => result.Started > 0 && result.Delayed >= result.Started * ManyDelayed
            ? $"{Figure.Count(result.Delayed)} of {Figure.Count(result.Started)} iterations waited for one of {Figure.Count(result.PeakUsers)} "
              + $"users to be free, which their response time includes; P95 without the wait is {Figure.Duration(result.ServiceTime.P95)}"
            : null;

    private static string? DominantStep(LoadResult result)
    {
        if (result.Steps.Count < 2)
            return null;

        // A request inside a named step says more precisely where the time goes.
        var step = result.Steps.Where(step => step.Kind != StepKind.Behaviour && ShareOfTime(result, step) >= MostOfTheTime)
            .OrderBy(step => step.Kind == StepKind.Request ? 0 : 1).ThenByDescending(TotalTime).FirstOrDefault();
        return step is null ? null : $"{step.Name} takes {Figure.Percent(Math.Min(1, ShareOfTime(result, step)))} of the iterations' time";
    }

    private static double TotalTime(SeriesResult series) => series.ServiceTime.Histogram.Sum + series.FailedTime.Histogram.Sum;
}
