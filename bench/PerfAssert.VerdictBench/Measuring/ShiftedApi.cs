using Microsoft.AspNetCore.Hosting;

namespace PerfAssert.VerdictBench;

/// <summary>The sample API on Kestrel in this process, with a change of known size.</summary>
internal sealed class ShiftedApi(string shift) : PerfWebApplication<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        // Beside the program, so that a copy of it runs anywhere.
        builder.UseContentRoot(AppContext.BaseDirectory);
        builder.UseSetting("Shift", shift);
    }
}
