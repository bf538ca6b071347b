using FluentAssertions;

namespace PerfAssert;

/// <content>Failures, rates, counts and sizes.</content>
public abstract partial class SeriesAssertions<TSubject, TAssertions>
{
    /// <summary>Asserts that no operation failed.</summary>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveNoErrors(string because = "", params object[] becauseArgs)
        => Expect("errors", Comparison.Exactly, 0, because, becauseArgs);

    /// <summary>Asserts that at most this many operations failed.</summary>
    /// <param name="limit">Number of failed operations.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveErrorsAtMost(long limit, string because = "", params object[] becauseArgs)
        => Expect("errors", Comparison.AtMost, limit, because, becauseArgs);

    /// <summary>Asserts that the share of failed operations is below a limit.</summary>
    /// <param name="limit">Such as <c>1.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveErrorRateBelow(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("error rate", Comparison.Below, limit.Value, because, becauseArgs);

    /// <summary>Asserts that the share of failed operations is at most a limit.</summary>
    /// <param name="limit">Such as <c>1.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveErrorRateAtMost(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("error rate", Comparison.AtMost, limit.Value, because, becauseArgs);

    /// <summary>Asserts that the share of successful operations is above a limit.</summary>
    /// <param name="limit">Such as <c>99.5.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveSuccessRateAbove(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("success rate", Comparison.Above, limit.Value, because, becauseArgs);

    /// <summary>Asserts that the share of successful operations is at least a limit.</summary>
    /// <param name="limit">Such as <c>99.5.Percent()</c>.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveSuccessRateAtLeast(Ratio limit, string because = "", params object[] becauseArgs)
        => Expect("success rate", Comparison.AtLeast, limit.Value, because, becauseArgs);

    /// <summary>Asserts that more operations than this succeeded per second.</summary>
    /// <param name="limit">Operations per second.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveThroughputAbove(double limit, string because = "", params object[] becauseArgs)
        => Expect("throughput", Comparison.Above, limit, because, becauseArgs);

    /// <summary>Asserts that at least this many operations succeeded per second.</summary>
    /// <param name="limit">Operations per second.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveThroughputAtLeast(double limit, string because = "", params object[] becauseArgs)
        => Expect("throughput", Comparison.AtLeast, limit, because, becauseArgs);

    /// <summary>Asserts that at least this many iterations (of a step: executions) succeeded.</summary>
    /// <param name="limit">Number of successes.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveIterationsAtLeast(long limit, string because = "", params object[] becauseArgs)
        => Expect("iterations", Comparison.AtLeast, limit, because, becauseArgs);

    /// <summary>Asserts that no response had this HTTP status code.</summary>
    /// <param name="statusCode">An HTTP status code, such as 503.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveNoStatusCode(int statusCode, string because = "", params object[] becauseArgs)
        => Expect(Metrics.Status(statusCode), Comparison.Exactly, 0, because, becauseArgs);

    /// <summary>Asserts that at most this many responses had this HTTP status code.</summary>
    /// <param name="statusCode">An HTTP status code, such as 503.</param>
    /// <param name="limit">Number of responses.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveStatusCodeCountAtMost(int statusCode, long limit, string because = "", params object[] becauseArgs)
        => Expect(Metrics.Status(statusCode), Comparison.AtMost, limit, because, becauseArgs);

    /// <summary>Asserts that at least this many responses had this HTTP status code.</summary>
    /// <param name="statusCode">An HTTP status code, such as 503.</param>
    /// <param name="limit">Number of responses.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveStatusCodeCountAtLeast(int statusCode, long limit, string because = "", params object[] becauseArgs)
        => Expect(Metrics.Status(statusCode), Comparison.AtLeast, limit, because, becauseArgs);

    /// <summary>Asserts that responses have fewer bytes than this, on average over the operations.</summary>
    /// <param name="bytes">Bytes per operation.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveMeanResponseSizeBelow(double bytes, string because = "", params object[] becauseArgs)
        => Expect("response size", Comparison.Below, bytes, because, becauseArgs);

    /// <summary>Asserts that more bytes than this were received per second.</summary>
    /// <param name="bytesPerSecond">Bytes per second.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveBytesReceivedPerSecondAbove(double bytesPerSecond, string because = "", params object[] becauseArgs)
        => Expect("bytes/s in", Comparison.Above, bytesPerSecond, because, becauseArgs);

    /// <summary>Asserts that more bytes than this were sent per second.</summary>
    /// <param name="bytesPerSecond">Bytes per second.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveBytesSentPerSecondAbove(double bytesPerSecond, string because = "", params object[] becauseArgs)
        => Expect("bytes/s out", Comparison.Above, bytesPerSecond, because, becauseArgs);

    /// <summary>
    /// Asserts that no operation failed in this way. Other failures still have to be spoken of, such as by <see cref="HaveErrorRateBelow"/>.
    /// </summary>
    /// <param name="kind">As in <see cref="ErrorSummary.Kind"/>: <c>timeout</c>, <c>status 503</c>, an exception's type name …</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> HaveNoErrorsOfKind(string kind, string because = "", params object[] becauseArgs)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var claim = $"Expected {SubjectName} to have no errors of kind \"{kind}\"";
        if (!FailUnlessValid(claim, because, becauseArgs))
            return And;
        if (Subject.Count == 0)
            Fail(claim, $"but there is no data: no {SeriesText.Noun(Subject, 2)} ended", because, becauseArgs);
        else if (Subject.Errors.FirstOrDefault(error => string.Equals(error.Kind, kind, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            var share = $"{Figure.Count(found.Count)} of {Figure.Count(Subject.Count)} {SeriesText.Noun(Subject, Subject.Count)}";
            Fail(claim, $"but {share} failed so, the first at {Figure.Duration(found.FirstAt)}", because, becauseArgs);
        }


        return And;
    }

    /// <summary>
    /// Asserts that a rate limit is enforced: that many requests pass in each window, further ones are answered with 429 and a
    /// valid <c>Retry-After</c>. Whether it is not enforced, enforced too early or too loosely, and the likely cause, is said.
    /// The users must have said <c>user.ExpectStatus(429)</c>.
    /// </summary>
    /// <param name="permits">Requests that pass in each window.</param>
    /// <param name="per">Length of the window.</param>
    /// <param name="perUser">Whether each user has a limit of its own; by default all users share one.</param>
    /// <param name="because">Why it matters; a text that fits after "because".</param>
    /// <param name="becauseArgs">Values for the placeholders of <paramref name="because"/>.</param>
    public AndConstraint<TAssertions> EnforceRateLimit(
        int permits, TimeSpan per, bool perUser = false, string because = "", params object[] becauseArgs)
    {
        var limit = new RateLimit(permits, per, perUser);
        var claim = $"Expected {SubjectName} to enforce a limit of {limit}";
        if (FailUnlessValid(claim, because, becauseArgs) && Subject.CheckRateLimit(limit) is { IsEnforced: false } report)
            Fail(claim, report.Finding, because, becauseArgs, " " + report.Advice);
        return And;
    }
}
