using Xunit;

namespace PerfAssert.Dependencies.Tests.Scenarios;

public sealed class NativeServer : PostgreSqlDependency
{
    public NativeServer() => Server = ServerChoice.Native;
}

public sealed class NativeDatabaseScenarioTests(NativeServer server) : DatabaseScenarioTests(server), IClassFixture<NativeServer>;
