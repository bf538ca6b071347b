namespace PerfAssert;

/// <summary>One request to an application with a rate limit.</summary>
/// <param name="Start">When it was sent, in nanoseconds of the engine's clock.</param>
/// <param name="End">When it was over.</param>
/// <param name="User">Number of the user.</param>
/// <param name="StatusCode">0 when there was no answer.</param>
/// <param name="RetryAfter">Of an answer of 429.</param>
internal readonly record struct LimitedRequest(long Start, long End, int User, int StatusCode, RetryAfter RetryAfter = default)
{
    public bool IsLimited => StatusCode == 429;

    /// <summary>Refused in a way that a limiter with another status would refuse.</summary>
    public bool IsRefusedOtherwise => StatusCode is 403 or 503;

    public bool HasPassed => StatusCode is not (0 or 403 or 429 or 503);
}
