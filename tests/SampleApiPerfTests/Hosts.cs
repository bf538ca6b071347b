using Microsoft.AspNetCore.Hosting;

namespace SampleApiPerfTests;

// docs:hosts
/// <summary>The shop inside the test process, behind real sockets on a loopback port.</summary>
public sealed class Shop : PerfWebApplication<Program>;

/// <summary>The same without sockets: requests go through memory.</summary>
public sealed class ShopInMemory : PerfWebApplication<Program>
{
    public ShopInMemory() => Hosting = HostingMode.TestServer;
}
// docs:end

// docs:shop-on-postgres
/// <summary>The shop on real servers, which are started for it and gone after it. Where there are none its tests are skipped.</summary>
public class ShopOnPostgres : PerfWebApplication<Program>
{
    public ShopOnPostgres()
    {
        Database = Uses(new PostgreSqlDependency());
        Cache = Uses(new RedisDependency());
    }

    public PostgreSqlDependency Database { get; }

    public RedisDependency Cache { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("ConnectionStrings:Shop", Database.ConnectionString);
        builder.UseSetting("ConnectionStrings:Redis", Cache.ConnectionString);
    }
}
// docs:end

/// <summary>The shop on real servers with a known fault.</summary>
public abstract class FaultyShopOnPostgres(string fault) : ShopOnPostgres
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Faults", fault);
    }
}

public sealed class ShopWithDeadlocks() : FaultyShopOnPostgres("deadlock");

public sealed class ShopWithSmallPool() : FaultyShopOnPostgres("pool-exhaustion");

/// <summary>The shop with known faults, to see that load tests find them.</summary>
public sealed class FaultyShop(string faults) : PerfWebApplication<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Faults", faults);
    }
}

/// <summary>The shop with log-ins that are good for two seconds, to see them renewed.</summary>
public sealed class ForgetfulShop : PerfWebApplication<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("TokenLifetime", "00:00:02");
    }
}

/// <summary>The shop with a change of known size, such as <c>cpu:1.2</c>, in one of its endpoints below <c>/work</c>.</summary>
public sealed class ShiftedShop(string shift) : PerfWebApplication<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Shift", shift);
    }
}

/// <summary>The shop with room for so many WebSockets and no more.</summary>
public sealed class ShopWithPlaces(int places) : PerfWebApplication<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Sockets:MaxConnections", places.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
