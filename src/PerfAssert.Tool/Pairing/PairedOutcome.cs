namespace PerfAssert.Tool;

/// <summary>What came of comparing the two versions of a method's tests.</summary>
/// <param name="Comparisons">Of each test on both sides.</param>
/// <param name="OnlyBase">Tests that only the base version has.</param>
/// <param name="OnlyChanged">Tests that only the changed version has.</param>
/// <param name="Failure">Why a test is missing; <see langword="null"/> where none is.</param>
internal sealed record PairedOutcome(
    IReadOnlyList<BaselineComparison> Comparisons,
    IReadOnlyList<string> OnlyBase,
    IReadOnlyList<string> OnlyChanged,
    string? Failure);
