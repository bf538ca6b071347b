namespace PerfAssert.Tests.AspNetCore.DirectDispatch;

/// <summary>The small application of the tests, over sockets, without the error pages of development.</summary>
public sealed class SocketTestApi : PerfWebApplication<Program>
{
    public SocketTestApi() => EnvironmentName = "Production";
}
