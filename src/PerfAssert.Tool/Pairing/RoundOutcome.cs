namespace PerfAssert.Tool;

/// <summary>What came of a pair of processes.</summary>
/// <param name="Rounds">Of each test that both sides measured.</param>
/// <param name="Misplaced">Tests that both sides have, but not at the same point.</param>
/// <param name="OnlyBase">Tests that only the base version has.</param>
/// <param name="OnlyChanged">Tests that only the changed version has.</param>
/// <param name="Failure">Why something is missing, in a sentence; <see langword="null"/> where nothing is.</param>
/// <param name="Took">Wall-clock time.</param>
internal sealed record RoundOutcome(
    IReadOnlyList<PairedRound> Rounds,
    IReadOnlyList<string> Misplaced,
    IReadOnlyList<string> OnlyBase,
    IReadOnlyList<string> OnlyChanged,
    string? Failure,
    TimeSpan Took);
