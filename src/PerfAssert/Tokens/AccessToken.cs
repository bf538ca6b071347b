namespace PerfAssert;

/// <summary>What a log-in brought: the token that the user's requests carry, and for how long.</summary>
public sealed record AccessToken
{
    /// <summary>Creates a token.</summary>
    /// <param name="value">What the server calls the token.</param>
    /// <param name="lifetime">Time from the log-in until it expires; <see langword="null"/> when it outlives the test.</param>
    public AccessToken(string value, TimeSpan? lifetime = null)
    {
        Value = value;
        Lifetime = lifetime;
    }

    /// <summary>Creates a token that expires at a time of day.</summary>
    /// <param name="value">What the server calls the token.</param>
    /// <param name="expiresAt">By the server's clock, which should agree with this machine's.</param>
    public AccessToken(string value, DateTimeOffset expiresAt)
        : this(value, expiresAt - TimeProvider.System.GetUtcNow())
    {
    }

    /// <summary>What the server calls the token.</summary>
    public string Value { get; }

    /// <summary>Time from the log-in until it expires; <see langword="null"/> when it outlives the test.</summary>
    public TimeSpan? Lifetime { get; }
}
