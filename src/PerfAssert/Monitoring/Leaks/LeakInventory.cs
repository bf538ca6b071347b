namespace PerfAssert;

/// <summary>What this process holds by name, to say what became more: kinds of handles, callbacks of timers, names of threads, assemblies.</summary>
internal sealed class LeakInventory
{
    /// <summary>More names than this are the small ones.</summary>
    private const int MostNames = 3;

    private readonly Dictionary<Resource, Dictionary<string, int>> counts;

    private LeakInventory(Dictionary<Resource, Dictionary<string, int>> counts) => this.counts = counts;

    /// <summary>Takes stock of this process.</summary>
    public static LeakInventory Take() => new(new Dictionary<Resource, Dictionary<string, int>>
    {
        [Resources.Handles] = Count(ProcessHandles.Kinds()),
        [Resources.Timers] = Count(TimerNames.All()),
        [Resources.Threads] = Count(ThreadNames.All()),
        [Resources.Assemblies] = Count(AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetName().Name ?? "(no name)")),
    });

    /// <summary>What there is more of than before, the most first, such as <c>socket +1,818</c>.</summary>
    /// <param name="before">An earlier one.</param>
    /// <param name="resource">What is looked at.</param>
    public IReadOnlyList<string> Since(LeakInventory before, Resource resource) => !counts.TryGetValue(resource, out var now) ? [] :
    [
        .. now
            .Select(name => (name.Key, More: name.Value - before.counts[resource].GetValueOrDefault(name.Key)))
            .Where(name => name.More > 0)
            .OrderByDescending(name => name.More)
            .ThenBy(name => name.Key, StringComparer.Ordinal)
            .Take(MostNames)
            .Select(name => $"{name.Key} +{Figure.Count(name.More)}"),
    ];

    private static Dictionary<string, int> Count(IEnumerable<string> names)
        => names.GroupBy(name => name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
