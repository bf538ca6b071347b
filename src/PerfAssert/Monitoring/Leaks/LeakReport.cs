namespace PerfAssert;

/// <summary>Whether the process keeps growing with the iterations, and what grows.</summary>
public sealed record LeakReport
{
    /// <summary>Everything that was followed, growing or not: managed heap, native memory, handles, threads, timers, assemblies.</summary>
    public required IReadOnlyList<LeakTrend> Trends { get; init; }

    /// <summary>The types whose instances grew most, by bytes; empty where nobody asked or the heap could not be read.</summary>
    public IReadOnlyList<TypeGrowth> Types { get; init; } = [];

    /// <summary>Iterations between the first and the last point.</summary>
    public required long Iterations { get; init; }

    /// <summary>Why nothing can be said, or what could not be looked at; <see langword="null"/> when all was.</summary>
    public string? Note { get; init; }

    /// <summary>A report of a check that could not be made.</summary>
    internal static LeakReport Without(string note) => new() { Trends = [], Iterations = 0, Note = note };

    /// <summary>The report with a further note.</summary>
    internal LeakReport With(string note) => this with { Note = Note is null ? note : $"{Note}; {note}" };

    /// <summary>Whether anything grows beyond doubt and beyond its limit.</summary>
    public bool IsLeaking => Trends.Any(trend => trend.IsLeaking);
}
