namespace PerfAssert;

/// <summary>A server that answers.</summary>
/// <param name="ConnectionString">Of the database that tests use.</param>
/// <param name="Origin">Where it came from, such as <c>native</c> or <c>docker postgres:16</c>.</param>
/// <param name="Log">What it writes; <see langword="null"/> for a user's own.</param>
/// <param name="Stop">Ends it, and leaves nothing behind.</param>
internal sealed record RunningServer(string ConnectionString, string Origin, ServerLog? Log, Func<ValueTask> Stop)
{
    /// <summary>Whether the data is in memory only.</summary>
    public bool InMemory { get; init; }
}
