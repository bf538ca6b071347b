namespace SampleApiPerfTests;

/// <summary>
/// Tests whose accepted level lies beside this file. On a machine that has no section in it they are judged by what does not depend on the
/// machine, SQL commands and the like, and never by time.
/// </summary>
public class OrderTests(Shop shop) : IClassFixture<Shop>
{
    // docs:match-baseline
    [LoadFact(Users = 4, ThinkTime = "10ms", Duration = "5s", WarmUp = "1s")]
    [MatchBaseline]
    public async Task Latest_orders(VirtualUser user) => await user.Http.GetStringAsync("/orders?customer=7");
    // docs:end

    // docs:should-match
    [LoadFact(Users = 4, ThinkTime = "10ms", Duration = "5s", WarmUp = "1s")]
    public async Task One_order(LoadRun load)
    {
        var result = await load.Against(shop).RunAsync(user => user.Http.GetStringAsync("/orders/5"));

        await result.ShouldMatchBaselineAsync();
    }
    // docs:end
}
