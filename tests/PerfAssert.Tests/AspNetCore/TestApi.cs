namespace PerfAssert.Tests.AspNetCore;

/// <summary>The small application of the tests, over loopback sockets.</summary>
public sealed class TestApi : PerfWebApplication<Program>;
