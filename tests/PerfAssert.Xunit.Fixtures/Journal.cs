using System.Collections.Concurrent;

namespace PerfAssert.Xunit.Fixtures;

/// <summary>What the test classes of a run inside a run have done, by class, in order.</summary>
public static class Journal
{
    private static readonly ConcurrentDictionary<Type, ConcurrentQueue<string>> Entries = new();

    public static void Write<TClass>(string entry) => Entries.GetOrAdd(typeof(TClass), _ => new ConcurrentQueue<string>()).Enqueue(entry);

    /// <summary>Hands out the entries of a class and forgets them.</summary>
    public static IReadOnlyList<string> Take<TClass>() => Entries.TryRemove(typeof(TClass), out var entries) ? [.. entries] : [];
}
