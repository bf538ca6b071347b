namespace PerfAssert;

/// <summary>The name that was meant.</summary>
internal static class NearestName
{
    /// <summary>Names that are read at a glance.</summary>
    private const int LongList = 8;

    /// <summary>The known name that is fewest changes away, in any case; <see langword="null"/> when more than a third of the letters are wrong, as that is another word.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var (nearest, distance) = known
            .Select(candidate => (candidate, EditDistance.Between(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .DefaultIfEmpty(("", int.MaxValue))
            .MinBy(pair => pair.Item2);
        return distance <= Math.Max(1, name.Length / 3) ? nearest : null;
    }

    /// <summary>A remedy: the name that was meant when it can be guessed, and all that there are, unless that is a long list and not needed.</summary>
    /// <param name="name">As written.</param>
    /// <param name="known">At least one.</param>
    /// <param name="what">What they are, such as <c>settings</c>.</param>
    public static string Remedy(string name, IReadOnlyCollection<string> known, string what)
    {
        var nearest = Of(name, known);
        var list = nearest is not null && known.Count > LongList ? "" : $"The {what} are: {string.Join(", ", known)}.";
        return nearest is null ? list : $"Did you mean \"{nearest}\"? {list}".TrimEnd();
    }
}
