namespace PerfAssert;

/// <summary>How the requests of a load reach an application in this process.</summary>
public enum HostingMode
{
    /// <summary>Over real sockets, from the Kestrel server on a free loopback port: everything that a client sees is measured.</summary>
    Kestrel,

    /// <summary>In memory, without a network and a server: the application's own code is measured, several times cheaper.</summary>
    TestServer,
}
