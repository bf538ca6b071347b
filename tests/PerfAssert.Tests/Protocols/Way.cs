namespace PerfAssert.Tests.Protocols;

/// <summary>The ways to the small application of the tests.</summary>
public enum Way
{
    Http1,
    Http2,
    Memory,
    MemoryHttp2,
    UrlHttp1,
    UrlHttp2,
}
