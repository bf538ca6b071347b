namespace PerfAssert;

/// <summary>The statistics of one named step, or of one route of <see cref="VirtualUser.Http"/>.</summary>
public sealed class StepResult : SeriesResult
{
    /// <summary>Whether the test named it or the HTTP client did.</summary>
    public required StepKind Kind { get; init; }
}
