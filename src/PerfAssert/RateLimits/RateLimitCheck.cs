namespace PerfAssert;

/// <summary>Whether an application keeps its rate limit, judged from what the users of a run saw.</summary>
public static class RateLimitCheck
{
    /// <summary>
    /// Judges a rate limit from the requests of a step or of a whole run. The users must have said <c>user.ExpectStatus(429)</c>
    /// before, which makes an answer of 429 no failure and has their requests written down.
    /// </summary>
    /// <param name="series">A run, whose requests share the limit, or one of its steps.</param>
    /// <param name="limit">What the application promises.</param>
    public static RateLimitReport CheckRateLimit(this SeriesResult series, RateLimit limit)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(limit);
        var log = series.RateLimits;
        return RateLimitJudge.Judge(limit, log?.Of(series is StepResult ? series.Name : null) ?? [], log?.IsFull == true);
    }
}
