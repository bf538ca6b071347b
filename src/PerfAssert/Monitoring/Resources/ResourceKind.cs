namespace PerfAssert;

/// <summary>How the values of a resource are to be read.</summary>
public enum ResourceKind
{
    /// <summary>What is there at a moment: memory, threads, connections in use. Read as initial, mean, peak, final and growth.</summary>
    Level,

    /// <summary>What has happened so far: collections, bytes read, deadlocks. Read as the number during the run, per second and per iteration.</summary>
    Total,
}
