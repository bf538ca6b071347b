namespace PerfAssert;

/// <summary>What became of one step of a search for a limit.</summary>
public enum StressOutcome
{
    /// <summary>Everything that is expected holds.</summary>
    Held,

    /// <summary>Something that is expected does not hold, and the load generator was not the reason.</summary>
    Failed,

    /// <summary>The load generator or its machine gave out, so the step says nothing about the code under load.</summary>
    GeneratorLimited,

    /// <summary>There were too few samples to tell.</summary>
    Undecided,
}
