namespace PerfAssert;

/// <summary>Bytes that watching allocates in this process, so that they are not taken for the application's.</summary>
internal static class MonitorCost
{
    private static long allocated;

    /// <summary>So far.</summary>
    public static long AllocatedBytes => Volatile.Read(ref allocated);

    public static void Add(long bytes) => Interlocked.Add(ref allocated, bytes);
}
