namespace PerfAssert.FaultBench;

/// <summary>A fault of the sample shop, the load that shows it, and what has to find it.</summary>
/// <param name="Fault">As <c>SAMPLEAPI_FAULT</c> names it.</param>
/// <param name="Kind">What the diagnosis has to call it.</param>
/// <param name="Expectation">The assertion that has to fail with the fault and to hold without it.</param>
/// <param name="Load">What load to apply.</param>
/// <param name="Iteration">What a user does.</param>
internal sealed record FaultCase(string Fault, BottleneckKind Kind, string Expectation, LoadSettings Load, Func<VirtualUser, Task> Iteration)
{
    /// <summary>Whether the shop needs PostgreSQL to have the fault.</summary>
    public bool OnPostgreSql { get; init; }

    /// <summary>Whether the healthy shop is run under the same load; not where another case does it.</summary>
    public bool HasHealthyRuns { get; init; } = true;

    /// <summary>What each user does before its first iteration.</summary>
    public Func<VirtualUser, Task>? BeforeUser { get; init; }
}
