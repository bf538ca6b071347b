using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace PerfAssert.Tests.AspNetCore;

/// <summary>The small application of the tests, by direct dispatch; without loggers, as each request would otherwise make an activity.</summary>
public sealed class DirectTestApi : PerfWebApplication<Program>
{
    public DirectTestApi()
    {
        Hosting = HostingMode.Direct;
        EnvironmentName = "Production";
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.ConfigureLogging(logging => logging.ClearProviders());
}
