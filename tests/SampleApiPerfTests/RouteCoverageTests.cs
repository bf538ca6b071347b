namespace SampleApiPerfTests;

// docs:route-coverage
/// <summary>Asked when all load tests have run.</summary>
[AfterLoadTests]
public class RouteCoverageTests
{
    [Fact]
    public void Every_route_of_a_customer_is_under_load()
        => RouteCoverage.Of<Program>()
            .Exclude("/health", "/work/*", "*/cancel")
            .Untouched.Should().BeEmpty();
}
// docs:end
