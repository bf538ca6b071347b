namespace PerfAssert;

/// <summary>In what form a response says when to try again.</summary>
internal enum RetryAfterForm
{
    /// <summary>There is no such header.</summary>
    Missing,

    /// <summary>A number of seconds or an HTTP date.</summary>
    Valid,

    /// <summary>Neither.</summary>
    Invalid,
}
