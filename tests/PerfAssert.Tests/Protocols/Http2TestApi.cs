namespace PerfAssert.Tests.Protocols;

/// <summary>The small application of the tests, over HTTP/2.</summary>
public sealed class Http2TestApi : PerfWebApplication<Program>
{
    public Http2TestApi() => HttpVersion = new Version(2, 0);
}
