using Microsoft.AspNetCore.Hosting;

namespace PerfAssert.FaultBench;

/// <summary>The sample shop with a fault switched on, or with none.</summary>
internal sealed class FaultyShop(string fault, string? database) : PerfWebApplication<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseSetting("Faults", fault);
        if (database is not null)
            builder.UseSetting("ConnectionStrings:Shop", database);
    }
}
