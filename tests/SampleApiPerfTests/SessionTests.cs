namespace SampleApiPerfTests;

/// <summary>Users who log in once and whose tokens are renewed while the load runs, outside the measured time.</summary>
public class SessionTests(ForgetfulShop shop) : IClassFixture<ForgetfulShop>
{
    // docs:tokens
    [LoadFact(Users = 5, Duration = "3s", WarmUp = "500ms", ThinkTime = "20ms")]
    [Expect("errors == 0")]
    public async Task Users_stay_logged_in(LoadRun load)
    {
        var result = await load.Against(shop)
            .WithToken(Customers.GetTokenAsync)
            .RunAsync(user => user.Http.GetStringAsync("/me"));

        result.Steps.Select(step => step.Name).Should().Equal("GET /me");
    }
    // docs:end

    // docs:shared-token
    [LoadFact(Users = 20, Duration = "3s", WarmUp = "500ms", ThinkTime = "20ms")]
    public async Task One_token_for_all(LoadRun load)
    {
        var logIns = 0;

        var result = await load.Against(shop)
            .WithToken(
                (user, cancellation) =>
                {
                    Interlocked.Increment(ref logIns);
                    return Customers.GetTokenAsync(user, cancellation);
                },
                new TokenOptions { SharedByAllUsers = true, RenewAfter401 = true })
            .RunAsync(user => user.Http.GetStringAsync("/me"));

        result.Should().HaveNoErrors();
        logIns.Should().BeGreaterThan(1);
    }
    // docs:end
}

/// <summary>The same where the body is one iteration.</summary>
public class SessionPerIterationTests(ForgetfulShop shop) : IClassFixture<ForgetfulShop>
{
    // docs:log-in
    [LoadFact(Users = 5, Duration = "3s", WarmUp = "500ms", ThinkTime = "20ms", BeforeUser = nameof(LogIn))]
    [Expect("errors == 0")]
    public async Task A_user_stays_logged_in(VirtualUser user) => await user.Http.GetStringAsync("/me");

    public Task LogIn(VirtualUser user) => user.LogInAsync(cancellation => Customers.GetTokenAsync(user, cancellation));
    // docs:end

    public ForgetfulShop Shop => shop;
}
