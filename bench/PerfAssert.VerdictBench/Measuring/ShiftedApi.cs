using Microsoft.AspNetCore.Hosting;

namespace PerfAssert.VerdictBench;

/// <summary>The sample API on Kestrel in this process, with a change of known size.</summary>
internal sealed class ShiftedApi : PerfWebApplication<Program>
{
    private readonly string shift;

    public ShiftedApi(string shift)
    {
        this.shift = shift;

        // The content root beside the program, as the factory wants to be told it, so that a copy of the program runs anywhere.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEST_CONTENTROOT_SAMPLEAPI", AppContext.BaseDirectory);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Shift", shift);
    }
}
