namespace SampleApiPerfTests;

/// <summary>
/// A limit of 10 requests per 10 s: that it is kept, and that a load test finds out when it is not. Each test has a host of
/// its own, whose permits nobody else has used.
/// </summary>
public sealed class RateLimitTests : IDisposable
{
    private readonly List<IDisposable> hosts = [];

    [LoadFact(Users = 5, Iterations = 60, WarmUp = "none")]
    public async Task Ten_requests_pass_and_the_rest_is_told_when_to_come_back(LoadRun load)
    {
        var shop = ShopWith("");

        // docs:enforce-rate-limit
        var result = await load.Against(shop)
            .BeforeUser(user =>
            {
                user.ExpectStatus(429);
                return Task.CompletedTask;
            })
            .RunAsync(user => user.Http.GetAsync("/limited"));

        result.Should().EnforceRateLimit(permits: 10, per: 10.Seconds());

        // docs:end
        result.StatusCodes[200].Should().BeInRange(10, 20);
        result.Should().HaveNoErrors();
    }

    [LoadFact(Users = 3, Iterations = 90, WarmUp = "none")]
    public async Task Each_client_has_a_limit_of_its_own(LoadRun load)
    {
        // docs:enforce-rate-limit-per-user
        var result = await load.Against(ShopWith(""))
            .BeforeUser(user =>
            {
                user.ExpectStatus(429);
                user.Http.DefaultRequestHeaders.Add("X-Client", $"client {user.Id}");
                return Task.CompletedTask;
            })
            .RunAsync(user => user.Http.GetAsync("/limited/each"));

        result.Should().HaveStep("GET /limited/each").Which.Should().EnforceRateLimit(permits: 10, per: 10.Seconds(), perUser: true);

        // docs:end
    }

    [LoadFact(Users = 5, Iterations = 60, WarmUp = "none")]
    public async Task A_limit_that_is_not_enforced_is_found(LoadRun load)
    {
        var result = await Send(load, "no-limit");

        var report = result.CheckRateLimit(new RateLimit(permits: 10, per: 10.Seconds()));
        report.Verdict.Should().Be(RateLimitVerdict.NotEnforced);
        report.Passed.Should().Be(60);
        result.Invoking(run => run.Should().EnforceRateLimit(permits: 10, per: 10.Seconds())).Should().Throw<Exception>().WithMessage(
            "Expected * to enforce a limit of 10 requests per 10 s, but it is not enforced: 60 requests passed within 10 s and none was answered with 429. "
            + "Likely cause: no UseRateLimiter*");
    }

    [LoadFact(Users = 5, Iterations = 60, WarmUp = "none")]
    public async Task A_limit_that_is_enforced_too_early_is_found(LoadRun load)
    {
        var result = await Send(load, "early-limit");

        result.Invoking(run => run.Should().EnforceRateLimit(permits: 10, per: 10.Seconds())).Should().Throw<Exception>().WithMessage(
            "Expected * to enforce a limit of 10 requests per 10 s, but it is enforced too early: * answers of 429 came although fewer than 10 had "
            + "passed in the 10 s before, once only 5. Likely cause: a lower limit or a longer window is configured*");
    }

    [LoadFact(Users = 2, Iterations = 6, WarmUp = "none")]
    public async Task A_load_that_is_too_small_asks_for_more(LoadRun load)
    {
        var result = await Send(load, "");

        result.Invoking(run => run.Should().EnforceRateLimit(permits: 10, per: 10.Seconds())).Should().Throw<Exception>()
            .WithMessage("*but the load did not reach it: at most 6 requests passed within 10 s, and none was answered with 429. Send more: *");
    }

    public void Dispose() => hosts.ForEach(host => host.Dispose());

    private static Task<LoadResult> Send(LoadRun load, FaultyShop shop) => load.Against(shop)
        .BeforeUser(user =>
        {
            user.ExpectStatus(429);
            return Task.CompletedTask;
        })
        .RunAsync(user => user.Http.GetAsync("/limited"));

    private Task<LoadResult> Send(LoadRun load, string faults) => Send(load, ShopWith(faults));

    private FaultyShop ShopWith(string faults)
    {
        var host = new FaultyShop(faults);
        hosts.Add(host);
        return host;
    }
}
