namespace PerfAssert;

/// <summary>One run of a search for a limit.</summary>
/// <param name="Level">The load.</param>
/// <param name="Result">What was measured.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reasons">Why it did not hold, whole sentences with figures; empty when it did.</param>
/// <param name="IsRepeat">Whether it repeats a step that did not hold, to see whether that was chance.</param>
public sealed record StressStep(LoadLevel Level, LoadResult Result, StressOutcome Outcome, IReadOnlyList<string> Reasons, bool IsRepeat);
