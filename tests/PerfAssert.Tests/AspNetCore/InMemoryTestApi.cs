namespace PerfAssert.Tests.AspNetCore;

/// <summary>The small application of the tests, over TestServer.</summary>
public sealed class InMemoryTestApi : PerfWebApplication<Program>
{
    public InMemoryTestApi() => Hosting = HostingMode.TestServer;
}
