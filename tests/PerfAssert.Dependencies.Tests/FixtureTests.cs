using FluentAssertions;
using Xunit;

namespace PerfAssert.Dependencies.Tests;

/// <summary>As a user writes it: the server is a fixture of the class.</summary>
public class FixtureTests(FixtureTests.Database database) : IClassFixture<FixtureTests.Database>
{
    [Fact]
    public async Task A_test_uses_the_server() => (await Sql.ScalarAsync(database.ConnectionString, "SELECT 1")).Should().Be(1);

    [LoadFact(Users = 2, Iterations = 20, WarmUp = "none")]
    public async Task A_load_test_names_it(LoadRun load)
    {
        var result = await load.Using(database).RunAsync(async _ => await Sql.ScalarAsync(database.ConnectionString, "SELECT 1"));
        result.Should().HaveErrorRateBelow(1.Percent());
        result.Environment.Dependencies.Should().ContainSingle().Which.Should().StartWith("PostgreSQL ");
    }

    public sealed class Database : PostgreSqlDependency;
}
