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
