using System.Net;
using PerfAssert.Tests.Execution;
using Xunit;

namespace PerfAssert.Tests.Tokens;

/// <summary>Tokens that users get before the load and renew between iterations, in virtual time.</summary>
public class TokenTests
{
    private static readonly TimeSpan TenMs = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan HalfSecond = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);
    private readonly VirtualTime time = new();
    private readonly List<string?> headers = [];
    private readonly Dictionary<string, long> ends = [];
    private int logIns;
    private int expired;
    private int atOnce;
    private int mostAtOnce;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_user_has_its_own_and_renews_it_in_time_outside_of_what_is_measured(bool open)
    {
        // 10 s of a token that lives for 10 s and is renewed 2 to 4 s before: each user logs in again once.
        var plan = open ? EngineRun.Open(50, TenSeconds, maxUsers: 5) : EngineRun.Closed(5, TenSeconds);

        var result = Run(plan, new TokenOptions());

        result.AssertNoFailures();
        Assert.Equal((10, 0), (logIns, expired));
        Assert.Equal(["GET /me"], result.Steps.Select(step => step.Name));
        Assert.Equal(10, result.ResponseTime.Max.TotalMilliseconds, 0.1);
        Assert.All(headers, header => Assert.StartsWith("Bearer token ", header, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void All_users_share_one_for_which_one_of_them_logs_in_at_a_time(bool open)
    {
        var plan = open ? EngineRun.Open(50, TenSeconds, maxUsers: 50) : EngineRun.Closed(50, TenSeconds);

        var result = Run(plan, new TokenOptions { SharedByAllUsers = true });

        result.AssertNoFailures();
        Assert.Equal((2, 1, 0), (logIns, mostAtOnce, expired));
        Assert.Equal(10, result.ResponseTime.Max.TotalMilliseconds, 0.1);
    }

    [Fact]
    public void A_shared_token_that_everybody_needs_is_waited_for()
    {
        // Its margin is zero: it is renewed when it has ended, and until then nobody can go on.
        var result = Run(EngineRun.Closed(20, TenSeconds), new TokenOptions { SharedByAllUsers = true, Margin = TimeSpan.Zero }, lifetime: 3);

        result.AssertNoFailures();
        Assert.Equal((4, 1), (logIns, mostAtOnce));
        Assert.Equal(10, result.ResponseTime.Max.TotalMilliseconds, 0.1);
    }

    [Fact]
    public void A_token_without_end_is_never_renewed()
    {
        Run(EngineRun.Closed(3, TenSeconds), new TokenOptions(), lifetime: null);

        Assert.Equal(3, logIns);
    }

    [Fact]
    public void The_test_says_how_a_request_carries_it_and_requests_elsewhere_do_not()
    {
        var seen = new List<string>();
        var target = new InstantTarget(request =>
        {
            seen.Add($"{request.RequestUri!.Host} {(request.Headers.TryGetValues("X-Key", out var keys) ? keys.Single() : "none")}");
            return HttpStatusCode.OK;
        });
        var plan = EngineRun.Plan(new ClosedWorkload { Users = 1, Iterations = 1 });

        Run(plan, new TokenOptions { Apply = (request, token) => request.Headers.Add("X-Key", token) }, target, async user =>
        {
            Assert.Equal("token 1", user.Token);
            using var here = await user.Http.GetAsync("/me");
            using var elsewhere = await user.Http.GetAsync("http://other.test/");
        }).AssertNoFailures();

        Assert.Equal(["shop.test none", "shop.test token 1", "other.test none"], seen);
    }

    [Fact]
    public void A_request_with_an_authorization_of_its_own_keeps_it()
    {
        var plan = EngineRun.Plan(new ClosedWorkload { Users = 1, Iterations = 1 });

        Run(plan, new TokenOptions(), Target(), async user =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/me");
            request.Headers.Authorization = new("Basic", "abc");
            using var answer = await user.Http.SendAsync(request);
        });

        Assert.Equal("Basic abc", headers[^1]);
    }

    [Theory]
    [InlineData(true, 2, 251)]
    [InlineData(false, 1, 450)]
    public void After_a_refusal_a_user_logs_in_again_once_if_asked(bool renew, int expectedLogIns, int expectedFailures)
    {
        // From 5 s on the server takes no token that it gave before, and from 7 s on none at all. The load is from 1.5 s to 9.5 s.
        var target = Target(token => time.Now < 5 * EngineTime.Second || (token == "Bearer token 2" && time.Now < 7 * EngineTime.Second));

        var result = Run(EngineRun.Closed(1, TimeSpan.FromSeconds(8)), new TokenOptions { RenewAfter401 = renew }, target, GetMeAsync, lifetime: 3600);

        Assert.Equal(expectedLogIns, logIns);
        Assert.InRange(result.Failed, expectedFailures - 2, expectedFailures + 2);
        Assert.All(result.Errors, error => Assert.Equal("status 401", error.Kind));
    }

    [Fact]
    public void An_expected_refusal_is_none()
    {
        var target = Target(_ => false);

        Run(EngineRun.Closed(1, TenSeconds), new TokenOptions { RenewAfter401 = true }, target, user =>
        {
            user.ExpectStatus(401);
            return GetMeAsync(user);
        }, lifetime: 3600);

        Assert.Equal(1, logIns);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_log_in_that_fails_during_the_load_makes_iterations_fail_until_one_succeeds(bool shared)
    {
        var result = Run(
            EngineRun.Closed(1, TenSeconds),
            new TokenOptions { SharedByAllUsers = shared },
            Target(),
            GetMeAsync,
            logIn: () => logIns is 2 or 3 ? throw new TimeoutException("no answer within 30 s") : true);

        var error = Assert.Single(result.Errors, error => error.Kind == "token");
        Assert.Equal((2L, "The log-in for a token failed: no answer within 30 s"), (error.Count, error.Samples[0]));
        Assert.Equal(4, logIns);
    }

    [Fact]
    public void A_failed_log_in_before_the_load_ends_the_test()
    {
        var error = Assert.Throws<LoadSetUpException>(() => Run(EngineRun.Closed(3, TenSeconds), new TokenOptions(), Target(), GetMeAsync, logIn: () => throw new TimeoutException("no answer")));

        Assert.Equal("The set-up of user 1 failed: The log-in for a token failed: no answer", error.Message);
    }

    [Theory]
    [InlineData("", 10.0, "it returned no token")]
    [InlineData("x", 0.0, "it returned a token that had expired 0 ms ago")]
    [InlineData("x", -2.0, "it returned a token that had expired 2 s ago")]
    public void A_token_that_is_none_ends_the_test(string value, double lifetime, string problem)
    {
        var keeper = new TokenKeeper((_, _) => Task.FromResult(new AccessToken(value, TimeSpan.FromSeconds(lifetime))), new TokenOptions());

        var error = Assert.Throws<LoadSetUpException>(() => EngineRun.Run(time, EngineRun.Closed(1, TenSeconds), Target(), new Scenario(_ => default) { BeforeUser = keeper.LogInAsync }));

        Assert.Equal($"The set-up of user 1 failed: The log-in for a token failed: {problem}", error.Message);
    }

    [Fact]
    public void A_user_can_log_itself_in_before_its_first_iteration_only()
    {
        var plan = EngineRun.Plan(new ClosedWorkload { Users = 2, IterationsPerUser = 2 });
        var late = 0;

        var result = EngineRun.Run(time, plan, Target(), new Scenario(async user =>
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => user.LogInAsync(_ => throw new NotSupportedException()));
            late++;
            using var answer = await user.Http.GetAsync("/me");
        })
        {
            BeforeUser = async user =>
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => user.LogInAsync(_ => throw new NotSupportedException(), new TokenOptions { SharedByAllUsers = true }));
                await user.LogInAsync(_ => Task.FromResult(new AccessToken($"of {user.Id}")));
            },
        });

        result.AssertNoFailures();
        Assert.Equal(4, late);
        Assert.Equal(["Bearer of 1", "Bearer of 2"], headers.Distinct().Order());
    }

    [Fact]
    public void A_negative_margin_is_a_mistake()
    {
        var error = Assert.Throws<LoadConfigurationException>(() => new LoadRun(EngineRun.Closed(1, TenSeconds)).WithToken((_, _) => throw new NotSupportedException(), new TokenOptions { Margin = -TenMs }));

        Assert.Equal("The load test cannot start: new TokenOptions { Margin = -10 ms } is negative. Write how long before its end a token is to be renewed, such as 30 s.", error.Message);
    }

    [Fact]
    public void The_end_of_a_token_may_be_a_time_of_day()
    {
        var token = new AccessToken("x", DateTimeOffset.UtcNow.AddHours(1));

        Assert.InRange(token.Lifetime!.Value.TotalMinutes, 50, 60);
    }

    private static async Task GetMeAsync(VirtualUser user)
    {
        using var answer = await user.Http.GetAsync("/me");
        await user.PauseAsync(TenMs);
    }

    private LoadResult Run(LoadPlan plan, TokenOptions options, double? lifetime = 10)
        => Run(plan, options, Target(), GetMeAsync, lifetime);

    private LoadResult Run(LoadPlan plan, TokenOptions options, InstantTarget target, Func<VirtualUser, Task> iteration, double? lifetime = 10, Func<bool>? logIn = null)
    {
        var keeper = new TokenKeeper(LogInAsync, options);
        return EngineRun.Run(time, plan with { AllowErrors = true }, target, new Scenario(user => new ValueTask(iteration(user))) { BeforeUser = keeper.LogInAsync });

        async Task<AccessToken> LogInAsync(VirtualUser user, CancellationToken cancellation)
        {
            var number = ++logIns;
            mostAtOnce = Math.Max(mostAtOnce, ++atOnce);
            try
            {
                using var answer = await user.Http.GetAsync("/login", cancellation);
                await user.PauseAsync(HalfSecond);
                logIn?.Invoke();
            }
            finally
            {
                atOnce--;
            }

            ends[$"Bearer token {number}"] = lifetime is { } seconds ? time.Now + (long)(seconds * EngineTime.Second) : long.MaxValue;
            return new AccessToken($"token {number}", lifetime is { } length ? TimeSpan.FromSeconds(length) : null);
        }
    }

    private InstantTarget Target(Func<string, bool>? accepts = null) => new(request =>
    {
        var header = request.Headers.Authorization?.ToString();
        if (request.RequestUri!.AbsolutePath == "/login")
        {
            Assert.Null(header);
            return HttpStatusCode.OK;
        }

        headers.Add(header);
        expired += header is not null && ends.TryGetValue(header, out var end) && time.Now > end ? 1 : 0;
        return accepts?.Invoke(header!) == false ? HttpStatusCode.Unauthorized : HttpStatusCode.OK;
    });
}
