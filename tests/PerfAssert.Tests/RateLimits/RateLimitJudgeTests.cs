using Xunit;

namespace PerfAssert.Tests.RateLimits;

/// <summary>The judgement of rate limits on fabricated requests; times are in milliseconds.</summary>
public sealed class RateLimitJudgeTests
{
    private static readonly RateLimit TenIn10S = new(10, TimeSpan.FromSeconds(10));
    private static readonly RetryAfter Valid = new(RetryAfterForm.Valid, TimeSpan.FromSeconds(7));

    [Fact]
    public void Ten_pass_and_the_rest_is_refused_is_enforced()
    {
        var report = Judge(TenIn10S, [.. Passed(10, from: 0), .. Limited(5, from: 100)]);

        Assert.Equal((RateLimitVerdict.Enforced, true, 10, 5), (report.Verdict, report.IsEnforced, report.Passed, report.Limited));
        Assert.Equal("The limit of 10 requests per 10 s is enforced: 10 requests passed, 5 were answered with 429.", report.ToString());
    }

    [Fact]
    public void A_fixed_window_may_let_twice_as_many_pass_over_its_border()
    {
        // Ten at its end, ten right after.
        var report = Judge(TenIn10S, [.. Passed(10, from: 9_900), .. Limited(1, from: 9_950), .. Passed(10, from: 10_010), .. Limited(5, from: 10_100)]);

        Assert.Equal(RateLimitVerdict.Enforced, report.Verdict);
    }

    [Fact]
    public void A_token_bucket_that_fills_up_steadily_is_enforced()
    {
        // Ten at once, then one a second.
        var requests = Passed(10, from: 0).Concat(Enumerable.Range(1, 60).SelectMany(second => (LimitedRequest[])[.. Passed(1, second * 1000), .. Limited(2, (second * 1000) + 10)]));

        Assert.Equal(RateLimitVerdict.Enforced, Judge(TenIn10S, [.. requests]).Verdict);
    }

    [Fact]
    public void No_refusal_at_all_is_not_enforced()
    {
        var report = Judge(TenIn10S, [.. Passed(50, from: 0)]);

        Assert.Equal(
            (RateLimitVerdict.NotEnforced, "it is not enforced: 50 requests passed within 10 s and none was answered with 429"),
            (report.Verdict, Assert.Single(report.Findings)));
        Assert.StartsWith("Likely cause: no UseRateLimiter", report.Advice);
    }

    [Fact]
    public void A_limit_twice_as_high_shows_over_several_windows_where_one_proves_nothing()
    {
        // 20 in each window, evenly: within 2 · 10 that a single window may let pass.
        var report = Judge(TenIn10S, [.. Enumerable.Range(0, 100).SelectMany(number => Passed(1, number * 500))]);

        Assert.Equal(RateLimitVerdict.NotEnforced, report.Verdict);
    }

    [Fact]
    public void Too_few_requests_to_tell_ask_for_more()
    {
        foreach (var sent in (int[])[1, 10, 11, 20])
        {
            var report = Judge(TenIn10S, [.. Passed(sent, from: 0)]);

            Assert.Equal(RateLimitVerdict.Inconclusive, report.Verdict);
            Assert.StartsWith($"the load did not reach it: at most {sent} request", report.Findings[0]);
            Assert.StartsWith("Send more: a fixed window may let 20 pass over its border, so that only more than 20 within 10 s show", report.Advice);
        }

        Assert.Equal(RateLimitVerdict.NotEnforced, Judge(TenIn10S, [.. Passed(21, from: 0)]).Verdict);
    }

    [Fact]
    public void Slow_requests_without_a_refusal_ask_for_more()
        => Assert.Equal(RateLimitVerdict.Inconclusive, Judge(TenIn10S, [.. Enumerable.Range(0, 30).SelectMany(number => Passed(1, number * 2000))]).Verdict);

    [Fact]
    public void Users_who_expect_no_429_are_told_what_to_say()
    {
        var report = Judge(TenIn10S, []);

        Assert.Equal(RateLimitVerdict.Inconclusive, report.Verdict);
        Assert.StartsWith("Say user.ExpectStatus(429) in BeforeUser", report.Advice);
    }

    [Fact]
    public void A_refusal_after_fewer_is_too_early()
    {
        var report = Judge(TenIn10S, [.. Passed(4, from: 0), .. Limited(6, from: 100)]);

        Assert.Equal(RateLimitVerdict.EnforcedTooEarly, report.Verdict);
        Assert.Equal(
            "it is enforced too early: 6 of 6 answers of 429 came although fewer than 10 had passed in the 10 s before, once only 4", report.Findings[0]);
    }

    [Fact]
    public void A_window_that_lasts_too_long_is_too_early()
    {
        var report = Judge(TenIn10S, [.. Passed(10, from: 0), .. Limited(1, from: 5_000), .. Limited(1, from: 14_000)]);

        Assert.Equal(RateLimitVerdict.EnforcedTooEarly, report.Verdict);
        Assert.Contains("1 of 2 answers of 429", report.Findings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_while_others_are_on_their_way_is_not_too_early()
    {
        // The refusal came back before any of the ten did; and one ended late in the window before.
        var slow = Enumerable.Range(0, 10).Select(_ => At(0, 500, 200));

        Assert.Equal(RateLimitVerdict.Enforced, Judge(TenIn10S, [.. slow, At(10, 20, 429)]).Verdict);
        Assert.Equal(RateLimitVerdict.Enforced, Judge(TenIn10S, [.. slow, At(10_400, 10_410, 429)]).Verdict);
        Assert.Equal(RateLimitVerdict.EnforcedTooEarly, Judge(TenIn10S, [.. slow, At(12_000, 12_010, 429)]).Verdict);
    }

    [Fact]
    public void A_request_without_an_answer_may_have_had_a_permit()
        => Assert.Equal(RateLimitVerdict.Enforced, Judge(TenIn10S, [.. Passed(9, from: 0), At(20, 40, 0), .. Limited(1, from: 100)]).Verdict);

    [Fact]
    public void More_than_any_limiter_lets_pass_is_too_loose()
    {
        var report = Judge(TenIn10S, [.. Passed(25, from: 0), .. Limited(5, from: 100)]);

        Assert.Equal(RateLimitVerdict.EnforcedTooLoosely, report.Verdict);
        Assert.Equal("it is enforced too loosely: 25 requests passed within 10 s, where no kind of limiter lets more than 20 pass", report.Findings[0]);
    }

    [Fact]
    public void Requests_that_overlap_a_window_only_partly_prove_nothing()
    {
        // 25 that took 12 s each: when they were let in is not known.
        var slow = Enumerable.Range(0, 25).Select(_ => At(0, 12_000, 200));

        Assert.Equal(RateLimitVerdict.Enforced, Judge(TenIn10S, [.. slow, At(12_000, 12_001, 429)]).Verdict);
    }

    [Theory]
    [InlineData(null, "have no Retry-After")]
    [InlineData("soon", "have a Retry-After that is neither a number of seconds nor an HTTP date")]
    [InlineData("-3", "have a Retry-After that is neither a number of seconds nor an HTTP date")]
    [InlineData("7.5", "have a Retry-After that is neither a number of seconds nor an HTTP date")]
    [InlineData("60", "have a Retry-After beyond the window of 10 s")]
    [InlineData("Sat, 21 Nov 2026 11:59:00 GMT", "have a Retry-After in the past")]
    [InlineData("Sat, 21 Nov 2026 12:05:00 GMT", "have a Retry-After beyond the window of 10 s")]
    public void Retry_After_has_to_be_there_and_true(string? header, string problem)
    {
        var report = Judge(TenIn10S, [.. Passed(10, from: 0), .. Limited(3, from: 100, Parsed(header))]);

        Assert.Equal((RateLimitVerdict.WrongRetryAfter, $"3 of 3 answers of 429 {problem}"), (report.Verdict, report.Findings[0]));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10")]
    [InlineData("11")]
    [InlineData("Sat, 21 Nov 2026 12:00:09 GMT")]
    public void Retry_After_in_seconds_or_as_a_date_is_fine(string header)
        => Assert.Equal(RateLimitVerdict.Enforced, Judge(TenIn10S, [.. Passed(10, from: 0), .. Limited(3, from: 100, Parsed(header))]).Verdict);

    [Theory]
    [InlineData(503, "RejectionStatusCode")]
    [InlineData(403, "gateway")]
    public void Another_status_is_named(int status, string advice)
    {
        var report = Judge(TenIn10S, [.. Passed(10, from: 0), .. Enumerable.Range(0, 5).Select(number => At(100 + number, 101 + number, status))]);

        Assert.Equal((RateLimitVerdict.WrongStatus, $"5 requests were refused with {status} and none with 429"), (report.Verdict, report.Findings[0]));
        Assert.Contains(advice, report.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_for_each_user_is_judged_for_each_user()
    {
        LimitedRequest[] requests = [.. Passed(10, 0, user: 1), .. Limited(2, 50, user: 1), .. Passed(10, 20, user: 2), .. Limited(2, 70, user: 2), .. Passed(10, 40, user: 3)];

        Assert.Equal(RateLimitVerdict.Enforced, Judge(PerUser, requests).Verdict);

        var shared = Judge(TenIn10S, requests);
        Assert.Equal(RateLimitVerdict.EnforcedTooLoosely, shared.Verdict);
        Assert.StartsWith("Likely cause: each user has a limit of its own.", shared.Advice);
    }

    [Fact]
    public void A_shared_limit_where_each_user_shall_have_one_is_recognized()
    {
        var report = Judge(PerUser, [.. Passed(5, 0, user: 1), .. Passed(5, 10, user: 2), .. Limited(5, 50, user: 1), .. Limited(5, 50, user: 2)]);

        Assert.Equal(RateLimitVerdict.EnforcedTooEarly, report.Verdict);
        Assert.Contains("in the 10 s before for the same user, once only 5", report.Findings[0], StringComparison.Ordinal);
        Assert.StartsWith("Likely cause: all users share one limit. Partition it by user; behind a proxy", report.Advice);
    }

    [Fact]
    public void All_findings_are_told_the_gravest_first()
    {
        var report = Judge(TenIn10S, [.. Passed(4, from: 0), .. Limited(2, from: 50, Parsed(null))]);

        Assert.Equal((RateLimitVerdict.EnforcedTooEarly, 2), (report.Verdict, report.Findings.Count));
        Assert.StartsWith("Expected a limit of 10 requests per 10 s, but it is enforced too early: ", report.ToString());
        Assert.Contains(". Also: 2 of 2 answers of 429 have no Retry-After. Likely cause: ", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_the_requests_does_not_matter()
    {
        LimitedRequest[] requests = [.. Passed(25, from: 0), .. Limited(5, from: 100)];

        Assert.Equal(Judge(TenIn10S, requests).ToString(), Judge(TenIn10S, [.. requests.Reverse()]).ToString());
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    public void A_limit_that_is_none_is_refused(int permits, int seconds)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new RateLimit(permits, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_log_does_not_grow_without_end()
    {
        var log = new RateLimitLog();
        for (var i = 0; i <= RateLimitLog.Capacity; i++)
            log.Add("GET /", At(i, i, 200));

        Assert.True(log.IsFull);
        Assert.Equal(RateLimitLog.Capacity, log.Of("GET /").Length);
        Assert.Contains("Only the first 250,000 requests were looked at.", RateLimitJudge.Judge(TenIn10S, log.Of(null), isCut: true).Advice, StringComparison.Ordinal);
    }

    private static RateLimit PerUser { get; } = new(10, TimeSpan.FromSeconds(10), perUser: true);

    private static RateLimitReport Judge(RateLimit limit, LimitedRequest[] requests) => RateLimitJudge.Judge(limit, requests);

    private static IEnumerable<LimitedRequest> Passed(int count, int from, int user = 1)
        => Enumerable.Range(0, count).Select(number => At(from + number, from + number + 1, 200, user));

    private static IEnumerable<LimitedRequest> Limited(int count, int from, RetryAfter? retryAfter = null, int user = 1)
        => Enumerable.Range(0, count).Select(number => At(from + number, from + number + 1, 429, user, retryAfter));

    private static LimitedRequest At(long start, long end, int status, int user = 1, RetryAfter? retryAfter = null)
        => new(start * EngineTime.Millisecond, end * EngineTime.Millisecond, user, status, retryAfter ?? Valid);

    private static RetryAfter Parsed(string? header) => RetryAfter.Parse(header, new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
}
