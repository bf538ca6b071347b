using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>
/// The names of steps inside a group, <c>checkout / GET /orders</c>. Made once and then the same objects again: the recorder finds a
/// series fastest by the object.
/// </summary>
internal sealed class GroupNames
{
    public const string Separator = " / ";

    private readonly string prefix;
    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, GroupNames> groups = new(StringComparer.Ordinal);

    private GroupNames(string prefix) => this.prefix = prefix;

    /// <summary>Outside of any group.</summary>
    public static GroupNames Outermost { get; } = new("");

    public GroupNames Group(string name) => Kept(groups, name, inner => new GroupNames(prefix + inner + Separator));

    public string Of(string name) => Kept(names, name, inner => prefix + inner);

    /// <summary>Names made of ids are not kept, or they would eat the memory.</summary>
    private static T Kept<T>(ConcurrentDictionary<string, T> kept, string name, Func<string, T> make)
    {
        if (kept.TryGetValue(name, out var known))
            return known;
        return kept.Count < Recorder.MaxSeries ? kept.GetOrAdd(name, make) : make(name);
    }
}
