namespace PerfAssert;

/// <summary>How an application keeps a rate limit.</summary>
public enum RateLimitVerdict
{
    /// <summary>Enough requests passed, further ones were answered with 429 and a valid <c>Retry-After</c>.</summary>
    Enforced,

    /// <summary>More requests passed than any kind of limiter lets pass, and none was answered with 429.</summary>
    NotEnforced,

    /// <summary>A request was answered with 429 although fewer had passed in the window before it.</summary>
    EnforcedTooEarly,

    /// <summary>There were answers of 429, but more requests passed than any kind of limiter lets pass.</summary>
    EnforcedTooLoosely,

    /// <summary>Requests were refused with another status than 429.</summary>
    WrongStatus,

    /// <summary>An answer of 429 did not say, or said wrongly, when to try again.</summary>
    WrongRetryAfter,

    /// <summary>Too few requests were sent to reach the limit.</summary>
    Inconclusive,
}
