namespace PerfAssert;

/// <summary>How one of the runs of a profile is treated: it is told of with the profile, and judged by it.</summary>
/// <param name="Folder">Folder of its own reports, which exists; <see langword="null"/> for none.</param>
internal sealed record ProfilePart(string? Folder)
{
    /// <summary>Whether failed iterations that no expectation speaks of are judged with the run.</summary>
    public bool JudgesUnexpectedErrors { get; init; }

    /// <summary>Whether more load than the system takes is what is asked for, so that dropped iterations make no run invalid.</summary>
    public bool MayOverload { get; init; }

    /// <summary>Blocks of a quarter of a second that are kept apart; beyond that neighbours are merged.</summary>
    public int BlockCapacity { get; init; } = BlockLog.Capacity;

    /// <summary>Hears what the user should know.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
