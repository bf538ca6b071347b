using FluentAssertions.Execution;

namespace SampleApiPerfTests;

/// <summary>What can be asserted of a result in the words of FluentAssertions.</summary>
public class FluentTests(Shop shop) : IClassFixture<Shop>
{
    [LoadFact(Users = 10, Duration = "1500ms", WarmUp = "500ms")]
    public async Task A_result_speaks_of_times_rates_errors_steps_and_cost(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(user => user.Http.GetStringAsync("/products/7"));

        // docs:fluent
        result.Should().HaveP95Below(500.Milliseconds(), because: "visitors leave after a second")
            .And.HaveErrorRateBelow(1.Percent())
            .And.HaveThroughputAbove(20);

        result.Should().HaveStep("GET /products/{id}").Which.Should().HaveP90Below(500.Milliseconds());

        // The grammar of [Expect] works here too, and a scope reports all failures together.
        using (new AssertionScope())
        {
            result.Should().Satisfy("p90 of 'GET /products/{id}' < 500ms");
            result.Should().Satisfy("response size < 10KB");
        }

        // docs:end
    }
}
