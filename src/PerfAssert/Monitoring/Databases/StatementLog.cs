using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace PerfAssert;

/// <summary>
/// The statements that one database was sent, by their shape. Thread-safe. Its memory is bounded whatever the application sends: shapes
/// beyond the most are counted together.
/// </summary>
internal sealed class StatementLog
{
    /// <summary>More than any application has queries; what goes beyond are texts made of values.</summary>
    public const int MostShapes = 500;

    /// <summary>Text of what is counted together.</summary>
    public const string Others = "(other statements)";

    /// <summary>Texts whose shape is remembered, so that it is not made again for each command.</summary>
    private const int MostTexts = 2_000;

    /// <summary>Texts found by their reference: most applications send the same string objects again and again.</summary>
    private const int RecentTexts = 512;

    private readonly Known?[] recent = new Known?[RecentTexts];
    private readonly ConcurrentDictionary<string, StatementTally> byText = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, StatementTally> byShape = new(StringComparer.Ordinal);
    private readonly StatementTally others = new(Others);
    private int texts;
    private int shapes;

    /// <summary>The tally of a statement.</summary>
    /// <param name="text">As it was sent.</param>
    public StatementTally Find(string text)
    {
        ref var place = ref recent[RuntimeHelpers.GetHashCode(text) & (RecentTexts - 1)];
        var known = Volatile.Read(ref place);
        if (known is not null && ReferenceEquals(known.Text, text))
            return known.Tally;
        if (byText.TryGetValue(text, out var tally))
        {
            Volatile.Write(ref place, new Known(text, tally));
            return tally;
        }

        tally = OfShape(StatementText.Normalize(text));
        if (Volatile.Read(ref texts) < MostTexts && byText.TryAdd(text, tally))
            Interlocked.Increment(ref texts);
        return tally;
    }

    /// <summary>Every statement so far, the one that took the most time first.</summary>
    public IReadOnlyList<StatementSummary> Summarize() =>
    [
        .. byShape.Values.Append(others).Select(tally => tally.Summarize()).Where(statement => statement.Count > 0)
            .OrderByDescending(statement => statement.Total).ThenByDescending(statement => statement.Count).ThenBy(statement => statement.Text, StringComparer.Ordinal),
    ];

    /// <summary>Starts counting again; what is known of texts stays.</summary>
    public void Restart()
    {
        foreach (var tally in byShape.Values)
            tally.Restart();
        others.Restart();
    }

    private StatementTally OfShape(string shape)
    {
        if (byShape.TryGetValue(shape, out var tally))
            return tally;
        if (Interlocked.Increment(ref shapes) > MostShapes)
            return others;
        return byShape.GetOrAdd(shape, static text => new StatementTally(text));
    }

    private sealed record Known(string Text, StatementTally Tally);
}
