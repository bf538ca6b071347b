namespace PerfAssert;

/// <summary>What a run was slowed down by.</summary>
public enum BottleneckKind
{
    /// <summary>All pool threads are blocked while work waits: mostly synchronous waiting for asynchronous work.</summary>
    ThreadPoolStarvation,

    /// <summary>Threads wait for locks.</summary>
    LockContention,

    /// <summary>The cores are busy with the code under load.</summary>
    Cpu,

    /// <summary>The garbage collector takes the time.</summary>
    GarbageCollection,

    /// <summary>Large objects come and go, each collection of which is a full one.</summary>
    LargeObjects,

    /// <summary>Callers wait for a database connection.</summary>
    ConnectionPool,

    /// <summary>One statement takes most of the time.</summary>
    SlowStatement,

    /// <summary>One statement is sent over and over in one request (N+1).</summary>
    RepeatedStatement,

    /// <summary>The database cancels callers because of deadlocks, or they wait for each other's locks.</summary>
    DatabaseLocks,

    /// <summary>The service refuses requests by a limit of its own.</summary>
    RateLimit,

    /// <summary>Throughput stays the same while users become more: a part that one caller at a time goes through.</summary>
    SerialSection,

    /// <summary>The load generator or its connections, not the service.</summary>
    Client,

    /// <summary>The process keeps what it should let go.</summary>
    Leak,

    /// <summary>Some requests of a route take many times longer than the others, waiting and not computing.</summary>
    SlowPath,
}
