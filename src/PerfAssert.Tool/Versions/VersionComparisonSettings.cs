namespace PerfAssert.Tool;

/// <summary>What <c>perfassert ab</c> was asked for.</summary>
/// <param name="Reference">What to compare with, as written.</param>
/// <param name="Projects">Full paths of the test projects.</param>
/// <param name="Filter">Which tests, as <c>dotnet test --filter</c> has it.</param>
/// <param name="Plan">How long.</param>
/// <param name="Configuration">How both versions are built.</param>
/// <param name="Framework">Of projects that have several; <see langword="null"/> for their only one.</param>
/// <param name="Keep">Whether the base version's folder and the reports stay.</param>
internal sealed record VersionComparisonSettings(
    string Reference,
    IReadOnlyList<string> Projects,
    string Filter,
    PairingPlan Plan,
    string Configuration,
    string? Framework,
    bool Keep);
