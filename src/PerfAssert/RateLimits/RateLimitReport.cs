namespace PerfAssert;

/// <summary>What a run shows of a rate limit.</summary>
/// <param name="Limit">What was expected.</param>
/// <param name="Verdict">The gravest finding.</param>
/// <param name="Passed">Requests that passed, warm-up and set-up included.</param>
/// <param name="Limited">Requests that were answered with 429.</param>
/// <param name="Findings">What was measured, the gravest first; empty when the limit is enforced.</param>
/// <param name="Advice">The likely cause and what to do; empty when the limit is enforced.</param>
public sealed record RateLimitReport(
    RateLimit Limit, RateLimitVerdict Verdict, long Passed, long Limited, IReadOnlyList<string> Findings, string Advice)
{
    /// <summary>Whether the limit is enforced, neither too early nor too loosely, and says when to try again.</summary>
    public bool IsEnforced => Verdict == RateLimitVerdict.Enforced;

    /// <summary>The finding as the second half of a sentence.</summary>
    internal string Finding => IsEnforced
        ? $"and it did: {Figure.Count(Passed)} passed, {Figure.Count(Limited)} were answered with 429"
        : "but " + string.Join(". Also: ", Findings);

    /// <summary>One sentence on what was found, and the advice.</summary>
    public override string ToString() => IsEnforced
        ? $"The limit of {Limit} is enforced: {Figure.Count(Passed)} requests passed, {Figure.Count(Limited)} were answered with 429."
        : $"Expected a limit of {Limit}, {Finding}. {Advice}";
}
