namespace PerfAssert;

/// <summary>How a token is kept and used.</summary>
public sealed record TokenOptions
{
    /// <summary>Time before its end at which a token counts as about to expire: 30 s, more than a request and a log-in take.</summary>
    public static readonly TimeSpan DefaultMargin = TimeSpan.FromSeconds(30);

    /// <summary>Whether all users share one token, for which one of them logs in. By default each user logs in for its own.</summary>
    public bool SharedByAllUsers { get; init; }

    /// <summary>
    /// Whether a request that was answered with 401 makes the user log in again before its next iteration, once. The request has failed
    /// all the same. By default it does not.
    /// </summary>
    public bool RenewAfter401 { get; init; }

    /// <summary>
    /// How long before its end a token is renewed, at least; users spread their log-ins over as long a time before that. At most a fifth of
    /// the token's lifetime. By default <see cref="DefaultMargin"/>.
    /// </summary>
    public TimeSpan Margin { get; init; } = DefaultMargin;

    /// <summary>
    /// Puts the token on a request to the target's own address; by default as <c>Authorization: Bearer …</c>, unless the request has an
    /// Authorization of its own.
    /// </summary>
    public Action<HttpRequestMessage, string>? Apply { get; init; }
}
