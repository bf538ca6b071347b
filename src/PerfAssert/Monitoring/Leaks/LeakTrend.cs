namespace PerfAssert;

/// <summary>How one resource grows with the iterations.</summary>
/// <param name="Resource">What was followed.</param>
/// <param name="GrowthPerIteration">The estimate, in the unit of the resource.</param>
/// <param name="Low">Lower end of its 95 % confidence interval.</param>
/// <param name="High">Upper end of its 95 % confidence interval.</param>
/// <param name="Total">Growth from the first to the last point.</param>
/// <param name="Shape">How it grows.</param>
/// <param name="IsLeaking">Whether it grows beyond doubt and beyond the limit for it.</param>
public sealed record LeakTrend(Resource Resource, double GrowthPerIteration, double Low, double High, double Total, GrowthShape Shape, bool IsLeaking)
{
    /// <summary>
    /// What there is more of, the most first: kinds of handles, names of threads, callbacks of timers, names of assemblies; empty without a
    /// leak and for memory, whose types are in <see cref="LeakReport.Types"/>.
    /// </summary>
    public IReadOnlyList<string> Growing { get; init; } = [];
}
