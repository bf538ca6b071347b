using FluentAssertions.Specialized;
using Xunit.Sdk;

namespace SampleApiPerfTests;

/// <summary>
/// Load tests have to fail when something is wrong: each test here switches on a known fault of the shop and asserts that an
/// expectation finds it, and what the message says. Limits follow from the faults themselves, or compare two figures of one
/// machine and one minute, so that they hold on any machine.
/// </summary>
public sealed class FaultTests : IDisposable
{
    private readonly List<IDisposable> hosts = [];

    [LoadFact(Users = 5, Duration = "1500ms", WarmUp = "500ms")]
    public async Task A_fifth_of_slow_searches_shows_in_P95_and_hides_in_the_median(LoadRun load)
    {
        // 250 ms more for 20 % of the searches: 80 % are as fast as ever.
        var result = await load.Against(ShopWith("slow-search:20%"))
            .RunAsync(user => user.Http.GetStringAsync("/products/search?q=lamp"));

        result.Should().HaveP50Below(200.Milliseconds());
        Failing(() => result.Should().HaveP95Below(200.Milliseconds()))
            .WithMessage("Expected P95 of * to be below 200 ms, but it was *");
    }

    [LoadFact(Users = 2, Duration = "1500ms", WarmUp = "500ms")]
    public async Task One_query_per_order_shows_in_the_time_of_that_step(LoadRun load)
    {
        var healthy = await load.Named("orders").Against(ShopWith("")).RunAsync(BrowseAndListOrders);
        var faulty = await load.Named("orders, n-plus-one").Against(ShopWith("n-plus-one")).RunAsync(BrowseAndListOrders);

        // Against another step of the same run, so that the machine's speed cancels out.
        RelativeCostOfOrders(faulty).Should().BeGreaterThan(1.5 * RelativeCostOfOrders(healthy));

        static double RelativeCostOfOrders(LoadResult result)
            => result.Steps["orders"].ResponseTime.P50 / result.Steps["page"].ResponseTime.P50;
    }

    [LoadFact(Users = 10, Duration = "1500ms", WarmUp = "500ms")]
    public async Task A_lock_that_all_requests_share_limits_their_throughput(LoadRun load)
    {
        var healthy = await load.Named("products").Against(ShopWith("")).RunAsync(ReadOneProduct);
        var faulty = await load.Named("products, lock").Against(ShopWith("lock")).RunAsync(ReadOneProduct);

        // The lock is held for 2 ms, so 500 a second is the most there can be, and ten users wait 20 ms on average. The median
        // may stay low: a lock is not fair, and who holds it is often the next to get it.
        Failing(() => faulty.Should().HaveThroughputAbove(500)).WithMessage("Expected throughput of * to be above 500/s, but it was *");
        Failing(() => faulty.Should().HaveMeanBelow(15.Milliseconds())).WithMessage("Expected mean response time of * to be below 15 ms, but it was *");
        healthy.Throughput.Should().BeGreaterThan(1.5 * faulty.Throughput);
    }

    [LoadFact(Users = 4, Duration = "1500ms", WarmUp = "500ms")]
    public async Task Blocking_on_asynchronous_work_shows_in_the_fastest_answers_too(LoadRun load)
    {
        var result = await load.Against(ShopWith("sync-over-async")).RunAsync(user => user.Http.GetStringAsync("/products?page=1"));

        Failing(() => result.Should().HaveMinBelow(15.Milliseconds())).WithMessage("*min*15 ms*");
    }

    /// <summary>An ordinary test may run a load of its own, and judge what is declared without failing for it.</summary>
    [Fact]
    public async Task A_declared_limit_fails_the_run_with_what_was_expected_and_measured()
    {
        var settings = new LoadSettings
        {
            Name = "searches",
            Users = 5,
            Duration = "1500ms",
            WarmUp = "500ms",
            Expectations = [new("p95 < 200ms", Requirement: "9.3"), new("error rate < 1%")],
        };

        var result = await new LoadRun(settings).Against(ShopWith("slow-search:20%"))
            .RunAsync(user => user.Http.GetStringAsync("/products/search?q=lamp"));

        result.Verdict.Should().Be(Verdict.Failed);
        result.Evaluations.Select(evaluation => evaluation.Verdict).Should().Equal(Verdict.Failed, Verdict.Passed);
        result.Evaluations[0].Message.Should().StartWith("Expected P95 of searches to be below 200 ms, but it was ");
    }

    [Fact]
    public void A_fault_that_does_not_exist_stops_the_start_with_a_list_of_those_that_do()
    {
        var start = () => ShopWith("slow-serch:20%").Services;

        start.Should().Throw<ArgumentException>().WithMessage("There is no fault \"slow-serch:20%\". *know: slow-search:20%, n-plus-one, *");
    }

    public void Dispose() => hosts.ForEach(host => host.Dispose());

    private FaultyShop ShopWith(string faults)
    {
        var host = new FaultyShop(faults);
        hosts.Add(host);
        return host;
    }

    private static Task ReadOneProduct(VirtualUser user) => user.Http.GetStringAsync($"/products/{user.Random.Next(1, 10_000)}");

    private static async Task BrowseAndListOrders(VirtualUser user)
    {
        await user.StepAsync("page", () => user.Http.GetStringAsync("/products?page=1"));

        // The first twenty customers have fifty orders each.
        await user.StepAsync("orders", () => user.Http.GetStringAsync($"/orders?customer={user.Random.Next(1, 21)}"));
    }

    private static ExceptionAssertions<XunitException> Failing(Action assertion) => assertion.Should().Throw<XunitException>();
}
