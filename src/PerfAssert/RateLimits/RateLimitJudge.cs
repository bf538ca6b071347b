namespace PerfAssert;

/// <summary>
/// Judges a rate limit by what holds of every kind of limiter (fixed and sliding windows, token buckets) with N permits per
/// window W. When the application decided on a request is known only to lie between its start and its end.
/// <list type="bullet">
/// <item>In a span of k·W at most (k + 1)·N requests pass: a fixed window may let N pass at its end and N more right after.
/// Counted are those that start and end inside the span.</item>
/// <item>A request is answered with 429 only if N others had a permit in the W before. Counted is whatever may have had
/// one: all that started before the refusal ended, and ended less than W before the refusal started.</item>
/// </list>
/// </summary>
internal sealed class RateLimitJudge
{
    /// <summary>Longest span looked at: 50 windows.</summary>
    private const int MostWindows = 50;

    /// <summary>Delays are sent in whole seconds, rounded up, and dates cut off.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    private readonly RateLimit limit;
    private readonly LimitedRequest[] requests;
    private readonly LimitedRequest[][] groups;
    private readonly long window;
    private readonly long tolerance;

    private RateLimitJudge(RateLimit limit, LimitedRequest[] requests)
    {
        this.limit = limit;
        this.requests = requests;
        groups = limit.PerUser ? [.. requests.GroupBy(request => request.User).Select(group => group.ToArray())] : [requests];
        window = EngineTime.Nanoseconds(limit.Per);

        // The timer that ends an application's window comes late on a busy machine.
        tolerance = Math.Min(Math.Max(window / 10, EngineTime.Second / 4), window / 2);
    }

    /// <summary>The report on the requests of a step or a run.</summary>
    /// <param name="limit">What is expected.</param>
    /// <param name="requests">In any order.</param>
    /// <param name="isCut">Whether later requests were left out.</param>
    public static RateLimitReport Judge(RateLimit limit, LimitedRequest[] requests, bool isCut = false)
    {
        var report = new RateLimitJudge(limit, requests).Judge();
        return isCut && !report.IsEnforced
            ? report with { Advice = $"{report.Advice} Only the first {Figure.Count(RateLimitLog.Capacity)} requests were looked at." }
            : report;
    }

    private RateLimitReport Judge()
    {
        long passed = requests.Count(request => request.HasPassed), limited = requests.Count(request => request.IsLimited);
        var findings = new List<(RateLimitVerdict Verdict, string Text, string Advice)>();
        if (requests.Length == 0)
        {
            findings.Add((
                RateLimitVerdict.Inconclusive,
                "no request was written down",
                "Say user.ExpectStatus(429) in BeforeUser: it makes an answer of 429 no failure and has the user's requests written down. Then send more than the limit."));
        }
        else if (limited == 0)
        {
            JudgeWithoutRefusals(findings);
        }
        else
        {
            JudgeEarly(findings);
            JudgeLoose(findings, RateLimitVerdict.EnforcedTooLoosely);
            JudgeRetryAfter(findings);
        }

        return findings.Count == 0
            ? new RateLimitReport(limit, RateLimitVerdict.Enforced, passed, limited, [], "")
            : new RateLimitReport(limit, findings[0].Verdict, passed, limited, [.. findings.Select(finding => finding.Text)], findings[0].Advice);
    }

    private void JudgeWithoutRefusals(List<(RateLimitVerdict Verdict, string Text, string Advice)> findings)
    {
        var refused = requests.Where(request => request.IsRefusedOtherwise).ToLookup(request => request.StatusCode);
        if (refused.Count > 0)
        {
            var status = refused.MaxBy(group => group.Count())!;
            findings.Add((
                RateLimitVerdict.WrongStatus,
                $"{Requests(status.Count())} {Were(status.Count())} refused with {status.Key} and none with 429",
                "Likely cause: "
                + (status.Key == 503
                    ? "ASP.NET Core's rate limiter answers 503 by default. Set options.RejectionStatusCode = StatusCodes.Status429TooManyRequests; if it is no limiter, the application was overloaded or down."
                    : "a gateway or firewall in between, or missing rights of the test's users. Answer with 429.")));
            return;
        }

        JudgeLoose(findings, RateLimitVerdict.NotEnforced);
        if (findings.Count > 0)
            return;
        var most = groups.Max(group => MostPossible(group, window));
        var needed = 2 * limit.Permits;
        findings.Add((
            RateLimitVerdict.Inconclusive,
            $"the load did not reach it: at most {Requests(most)} passed within {Figure.Duration(limit.Per)}{ForOneUser}, and none was answered with 429",
            $"Send more: a fixed window may let {Figure.Count(needed)} pass over its border, so that only more than {Figure.Count(needed)} within "
            + $"{Figure.Duration(limit.Per)}{ForOneUser} show whether there is a limit; for example with iterations instead of a duration and without think time."));
    }

    private void JudgeLoose(List<(RateLimitVerdict Verdict, string Text, string Advice)> findings, RateLimitVerdict verdict)
    {
        foreach (var group in groups)
        {
            if (FindLoose(group, limit.Permits) is not { } loose)
                continue;
            var span = Figure.Duration(loose.Windows * limit.Per);
            if (verdict == RateLimitVerdict.NotEnforced)
            {
                findings.Add((
                    verdict,
                    $"it is not enforced: {Requests(loose.Passed)} passed within {span}{ForOneUser} and none was answered with 429",
                    NotEnforcedAdvice()));
            }
            else
            {
                findings.Add((
                    verdict,
                    $"it is enforced too loosely: {Requests(loose.Passed)} passed within {span}{ForOneUser}, where no kind of limiter lets more than "
                    + $"{Figure.Count((loose.Windows + 1L) * limit.Permits)} pass",
                    !limit.PerUser && HoldsPerUser()
                        ? "Likely cause: each user has a limit of its own. If that is meant, assert it with perUser: true."
                        : "Likely cause: a higher limit or a shorter window is configured, or several instances of the application count for themselves. Compare its configuration with the test."));
            }

            return;
        }
    }

    private void JudgeEarly(List<(RateLimitVerdict Verdict, string Text, string Advice)> findings)
    {
        var early = 0;
        var fewest = int.MaxValue;
        foreach (var group in groups)
        {
            foreach (var count in MayHaveHadPermits(group))
            {
                if (count >= limit.Permits)
                    continue;
                early++;
                fewest = Math.Min(fewest, count);
            }
        }

        if (early == 0)
            return;
        var limited = requests.Count(request => request.IsLimited);
        var shared = limit.PerUser && new RateLimitJudge(new RateLimit(limit.Permits, limit.Per), requests).IsNeverEarly();
        findings.Add((
            RateLimitVerdict.EnforcedTooEarly,
            $"it is enforced too early: {Figure.Count(early)} of {Figure.Count(limited)} answers of 429 came although fewer than {Figure.Count(limit.Permits)} "
            + $"had passed in the {Figure.Duration(limit.Per)} before{(limit.PerUser ? " for the same user" : "")}, once only {Figure.Count(fewest)}",
            shared
                ? "Likely cause: all users share one limit. Partition it by user; behind a proxy, where all come from one address, by X-Forwarded-For (UseForwardedHeaders). If sharing is meant, assert it without perUser."
                : "Likely cause: a lower limit or a longer window is configured, other endpoints or tests have used the same permits, or another limiter lies in front. "
                + "Compare the configuration, and give the test an application, a user or an address of its own."));
    }

    private void JudgeRetryAfter(List<(RateLimitVerdict Verdict, string Text, string Advice)> findings)
    {
        var problems = requests.Where(request => request.IsLimited).Select(request => Problem(request.RetryAfter)).OfType<string>()
            .GroupBy(problem => problem).OrderByDescending(group => group.Count()).ToList();
        if (problems.Count == 0)
            return;
        var limited = requests.Count(request => request.IsLimited);
        findings.Add((
            RateLimitVerdict.WrongRetryAfter,
            string.Join(", ", problems.Select(problem => $"{Figure.Count(problem.Count())} of {Figure.Count(limited)} answers of 429 {problem.Key}")),
            "Clients need it to know when to come back. Set it where the request is refused (OnRejected): "
            + "context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var delay), then Retry-After = the delay in whole seconds, rounded up."));
    }

    private string? Problem(RetryAfter header) => header switch
    {
        { Form: RetryAfterForm.Missing } => "have no Retry-After",
        { Form: RetryAfterForm.Invalid } => "have a Retry-After that is neither a number of seconds nor an HTTP date",
        _ when header.Delay < -Rounding => "have a Retry-After in the past",
        _ when header.Delay > limit.Per + Rounding => $"have a Retry-After beyond the window of {Figure.Duration(limit.Per)}",
        _ => null,
    };

    private string NotEnforcedAdvice() =>
        "Likely cause: no UseRateLimiter, or before UseRouting; an endpoint without RequireRateLimiting; a test user who is exempt; or a partition key that differs from request to request."
        + (!limit.PerUser && requests.Select(request => request.User).Distinct().Count() > 1 && HoldsPerUser()
            ? " Or each user has a limit of its own, beyond which no single one has gone: then assert it with perUser: true and let each send more."
            : "");

    private bool HoldsPerUser() => new RateLimitJudge(new RateLimit(limit.Permits, limit.Per, perUser: true), requests) is var perUser
        && perUser.groups.All(group => perUser.FindLoose(group, limit.Permits) is null);

    private bool IsNeverEarly() => groups.All(group => MayHaveHadPermits(group).All(count => count >= limit.Permits));

    /// <summary>A span in which more passed than any limiter lets pass.</summary>
    private (int Windows, int Passed)? FindLoose(LimitedRequest[] group, int permits)
    {
        if (group.Length == 0)
            return null;
        var length = group.Max(request => request.End) - group.Min(request => request.Start);
        for (var windows = 1; windows <= MostWindows; windows++)
        {
            var most = MostCertain(group, (windows * window) - tolerance);
            if (most > (windows + 1L) * permits)
                return (windows, most);
            if (windows * window > length)
                break;
        }

        return null;
    }

    /// <summary>The most requests that passed within a span for certain: that lie in it as a whole.</summary>
    private static int MostCertain(LimitedRequest[] group, long span)
    {
        LimitedRequest[] byStart = [.. group.Where(request => request.HasPassed).OrderBy(request => request.Start)];
        var counted = new bool[byStart.Length];
        int most = 0, inside = 0, left = 0;

        // The span ends with each request in turn.
        foreach (var index in Enumerable.Range(0, byStart.Length).OrderBy(index => byStart[index].End))
        {
            var from = byStart[index].End - span;
            counted[index] = byStart[index].Start >= from;
            if (counted[index])
                inside++;
            for (; left < byStart.Length && byStart[left].Start < from; left++)
            {
                if (counted[left])
                    inside--;
            }

            most = Math.Max(most, inside);
        }

        return most;
    }

    /// <summary>The most requests that may have passed within a span: that it touches.</summary>
    private static int MostPossible(LimitedRequest[] group, long span)
    {
        var passed = group.Where(request => request.HasPassed).ToArray();
        long[] starts = [.. passed.Select(request => request.Start).Order()];
        long[] ends = [.. passed.Select(request => request.End).Order()];
        return starts.Length == 0 ? 0 : starts.Select((start, index) => index + 1 - CountUpTo(ends, start - span - 1)).Max();
    }

    /// <summary>For each answer of 429, how many others may have had a permit in the window before it.</summary>
    private IEnumerable<int> MayHaveHadPermits(LimitedRequest[] group)
    {
        var others = group.Where(request => !request.IsLimited).ToArray();
        long[] starts = [.. others.Select(request => request.Start).Order()];
        long[] ends = [.. others.Select(request => request.End).Order()];
        foreach (var refusal in group)
        {
            if (!refusal.IsLimited)
                continue;
            var started = CountUpTo(starts, refusal.End);
            var gone = CountUpTo(ends, refusal.Start - window - tolerance);
            yield return started - gone;
        }
    }

    /// <summary>How many of sorted numbers are at most this one.</summary>
    private static int CountUpTo(long[] sorted, long number)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] <= number)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private string ForOneUser => limit.PerUser ? " for one user" : "";

    private static string Requests(long count) => $"{Figure.Count(count)} {(count == 1 ? "request" : "requests")}";

    private static string Were(long count) => count == 1 ? "was" : "were";
}
