namespace PerfAssert;

/// <summary>How the requests of a load reach an application in this process.</summary>
public enum HostingMode
{
    /// <summary>Over real sockets, from the Kestrel server on a free loopback port: everything that a client sees is measured.</summary>
    Kestrel,

    /// <summary>In memory, without a network and a server: the application's own code is measured, several times cheaper.</summary>
    TestServer,

    /// <summary>
    /// Without a server: a request is a method call into the application, on the user's own thread until the application
    /// waits for something. For budgets on the path of the code itself, with <c>user.DispatchAsync</c>; <c>user.Http</c> works
    /// too. No WebSockets, no HTTP/2.
    /// </summary>
    Direct,
}
