namespace PerfAssert.FaultBench;

/// <summary>Every fault of the sample shop with a load of a few seconds that leaves the healthy shop most of the machine.</summary>
internal static class FaultCases
{
    private const string Length = "3s";

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("slow-search:20%", BottleneckKind.SlowPath, "p95 < 200ms", Rate("60/s"), user => user.Http.GetStringAsync("/products/search?q=lamp")),
        new("n-plus-one", BottleneckKind.RepeatedStatement, "sql commands per iteration <= 3", Rate("40/s"), user => user.Http.GetStringAsync($"/orders?customer={user.Random.Next(1, 21)}")),
        new("sync-over-async", BottleneckKind.ThreadPoolStarvation, "bottlenecks == 0", Rate("800/s", 100), user => user.Http.GetStringAsync("/products?page=1&size=1")),
        new("lock", BottleneckKind.LockContention, "p50 < 20ms", Rate("700/s", 60), OneProduct),
        new("serial", BottleneckKind.SerialSection, "p95 < 100ms", Ramp, OneProduct),
        new("cpu", BottleneckKind.Cpu, "cpu per iteration < 3ms", Rate("400/s", 60), OneProduct),
        new("gc-churn", BottleneckKind.GarbageCollection, "allocated per iteration < 300KB", Rate("100/s"), user => user.Http.GetStringAsync("/products?page=1")),
        new("large-objects", BottleneckKind.LargeObjects, "allocated per iteration < 500KB", Rate("100/s"), user => user.Http.GetStringAsync("/products?page=1")),
        new("rate-limit", BottleneckKind.RateLimit, "error rate < 1%", Rate("120/s"), user => user.Http.GetStringAsync("/products?page=1")),
        new("slow-statement", BottleneckKind.SlowStatement, "p50 < 50ms", Rate("10/s"), user => user.Http.GetStringAsync("/products/search?q=lamp")),
    ];

    private static LoadSettings Ramp => new() { Stages = "1→40 in 6s, 40 for 1s", ThinkTime = "50ms", WarmUp = "1s", AllowErrors = true };

    private static LoadSettings Rate(string rate, int users = 50) => new() { ArrivalRate = rate, MaxUsers = users, Duration = Length, WarmUp = "1s", AllowErrors = true };

    private static Task<string> OneProduct(VirtualUser user) => user.Http.GetStringAsync($"/products/{user.Random.Next(1, 10_000)}");
}
