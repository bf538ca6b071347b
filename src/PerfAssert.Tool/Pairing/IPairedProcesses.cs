namespace PerfAssert.Tool;

/// <summary>Runs the tests of a method in both versions at once, in fresh processes that take turns.</summary>
internal interface IPairedProcesses
{
    /// <param name="versions">The assemblies.</param>
    /// <param name="fullyQualifiedName">The method.</param>
    /// <param name="only">The one test of it; <see langword="null"/> for all.</param>
    /// <param name="pairs">Turns of each side.</param>
    /// <param name="cancellationToken">Ends both processes.</param>
    Task<RoundOutcome> RunAsync(VersionPair versions, string fullyQualifiedName, string? only, int pairs, CancellationToken cancellationToken);
}
