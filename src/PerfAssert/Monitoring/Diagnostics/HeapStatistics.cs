namespace PerfAssert;

/// <summary>What lives on a managed heap.</summary>
/// <param name="Types">Instances and their bytes, without what they refer to, by full name of the type.</param>
/// <param name="IsComplete">Whether nothing was lost on the way: a heap with too many objects for the buffer is read in part.</param>
internal sealed record HeapStatistics(IReadOnlyDictionary<string, (long Instances, long Bytes)> Types, bool IsComplete)
{
    /// <summary>The types with more instances than before, by bytes, the most first.</summary>
    /// <param name="before">An earlier reading of the same process.</param>
    /// <param name="most">The most that are wanted.</param>
    public IReadOnlyList<TypeGrowth> Since(HeapStatistics before, int most) =>
    [
        .. Types
            .Select(type => before.Types.TryGetValue(type.Key, out var old)
                ? new TypeGrowth(type.Key, type.Value.Instances - old.Instances, type.Value.Bytes - old.Bytes)
                : new TypeGrowth(type.Key, type.Value.Instances, type.Value.Bytes))
            .Where(growth => growth is { Bytes: > 0, Instances: > 0 })
            .OrderByDescending(growth => growth.Bytes)
            .ThenBy(growth => growth.Type, StringComparer.Ordinal)
            .Take(most),
    ];
}
