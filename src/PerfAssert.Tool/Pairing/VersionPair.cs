namespace PerfAssert.Tool;

/// <summary>The assemblies of a test project in both versions.</summary>
/// <param name="Base">Full path of the base version's.</param>
/// <param name="Changed">Full path of the changed version's.</param>
internal sealed record VersionPair(string Base, string Changed);
