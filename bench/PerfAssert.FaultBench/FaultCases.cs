using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PerfAssert.FaultBench;

/// <summary>Every fault of the sample shop with a load of a few seconds that leaves the healthy shop most of the machine.</summary>
internal static class FaultCases
{
    private const string Length = "3s";

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("slow-search:20%", BottleneckKind.SlowPath, "p95 < 200ms", Rate("60/s"), user => user.Http.GetStringAsync("/products/search?q=lamp")),
        new("n-plus-one", BottleneckKind.RepeatedStatement, "sql commands per iteration <= 3", Rate("40/s"), user => user.Http.GetStringAsync($"/orders?customer={user.Random.Next(1, 21)}")),
        new("sync-over-async", BottleneckKind.ThreadPoolStarvation, "bottlenecks == 0", Rate("600/s", 60), user => user.Http.GetStringAsync("/products?page=1&size=1")),
        new("lock", BottleneckKind.LockContention, "p50 < 20ms", Rate("700/s", 60), OneProduct),
        new("serial", BottleneckKind.SerialSection, "p95 < 100ms", Ramp, OneProduct),
        new("cpu", BottleneckKind.Cpu, "cpu per iteration < 3ms", Rate("400/s", 60), OneProduct),
        new("gc-churn", BottleneckKind.GarbageCollection, "allocated per iteration < 300KB", Rate("250/s"), user => user.Http.GetStringAsync("/products?page=1")),
        new("large-objects", BottleneckKind.LargeObjects, "allocated per iteration < 500KB", Rate("100/s"), user => user.Http.GetStringAsync("/products?page=1")),
        new("rate-limit", BottleneckKind.RateLimit, "error rate < 1%", Rate("120/s"), user => user.Http.GetStringAsync("/products?page=1")),
        Leak("leak", OneProduct) with { HasHealthyRuns = true },
        Leak("accelerating-leak", OneProduct),
        Leak("native-leak", OneProduct),
        Leak("timer-leak", OneProduct),
        Leak("handle-leak", OneOrder) with { HasHealthyRuns = true },
        Leak("thread-leak", OneOrder),
        new("slow-statement", BottleneckKind.SlowStatement, "p50 < 50ms", Rate("3/s"), user => user.Http.GetStringAsync("/products/search?q=lamp")),
        new("pool-exhaustion", BottleneckKind.ConnectionPool, "p95 < 500ms", Rate("100/s"), OneOrder) { OnPostgreSql = true },
        new("deadlock", BottleneckKind.DatabaseLocks, "error rate < 1%", Rate("250/s", 40), PlaceOrder) { OnPostgreSql = true, BeforeUser = LogInAsync },
    ];

    private static LoadSettings Ramp => new() { Stages = "1→40 in 6s, 40 for 1s", ThinkTime = "50ms", WarmUp = "1s", AllowErrors = true };

    private static LoadSettings Rate(string rate, int users = 50) => new() { ArrivalRate = rate, MaxUsers = users, Duration = Length, WarmUp = "1s", AllowErrors = true };

    private static FaultCase Leak(string fault, Func<VirtualUser, Task> iteration)
        => new(fault, BottleneckKind.Leak, "leaks == 0", Rate("400/s") with { Duration = "2s" }, iteration) { HasHealthyRuns = false };

    private static Task<string> OneOrder(VirtualUser user) => user.Http.GetStringAsync($"/orders/{user.Random.Next(1, 1_000)}");

    /// <summary>Two of five products that everybody wants, in any order.</summary>
    private static async Task PlaceOrder(VirtualUser user)
    {
        var first = user.Random.Next(1, 6);
        var second = 1 + ((first + user.Random.Next(0, 4)) % 5);
        var order = new { lines = new[] { new { productId = first, quantity = 1 }, new { productId = second, quantity = 1 } } };
        using var answer = await user.Http.PostAsJsonAsync("/orders", order, user.CancellationToken).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task LogInAsync(VirtualUser user)
    {
        using var answer = await user.Http.PostAsJsonAsync("/login", new { email = $"customer{1 + (user.Id % 200)}@shop.example", password = "let-me-in" }).ConfigureAwait(false);
        var login = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>().ConfigureAwait(false);
        user.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login.GetProperty("token").GetString());
    }

    private static Task<string> OneProduct(VirtualUser user) => user.Http.GetStringAsync($"/products/{user.Random.Next(1, 10_000)}");
}
