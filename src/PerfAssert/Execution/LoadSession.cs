namespace PerfAssert;

/// <summary>
/// The surroundings of the runs of one test: who is told about progress, where reports go, and what came out. An adapter
/// makes one per test; a run without an adapter makes its own. STUB by the engine's author: signatures are final.
/// </summary>
internal sealed class LoadSession
{
    private readonly List<LoadResult> results = [];

    /// <summary>Receives one line of text a second during a long run, and nothing else.</summary>
    public Action<string>? Progress { get; init; }

    /// <summary>Receives the summary block when a run has ended.</summary>
    public Action<string>? Summary { get; init; }

    /// <summary>Stable name for folders and baselines: <c>Class.Method</c>, with the row of a theory.</summary>
    public string? Key { get; init; }

    /// <summary>Every result so far.</summary>
    public IReadOnlyList<LoadResult> Results => results;

    /// <summary>Plans the run, applies the load, judges the expectations, writes the reports. Does not throw for a failed expectation.</summary>
    public Task<LoadResult> RunAsync(LoadRun run, Scenario scenario) => throw new NotImplementedException();
}
