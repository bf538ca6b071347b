namespace PerfAssert;

/// <summary>A rate limit as the application promises it: so many requests pass in so much time, further ones are answered with 429.</summary>
public sealed record RateLimit
{
    /// <summary>Describes a limit.</summary>
    /// <param name="permits">Requests that pass in each window; at least 1.</param>
    /// <param name="per">Length of the window; more than zero.</param>
    /// <param name="perUser">Whether each user has a limit of its own; by default all users share one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such limit.</exception>
    public RateLimit(int permits, TimeSpan per, bool perUser = false)
    {
        if (permits < 1)
            throw new ArgumentOutOfRangeException(nameof(permits), permits, "A rate limit lets at least 1 request pass. Write how many pass in each window, such as permits: 10.");
        if (per <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(per), per, "The window of a rate limit is longer than zero. Write its length, such as per: 10.Seconds().");
        Permits = permits;
        Per = per;
        PerUser = perUser;
    }

    /// <summary>Requests that pass in each window.</summary>
    public int Permits { get; }

    /// <summary>Length of the window.</summary>
    public TimeSpan Per { get; }

    /// <summary>Whether each user has a limit of its own.</summary>
    public bool PerUser { get; }

    /// <summary><c>10 requests per 10 s</c>.</summary>
    public override string ToString() =>
        $"{Figure.Count(Permits)} {(Permits == 1 ? "request" : "requests")} per {Figure.Duration(Per)}{(PerUser ? " and user" : "")}";
}
