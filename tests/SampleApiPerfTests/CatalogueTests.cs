namespace SampleApiPerfTests;

// docs:body-is-the-test
public class CatalogueTests(Shop shop) : IClassFixture<Shop>
{
    [LoadFact(Users = 20, Duration = "3s")]
    public async Task Catalogue_stays_fast(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(async user =>
        {
            using var page = await user.Http.GetAsync("/products?page=1");
            page.EnsureSuccessStatusCode();
        });

        result.Should().HaveP95Below(500.Milliseconds()).And.HaveErrorRateBelow(1.Percent());
    }
    // docs:end

    // docs:body-is-one-iteration
    [LoadFact(ArrivalRate = "50/s", Duration = "5s", WarmUp = "1s")]
    [Expect("p95 < 200ms", Warn = "< 100ms", Requirement = "9.3")]
    [Expect("error rate < 1%")]
    public async Task Search(VirtualUser user) => await user.Http.GetStringAsync("/products/search?q=lamp");
    // docs:end

    /// <summary>One command for the page and one for the number of all products, however many are on the page.</summary>
    [LoadFact(Users = 2, Duration = "500ms", WarmUp = "500ms")]
    [Expect("sql commands per iteration == 2")]
    public async Task Catalogue_does_not_query_row_by_row(VirtualUser user) => await user.Http.GetStringAsync("/products?page=1");

    // docs:theory
    [LoadTheory(Users = 5, Duration = "1s", WarmUp = "500ms")]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(100)]
    [Expect("p90 < 500ms")]
    public async Task A_page_of_any_size_is_fast(int size, VirtualUser user)
        => await user.Http.GetStringAsync($"/products?page={user.Random.Next(1, 50)}&size={size}");
    // docs:end

    // docs:end-when-hopeless
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms", EndWhenHopeless = true)]
    [Expect("p99 < 500ms")]
    [Expect("errors <= 10")]
    public async Task Categories(VirtualUser user) => await user.Http.GetStringAsync("/products?page=2");
    // docs:end
}
