namespace PerfAssert.Tool;

/// <summary>A point in the history of a test at which one of its figures took another level.</summary>
/// <param name="Figure">Name of the figure.</param>
/// <param name="Run">The first run of the new level.</param>
/// <param name="Before">Median of the level before.</param>
/// <param name="After">Median of the new level.</param>
internal sealed record LevelChange(string Figure, PastRun Run, double Before, double After)
{
    /// <summary>Relative.</summary>
    public double Change => (After / Before) - 1;
}
