using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace PerfAssert;

/// <summary>Adds up the objects of a heap by type. Names may come after the objects.</summary>
internal sealed class TypeCounter
{
    private const string Unknown = "(unknown type)";

    private readonly Dictionary<ulong, (long Instances, long Bytes)> counts = [];
    private readonly Dictionary<ulong, string> names = [];

    public void Add(GCBulkTypeTraceData data)
    {
        for (var index = 0; index < data.Count; index++)
        {
            var type = data.Values(index);
            names[type.TypeID] = type.TypeName.Length > 0 ? type.TypeName : Unknown;
        }
    }

    public void Add(GCBulkNodeTraceData data)
    {
        for (var index = 0; index < data.Count; index++)
        {
            var node = data.Values(index);
            var (instances, bytes) = counts.GetValueOrDefault(node.TypeID);
            counts[node.TypeID] = (instances + 1, bytes + (long)node.Size);
        }
    }

    /// <param name="lost">Events that did not arrive.</param>
    public HeapStatistics Statistics(int lost) => new(
        counts
            .GroupBy(pair => names.GetValueOrDefault(pair.Key, Unknown), pair => pair.Value)
            .ToDictionary(group => group.Key, group => (group.Sum(type => type.Instances), group.Sum(type => type.Bytes))),
        lost == 0);
}
