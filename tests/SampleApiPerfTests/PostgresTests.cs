namespace SampleApiPerfTests;

/// <summary>The same API on PostgreSQL and Redis, where they are there.</summary>
public sealed class PostgresTests(ShopOnPostgres shop) : IClassFixture<ShopOnPostgres>
{
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    [Expect("p90 < 500ms")]
    [Expect("sql commands per iteration == 2")]
    public async Task A_page_is_two_commands_here_too(VirtualUser user) => await user.Http.GetStringAsync("/products?page=1");

    /// <summary>The cache keeps a product for a minute.</summary>
    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    [Expect("sql commands per iteration == 0")]
    public async Task A_product_that_was_read_comes_from_Redis(VirtualUser user) => await user.Http.GetStringAsync("/products/7");

    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    public async Task Baskets_are_in_Redis(LoadRun load)
    {
        var result = await load.Against(shop).BeforeUser(Customers.LogInAsync).RunAsync(Baskets.FillAsync);

        result.Should().HaveNoErrors();
    }

    [LoadFact(Users = 5, Duration = "1s", WarmUp = "500ms")]
    public async Task Crossing_orders_are_no_trouble(LoadRun load)
    {
        var result = await load.Against(shop).BeforeUser(Customers.LogInAsync).RunAsync(Orders.PlaceCrossingAsync);

        result.Should().HaveNoErrors();
    }
}

/// <summary>Faults that only a real server shows.</summary>
public sealed class PostgresFaultTests(ShopWithDeadlocks deadlocks, ShopWithSmallPool smallPool) : IClassFixture<ShopWithDeadlocks>, IClassFixture<ShopWithSmallPool>
{
    /// <summary>Each lasts until the server looks for deadlocks, after a second: there are a few at least.</summary>
    [LoadFact(Users = 10, Duration = "3s", WarmUp = "none", AllowErrors = true)]
    public async Task Crossing_orders_end_in_deadlocks(LoadRun load)
    {
        var result = await load.Against(deadlocks).BeforeUser(Customers.LogInAsync).RunAsync(Orders.PlaceCrossingAsync);

        result.Errors.Should().Contain(error => error.Kind == "status 500");
    }

    /// <summary>Five connections that are held for 100 ms each let 50 requests a second pass, however many users there are.</summary>
    [LoadFact(Users = 20, Duration = "2s", WarmUp = "500ms", AllowErrors = true)]
    public async Task A_small_pool_that_is_held_limits_the_throughput(LoadRun load)
    {
        var result = await load.Against(smallPool).RunAsync(user => user.Http.GetStringAsync("/orders/5"));

        result.Throughput.Should().BeLessThan(60);
        result.ResponseTime.P50.Should().BeGreaterThan(TimeSpan.FromMilliseconds(200));
    }
}
