namespace SampleApiPerfTests;

/// <summary>Loads that end by a number of iterations: exactly as many as were asked for.</summary>
public class IterationTests(Shop shop) : IClassFixture<Shop>
{
    // docs:iterations
    [LoadFact(Users = 4, Iterations = 200)]
    public async Task Two_hundred_pages_are_read(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(user => user.Http.GetStringAsync($"/products/{user.Iteration + 1}"));

        result.Count.Should().Be(200);
        result.Should().HaveNoErrors();
    }

    [LoadFact(Users = 4, IterationsPerUser = 25, WarmUp = "500ms")]
    [Expect("iterations == 100")]
    public async Task Each_user_reads_twenty_five(VirtualUser user) => await user.Http.GetStringAsync("/products/7");
    // docs:end
}
