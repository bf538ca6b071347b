using System.Globalization;

namespace SampleApi.Faults;

/// <summary>
/// Known faults, switched on to see whether the load tests find them: the environment variable <c>SAMPLEAPI_FAULT</c>, or
/// the setting <c>Faults</c> of one host, which goes first. Names separated by commas: <c>slow-search:20%,lock</c>.
/// <list type="table">
/// <listheader><term>Fault</term><description>Where it shows</description></listheader>
/// <item><term>slow-search:20%</term><description>GET /products/search: a share of them takes 250 ms more</description></item>
/// <item><term>n-plus-one</term><description>GET /orders?customer=…: one query for the lines of each order</description></item>
/// <item><term>sync-over-async</term><description>GET /products: a pool thread is blocked for 20 ms</description></item>
/// <item><term>leak</term><description>everywhere: 1 KB of each request is kept</description></item>
/// <item><term>accelerating-leak</term><description>GET /products/{id}: one byte more is kept of each than of the one before</description></item>
/// <item><term>native-leak</term><description>GET /products/{id}: 4 KB of native memory each</description></item>
/// <item><term>timer-leak</term><description>GET /products/{id}: a timer each</description></item>
/// <item><term>handle-leak</term><description>GET /orders/{id}: an open file each</description></item>
/// <item><term>thread-leak</term><description>GET /orders/{id}: a thread each</description></item>
/// <item><term>lock</term><description>GET /products/{id}: a lock around 2 ms, which blocks threads</description></item>
/// <item><term>serial</term><description>GET /products/{id}: one at a time, 5 ms each, blocking no thread</description></item>
/// <item><term>cpu</term><description>GET /products/{id}: some 5 ms of a core each</description></item>
/// <item><term>gc-churn</term><description>GET /products: 20,000 small objects each, which live for the next 40 requests</description></item>
/// <item><term>large-objects</term><description>GET /products: a buffer of 1 MB each</description></item>
/// <item><term>rate-limit</term><description>GET /products: 429 after 50 a second</description></item>
/// <item><term>slow-statement</term><description>GET /products/search: a subquery for each match, whose index is missing</description></item>
/// <item><term>pool-exhaustion</term><description>GET /orders/{id}: a connection of five is held while something slow answers (PostgreSQL)</description></item>
/// <item><term>deadlock</term><description>POST /orders: the products are counted as sold in the order of the lines (PostgreSQL)</description></item>
/// <item><term>no-limit, early-limit</term><description>GET /limited: no 429 at all, or at half the limit</description></item>
/// </list>
/// </summary>
internal sealed record ShopFaults : IDisposable
{
    private const string Known = "slow-search:20%, n-plus-one, sync-over-async, leak, lock, no-limit, early-limit, accelerating-leak, "
        + "native-leak, timer-leak, handle-leak, thread-leak, serial, cpu, gc-churn, large-objects, rate-limit, slow-statement, pool-exhaustion, deadlock";

    /// <summary>Those that are around an endpoint, not in it.</summary>
    public IReadOnlyList<IRequestFault> OfRequests { get; private init; } = [];

    /// <summary>The list of orders asks for the lines of each order with a query of its own.</summary>
    public bool NPlusOne { get; private init; }

    /// <summary>Search shows what sells best first, and the index for that is missing.</summary>
    public bool SlowStatement { get; private init; }

    /// <summary>Placing an order updates its products in the order of the lines.</summary>
    public bool Deadlock { get; private init; }

    /// <summary>The list of products is limited to less than it is asked for.</summary>
    public bool RateLimit { get; private init; }

    /// <summary>The limited endpoints have no limit.</summary>
    public bool NoLimit { get; private init; }

    /// <summary>The limited endpoints refuse requests at half their limit.</summary>
    public bool EarlyLimit { get; private init; }

    public static ShopFaults From(IConfiguration configuration)
        => Parse(configuration["Faults"] ?? configuration["SAMPLEAPI_FAULT"] ?? "");

    /// <exception cref="ArgumentException">A name is not known, or its share is not one.</exception>
    public static ShopFaults Parse(string text)
        => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Aggregate(new ShopFaults(), (faults, name) => faults.With(name));

    public void Dispose()
    {
        foreach (var fault in OfRequests.OfType<IDisposable>())
            fault.Dispose();
    }

    private ShopFaults With(string fault) => fault.Split(':') switch
    {
        ["slow-search", var share] when ShareOf(share) is { } value => With(new SlowSearchFault(value)),
        ["slow-search", var share] => throw new ArgumentException($"Fault \"{fault}\": \"{share}\" is not a share of 0% to 100%. Write slow-search:20%."),
        ["slow-search"] => throw new ArgumentException("Fault \"slow-search\" needs the share of slow searches. Write slow-search:20%."),
        ["n-plus-one"] => this with { NPlusOne = true },
        ["slow-statement"] => this with { SlowStatement = true },
        ["deadlock"] => this with { Deadlock = true },
        ["rate-limit"] => this with { RateLimit = true },
        ["no-limit"] => this with { NoLimit = true },
        ["early-limit"] => this with { EarlyLimit = true },
        ["sync-over-async"] => With(new SyncOverAsyncFault()),
        ["leak"] => With(new LeakFault()),
        ["accelerating-leak"] => With(new AcceleratingLeakFault()),
        ["native-leak"] => With(new NativeLeakFault()),
        ["timer-leak"] => With(new TimerLeakFault()),
        ["handle-leak"] => With(new HandleLeakFault()),
        ["thread-leak"] => With(new ThreadLeakFault()),
        ["lock"] => With(new LockFault()),
        ["serial"] => With(new SerialFault()),
        ["cpu"] => With(new CpuFault()),
        ["gc-churn"] => With(new GcChurnFault()),
        ["large-objects"] => With(new LargeObjectsFault()),
        ["pool-exhaustion"] => With(new PoolExhaustionFault()),
        _ => throw new ArgumentException($"There is no fault \"{fault}\". SAMPLEAPI_FAULT and the setting Faults know: {Known}."),
    };

    private ShopFaults With(IRequestFault fault) => this with { OfRequests = [.. OfRequests, fault] };

    private static double? ShareOf(string text)
        => text.EndsWith('%')
            && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and <= 100
            ? percent / 100
            : null;
}
