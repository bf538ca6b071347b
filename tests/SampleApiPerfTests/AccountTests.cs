using System.Net;

namespace SampleApiPerfTests;

/// <summary>Users who log in once, outside the measured time, and refusals that are expected.</summary>
public class AccountTests(Shop shop) : IClassFixture<Shop>
{
    // docs:before-user
    [LoadFact(Users = 20, Duration = "2s", WarmUp = "1s", BeforeUser = nameof(LogIn))]
    [Expect("p95 < 500ms")]
    [Expect("status 200 > 0")]
    public async Task Each_user_sees_its_own_account(VirtualUser user) => await user.Http.GetStringAsync("/me");

    public Task LogIn(VirtualUser user) => Customers.LogInAsync(user);
    // docs:end

    [LoadFact(Users = 5, Duration = "1500ms", WarmUp = "500ms")]
    public async Task A_refusal_that_is_expected_is_no_error(LoadRun load)
    {
        var result = await load.Against(shop)
            .BeforeUser(user =>
            {
                user.ExpectStatus(401);
                return Task.CompletedTask;
            })
            .RunAsync(async user =>
            {
                using var answer = await user.Http.GetAsync("/me");
                answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            });

        result.Should().HaveNoErrors().And.HaveStatusCodeCountAtLeast(401, 1);
        result.StatusCodes.Keys.Should().Equal(401);
    }
}
