namespace PerfAssert;

/// <summary>
/// The catalogue of resources that the monitors of PerfAssert read. Those of a process speak of the one that the code under load runs in: this
/// process for an in-process host and for plain code, another one where <see cref="LoadRun.Watching(int)"/> names it.
/// </summary>
public static class Resources
{
    /// <summary>CPU of the process as a share of the cores that the test may use.</summary>
    public static Resource Cpu { get; } = new("cpu", MetricUnit.Ratio, ResourceKind.Level);

    /// <summary>CPU of the whole machine, as a share of all its cores.</summary>
    public static Resource MachineCpu { get; } = new("machine cpu", MetricUnit.Ratio, ResourceKind.Level);

    /// <summary>Physical memory of the process (working set, RSS).</summary>
    public static Resource Memory { get; } = new("memory", MetricUnit.Bytes, ResourceKind.Level);

    /// <summary>Objects on the managed heap, as of the last collection and since.</summary>
    public static Resource Heap { get; } = new("heap", MetricUnit.Bytes, ResourceKind.Level);

    /// <summary>Objects on the large object heap, as of the last collection.</summary>
    public static Resource LargeObjects { get; } = new("large objects", MetricUnit.Bytes, ResourceKind.Level);

    /// <summary>
    /// Physical memory of the process beside its managed heap: what native code allocated, stacks, compiled code. Read by the leak check only,
    /// with nothing in flight.
    /// </summary>
    public static Resource NativeMemory { get; } = new("native memory", MetricUnit.Bytes, ResourceKind.Level);

    /// <summary>Bytes allocated.</summary>
    public static Resource Allocated { get; } = new("allocated", MetricUnit.Bytes, ResourceKind.Total);

    /// <summary>Garbage collections, of any generation.</summary>
    public static Resource Gen0 { get; } = new("gen0", MetricUnit.Count, ResourceKind.Total);

    /// <summary>Garbage collections of generation 1 and 2.</summary>
    public static Resource Gen1 { get; } = new("gen1", MetricUnit.Count, ResourceKind.Total);

    /// <summary>Garbage collections of generation 2.</summary>
    public static Resource Gen2 { get; } = new("gen2", MetricUnit.Count, ResourceKind.Total);

    /// <summary>Time that the garbage collector paused the process.</summary>
    public static Resource GcPause { get; } = new("gc pause", MetricUnit.Duration, ResourceKind.Total);

    /// <summary>Operating-system threads of the process.</summary>
    public static Resource Threads { get; } = new("threads", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Threads of the thread pool.</summary>
    public static Resource PoolThreads { get; } = new("pool threads", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Threads of the pool that execute something, waiting or computing. Waiting ones are more than the cores in use.</summary>
    public static Resource BusyPoolThreads { get; } = new("busy pool threads", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Work items that wait for a thread of the pool.</summary>
    public static Resource PoolQueue { get; } = new("pool queue", MetricUnit.Count, ResourceKind.Level);

    /// <summary>
    /// Threads that the pool added while work waited for one of its threads for a quarter of a second or more: the others were blocked. Not
    /// known of another process.
    /// </summary>
    public static Resource PoolStarvation { get; } = new("pool starvation", MetricUnit.Count, ResourceKind.Total);

    /// <summary>Times a thread had to wait for a lock.</summary>
    public static Resource LockContentions { get; } = new("lock contentions", MetricUnit.Count, ResourceKind.Total);

    /// <summary>Time that threads waited for locks, all threads together.</summary>
    public static Resource LockWait { get; } = new("lock wait", MetricUnit.Duration, ResourceKind.Total);

    /// <summary>Exceptions thrown, caught ones included.</summary>
    public static Resource Exceptions { get; } = new("exceptions", MetricUnit.Count, ResourceKind.Total);

    /// <summary>Timers that are set.</summary>
    public static Resource Timers { get; } = new("timers", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Loaded assemblies.</summary>
    public static Resource Assemblies { get; } = new("assemblies", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Open handles: file descriptors on Linux and macOS, handles on Windows.</summary>
    public static Resource Handles { get; } = new("handles", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Open sockets of the process.</summary>
    public static Resource Sockets { get; } = new("sockets", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Bytes that the process read from storage.</summary>
    public static Resource DiskRead { get; } = new("disk read", MetricUnit.Bytes, ResourceKind.Total);

    /// <summary>Bytes that the process wrote to storage.</summary>
    public static Resource DiskWritten { get; } = new("disk written", MetricUnit.Bytes, ResourceKind.Total);

    /// <summary>Bytes that the machine received over its networks, loopback included.</summary>
    public static Resource NetworkIn { get; } = new("network in", MetricUnit.Bytes, ResourceKind.Total);

    /// <summary>Bytes that the machine sent over its networks, loopback included.</summary>
    public static Resource NetworkOut { get; } = new("network out", MetricUnit.Bytes, ResourceKind.Total);

    /// <summary>Database connections in use, all pools together.</summary>
    public static Resource DbConnections { get; } = new("db connections", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Database connections open and not in use, all pools together.</summary>
    public static Resource DbIdle { get; } = new("db idle connections", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Callers waiting for a database connection, all pools together.</summary>
    public static Resource DbWaiters { get; } = new("db waiters", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Callers that gave up waiting for a database connection.</summary>
    public static Resource DbTimeouts { get; } = new("db timeouts", MetricUnit.Count, ResourceKind.Total);

    /// <summary>SQL commands executed by the code under load.</summary>
    public static Resource SqlCommands { get; } = new("sql commands", MetricUnit.Count, ResourceKind.Total);

    /// <summary>Deadlocks that the database resolved by cancelling somebody.</summary>
    public static Resource Deadlocks { get; } = new("deadlocks", MetricUnit.Count, ResourceKind.Total);

    /// <summary>Sessions of the database that wait for a lock.</summary>
    public static Resource DbLockWaits { get; } = new("db lock waits", MetricUnit.Count, ResourceKind.Level);

    /// <summary>Commands that the Redis server processed.</summary>
    public static Resource RedisCommands { get; } = new("redis commands", MetricUnit.Count, ResourceKind.Total);

    /// <summary>Memory of the Redis server's data.</summary>
    public static Resource RedisMemory { get; } = new("redis memory", MetricUnit.Bytes, ResourceKind.Level);

    /// <summary>Every resource of the catalogue, in the order of reports.</summary>
    public static IReadOnlyList<Resource> All { get; } =
    [
        Cpu, MachineCpu, Memory, Heap, LargeObjects, NativeMemory, Allocated, Gen0, Gen1, Gen2, GcPause, Threads, PoolThreads, BusyPoolThreads, PoolQueue, PoolStarvation,
        LockContentions, LockWait, Exceptions, Timers, Assemblies, Handles, Sockets, DiskRead, DiskWritten, NetworkIn, NetworkOut,
        DbConnections, DbIdle, DbWaiters, DbTimeouts, SqlCommands, Deadlocks, DbLockWaits, RedisCommands, RedisMemory,
    ];
}
