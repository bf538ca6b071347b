namespace SampleApiPerfTests;

public class ResourceTests(Shop shop) : IClassFixture<Shop>
{
    // docs:resources
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms", MonitorInterval = "200ms")]
    [Expect("memory growth < 200MB")]
    [Expect("gc pause share < 50%")]
    [Expect("threads growth < 50")]
    public async Task A_page_needs_little(VirtualUser user) => await user.Http.GetStringAsync("/products?page=1");

    // docs:end

    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    public async Task What_a_run_needed_is_asserted_afterwards(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(user => user.Http.GetStringAsync("/products?page=1"));

        // docs:resource-assertions
        result.Should().HaveCpuBelow(100.Percent())
            .And.HaveMemoryGrowthBelow(200.Megabytes())
            .And.HaveResourcePeakBelow(Resources.PoolQueue, 1000)
            .And.Satisfy("exceptions per iteration < 1");
        // docs:end
    }
}
