namespace PerfAssert;

/// <summary>A request whose response body is read as it comes.</summary>
internal sealed class StreamingRequest : HttpRequestMessage
{
    /// <summary>
    /// Longest silence within the body, which may take as long as it likes while something comes: the user's request time-out is for its
    /// headers then. <see langword="null"/>: it is for the whole response.
    /// </summary>
    public required TimeSpan? IdleTimeout { get; init; }

    /// <summary>Time from the headers after which the body counts as ended, with an idle time-out; <see langword="null"/> for its own end.</summary>
    public TimeSpan? Duration { get; init; }
}
