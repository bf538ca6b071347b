using PerfAssert.Tests.PublicApi;
using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Dependencies.Tests.PublicApi;

public class PublicApiTests
{
    [Fact]
    public void The_public_API_is_as_reviewed() => Snapshot.Compare(
        Path.Combine(RepositoryFolder.Root, "tests", "PerfAssert.Dependencies.Tests", "PublicApi"),
        "PerfAssert.Dependencies", "txt", PublicApiPrinter.Print(typeof(PostgreSqlDependency).Assembly));
}
