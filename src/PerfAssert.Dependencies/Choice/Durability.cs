namespace PerfAssert;

/// <summary>What a server that PerfAssert starts does to keep what was written.</summary>
public enum Durability
{
    /// <summary>
    /// Nothing: data in memory where there is room, no flush to disk. Starts and writes fast, and what is measured is the code rather
    /// than this machine's disk. Writes are faster than in production, and the result says which settings make them so. The default.
    /// </summary>
    None,

    /// <summary>As a production server with default settings: data on disk, and PostgreSQL answers a commit when it is on disk; Redis appends every write to a file that is flushed each second.</summary>
    Production,
}
