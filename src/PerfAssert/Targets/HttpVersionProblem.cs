namespace PerfAssert;

/// <summary>Why a server cannot be called with the wanted version of HTTP.</summary>
internal enum HttpVersionProblem
{
    /// <summary>It can.</summary>
    None,

    /// <summary>HTTP/2 is wanted, and the server speaks HTTP/1.1.</summary>
    NoHttp2,

    /// <summary>HTTP/1.1 is wanted, and the server speaks HTTP/2 only.</summary>
    OnlyHttp2,
}
