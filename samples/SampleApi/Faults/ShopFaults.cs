using System.Globalization;

namespace SampleApi.Faults;

/// <summary>
/// Known faults, switched on to see whether the load tests find them: the environment variable <c>SAMPLEAPI_FAULT</c>, or
/// the setting <c>Faults</c> of one host, which goes first. Names separated by commas: <c>slow-search:20%,lock</c>.
/// </summary>
internal sealed record ShopFaults
{
    private const string Known = "slow-search:20%, n-plus-one, sync-over-async, leak, lock, no-limit, early-limit";

    /// <summary>A share of the searches takes much longer.</summary>
    public SlowSearchFault? SlowSearch { get; private init; }

    /// <summary>The list of orders asks for the lines of each order with a query of its own.</summary>
    public bool NPlusOne { get; private init; }

    /// <summary>The list of products blocks a pool thread while something asynchronous goes on.</summary>
    public SyncOverAsyncFault? SyncOverAsync { get; private init; }

    /// <summary>Each request keeps some memory for ever.</summary>
    public LeakFault? Leak { get; private init; }

    /// <summary>Reading one product goes through a lock that all requests share.</summary>
    public LockFault? Lock { get; private init; }

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

    private ShopFaults With(string fault) => fault.Split(':') switch
    {
        ["slow-search", var share] when ShareOf(share) is { } value => this with { SlowSearch = new SlowSearchFault(value) },
        ["slow-search", var share] => throw new ArgumentException($"Fault \"{fault}\": \"{share}\" is not a share of 0% to 100%. Write slow-search:20%."),
        ["slow-search"] => throw new ArgumentException("Fault \"slow-search\" needs the share of slow searches. Write slow-search:20%."),
        ["n-plus-one"] => this with { NPlusOne = true },
        ["sync-over-async"] => this with { SyncOverAsync = new SyncOverAsyncFault() },
        ["leak"] => this with { Leak = new LeakFault() },
        ["lock"] => this with { Lock = new LockFault() },
        ["no-limit"] => this with { NoLimit = true },
        ["early-limit"] => this with { EarlyLimit = true },
        _ => throw new ArgumentException($"There is no fault \"{fault}\". SAMPLEAPI_FAULT and the setting Faults know: {Known}."),
    };

    private static double? ShareOf(string text)
        => text.EndsWith('%')
            && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and <= 100
            ? percent / 100
            : null;
}
