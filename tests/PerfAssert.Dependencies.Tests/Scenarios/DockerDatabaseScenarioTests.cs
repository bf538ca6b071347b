using Xunit;

namespace PerfAssert.Dependencies.Tests.Scenarios;

public sealed class DockerServer : PostgreSqlDependency
{
    public DockerServer() => Server = ServerChoice.Docker(Installed.PostgreSqlImage);
}

public sealed class DockerDatabaseScenarioTests(DockerServer server) : DatabaseScenarioTests(server), IClassFixture<DockerServer>;
