namespace PerfAssert;

/// <summary>
/// Some requests of a route take many times longer than the others, all through the run: the distribution has two humps. It shows as a
/// jump of the quantile function that a smooth tail, however long, has not.
/// </summary>
internal static class SlowPath
{
    /// <summary>Shares of slow requests that are looked for: fewer than 2 % are a tail, more than half are the rule.</summary>
    private const double LeastShare = 0.02, MostShare = 0.5, ShareStep = 0.01;

    /// <summary>The jump is looked for between the quantiles so far to both sides of the share, as a share of it.</summary>
    private const double Tolerance = 0.15;

    /// <summary>Right of the jump requests take at least so many times longer than left of it, and than the median.</summary>
    private const double Jump = 5;

    /// <summary>A shorter wait can be the scheduler's of a busy machine.</summary>
    private static readonly TimeSpan LeastExtra = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits of the machine's own are so many times shorter.</summary>
    private const double BeyondTheMachine = 5;

    /// <summary>Requests, so that the least share is twenty of them.</summary>
    private const long FewestRequests = 1000;

    /// <summary>Fewer do when the share is as large as this.</summary>
    private const long FewestSlow = 20;

    /// <summary>Share of the seconds that have slow requests: a stall has them all in few.</summary>
    private const double MostSeconds = 0.5;

    public static Bottleneck? Find(LoadResult result)
        => result.Steps.Where(step => step.Kind == StepKind.Request).Cast<SeriesResult>().DefaultIfEmpty(result)
            .Select(series => Judge(result, series)).FirstOrDefault(found => found is not null);

    private static Bottleneck? Judge(LoadResult result, SeriesResult series)
    {
        var times = series.ServiceTime.Histogram;
        if (times.Count * MostShare < FewestSlow)
            return null;
        var least = Math.Max(LeastShare, (double)FewestSlow / times.Count);
        if (times.Count < FewestRequests && least > MostShare)
            return null;
        var (share, before, after) = (0.0, 0.0, 0.0);
        for (var candidate = least; candidate <= MostShare; candidate += ShareStep)
        {
            var left = Quantile(times, 1 - (candidate * (1 + Tolerance)));
            var right = Quantile(times, 1 - (candidate * (1 - Tolerance)));
            if (left > 0 && (before <= 0 || right / left > after / before))
                (share, before, after) = (candidate, left, right);
        }

        var machine = TimeSpan.FromTicks(Math.Max(result.Cost.PoolDelayP95.Ticks, result.Cost.StartLagP99.Ticks));
        var usual = Quantile(times, 0.5);
        if (before <= 0 || after < before * Jump || after < usual * Jump || after - usual < EngineTime.Nanoseconds(LeastExtra) || after < EngineTime.Nanoseconds(machine) * BeyondTheMachine)
            return null;
        TimeSlice[] slices = [.. result.TimeLine.Where(slice => slice.Succeeded > 0)];
        var slow = slices.Count(slice => EngineTime.Nanoseconds(slice.Max) >= after * 0.8);
        if (slow < slices.Length * MostSeconds)
            return null;
        var exact = (double)times.CountAbove((long)Math.Sqrt(before * after)) / times.Count;
        return new(
            BottleneckKind.SlowPath,
            $"{Figure.Percent(exact)} of {(series is StepResult ? Evidence.Quote(series.Name) : "the iterations")} take {Figure.Duration(after)} or more, the others {Figure.Duration(before)} or less (n = {Figure.Count(times.Count)}): some requests wait for something that the others do not.",
            "Find what the slow ones have in common: a cache that misses, a retry, a fallback, another query plan, a call to a third party. Give them a step or a route of their own to see them apart.");
    }

    private static double Quantile(LatencyHistogram times, double quantile) => times.ValueAtPercentile(Math.Clamp(quantile, 0, 1) * 100);
}
