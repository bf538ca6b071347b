namespace PerfAssert;

/// <summary>Points taken one after the other with the same load between each two.</summary>
/// <param name="Iterations">Iterations that had ended at each point, counted from the first.</param>
/// <param name="Points">As many.</param>
internal sealed record LeakSeries(IReadOnlyList<long> Iterations, IReadOnlyList<LeakPoint> Points)
{
    /// <summary>Iterations between the first and the last point.</summary>
    public long Length => Iterations.Count == 0 ? 0 : Iterations[^1] - Iterations[0];
}
