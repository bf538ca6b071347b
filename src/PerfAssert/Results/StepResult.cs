namespace PerfAssert;

/// <summary>The statistics of one named step, or of one route of <see cref="VirtualUser.Http"/>.</summary>
public sealed class StepResult : SeriesResult
{
    /// <summary>What it is, and so who named it.</summary>
    public required StepKind Kind { get; init; }
}
