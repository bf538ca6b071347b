using System.Net;
using Xunit;

namespace PerfAssert.Tests.Execution;

/// <summary>Groups and transactions, in virtual time.</summary>
public class GroupTests
{
    private static readonly TimeSpan TenMs = TimeSpan.FromMilliseconds(10);
    private static readonly LoadPlan Ten = EngineRun.Plan(new ClosedWorkload { Users = 1, Iterations = 10 });
    private readonly VirtualTime time = new();

    [Fact]
    public void A_group_puts_its_name_before_those_inside()
    {
        var result = Run(async user =>
        {
            await user.StepAsync("before", () => user.PauseAsync(TenMs).AsTask());
            var answer = await user.GroupAsync("checkout", async () =>
            {
                user.Step("count", () => { });
                await user.GroupAsync("payment", () => user.TransactionAsync("pay", () => user.StepAsync("card", () => user.PauseAsync(TenMs).AsTask())));
                user.Group("sync", () => user.Step("step", () => { }));
                return await user.Http.GetAsync("/orders");
            });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            user.Step("after", () => { });
        });

        result.AssertNoFailures();
        Assert.Equal(
            ["before", "checkout / count", "checkout / payment / card", "checkout / payment / pay", "checkout / sync / step", "checkout / GET /orders", "after"],
            result.Steps.Select(step => step.Name));
        Assert.Equal(StepKind.Request, result.Steps["checkout / GET /orders"].Kind);
        Assert.All(result.Steps, step => Assert.Equal(10, step.Count));
    }

    [Fact]
    public void Groups_side_by_side_do_not_mix()
    {
        var result = Run(user => Task.WhenAll(Enumerable.Range(1, 3).Select(branch => user.GroupAsync($"branch {branch}", async () =>
        {
            await user.PauseAsync(TenMs * branch);
            await user.StepAsync("step", () => user.PauseAsync(TenMs).AsTask());
            using var answer = await user.Http.GetAsync($"/{branch}");
        }))));

        Assert.Equal(
            Enumerable.Range(1, 3).SelectMany(branch => new[] { $"branch {branch} / GET /{branch}", $"branch {branch} / step" }).Order(),
            result.Steps.Select(step => step.Name).Order());
    }

    [Fact]
    public void What_follows_a_request_whose_body_is_read_outside_of_its_group_keeps_its_name()
    {
        var result = Run(async user =>
        {
            using var answer = await user.GroupAsync("group", () => user.Http.GetAsync("/a", HttpCompletionOption.ResponseHeadersRead));
            await answer.Content.ReadAsByteArrayAsync();
        });

        Assert.Equal(["group / GET /a"], result.Steps.Select(step => step.Name));
    }

    [Fact]
    public void A_transaction_is_one_step_that_has_the_time_of_all_of_it_but_the_users_own_pauses()
    {
        var result = Run(async user =>
        {
            await user.TransactionAsync("without", Body);
            await user.TransactionAsync("with", Body, includePauses: true);
            user.Transaction("sync", () => time.Advance(TenMs));

            async Task Body()
            {
                time.Advance(TenMs);
                await user.PauseAsync(TimeSpan.FromSeconds(1));
                time.Advance(TenMs);
            }
        });

        Assert.Equal([20, 1020, 10], result.Steps.Select(step => Math.Round(step.ResponseTime.P50.TotalMilliseconds / 10) * 10));
        Assert.All(result.Steps, step => Assert.Equal((StepKind.Transaction, 10L), (step.Kind, step.Succeeded)));
    }

    [Fact]
    public void A_pause_beside_a_request_in_flight_is_time_of_the_transaction()
    {
        // The request takes 30 ms and begins at once; a pause of 100 ms runs beside it.
        var result = Run(
            user => user.TransactionAsync("both", () => Task.WhenAll(GetAsync(user), user.PauseAsync(TenMs * 10).AsTask(), user.PauseAsync(TenMs * 2).AsTask())));

        Assert.Equal(30, result.Steps["both"].ResponseTime.P50.TotalMilliseconds, 0.5);

        async Task GetAsync(VirtualUser user)
        {
            user.CurrentTransaction!.RequestStarts();
            await Task.Delay(TenMs * 3, time.Provider);
            user.CurrentTransaction!.RequestEnds();
        }
    }

    [Fact]
    public void A_transaction_fails_when_a_request_inside_failed_without_an_exception()
    {
        var result = Run(
            async user =>
            {
                using var fine = await user.TransactionAsync("fine", () => user.Http.GetAsync("/fine"));
                await user.TransactionAsync("outer", async () =>
                {
                    using var failed = await user.TransactionAsync("inner", () => user.Http.GetAsync("/broken"));
                    await user.TransactionAsync("later", () => Task.CompletedTask);
                });
            },
            request => request.RequestUri!.AbsolutePath == "/broken" ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);

        Assert.Equal((10L, 0L), (result.Failed, result.Succeeded));
        Assert.Equal([("fine", 0L), ("inner", 10L), ("later", 0L), ("outer", 10L)],
            result.Steps.Where(step => step.Kind == StepKind.Transaction).Select(step => (step.Name, step.Failed)).OrderBy(step => step.Name));
        Assert.Equal("status 500", result.Steps["outer"].Errors[0].Kind);
    }

    [Fact]
    public void A_transaction_fails_with_an_exception_and_with_a_failed_check_in_its_own_branch_only()
    {
        var result = Run(user => Task.WhenAll(
            user.TransactionAsync("check", async () =>
            {
                await user.PauseAsync(TenMs);
                user.Fail("no stock");
            }),
            user.TransactionAsync("beside", () => user.PauseAsync(TenMs * 3).AsTask()),
            user.TransactionAsync("throws", () => throw new TimeoutException("too slow"))));

        Assert.Equal([("beside", 0L, null), ("check", 10L, "failed check"), ("throws", 10L, "timeout")],
            result.Steps.Select(step => (step.Name, step.Failed, Kind: step.Errors.Count == 0 ? null : step.Errors[0].Kind)).OrderBy(step => step.Name));
    }

    [Fact]
    public void Results_are_handed_on_and_mistakes_are_thrown()
    {
        var result = Run(async user =>
        {
            Assert.Equal(1, await user.GroupAsync("g", () => Task.FromResult(1)));
            Assert.Equal(2, user.Group("g", () => 2));
            Assert.Equal(3, await user.TransactionAsync("t", () => Task.FromResult(3)));
            Assert.Equal(4, user.Transaction("t", () => 4));
            await Assert.ThrowsAsync<ArgumentException>(() => user.GroupAsync(" ", () => Task.CompletedTask));
            await Assert.ThrowsAsync<ArgumentException>(() => user.TransactionAsync("", () => Task.CompletedTask));
            Assert.Throws<ArgumentException>(() => user.Group("", () => { }));
            Assert.Throws<InvalidOperationException>(new Action(() => user.Group("g", new Action(() => throw new InvalidOperationException()))));
            user.Step("outside", () => { });
        });

        result.AssertNoFailures();
        Assert.Equal(["t", "outside"], result.Steps.Select(step => step.Name));
    }

    [Fact]
    public void A_name_in_a_group_is_the_same_object_each_time_so_that_the_recorder_finds_it_at_once()
    {
        var names = GroupNames.Outermost.Group("group of a test");

        Assert.Same(names.Of("step"), names.Of("step"));
        Assert.Same(names, GroupNames.Outermost.Group("group of a test"));
        for (var i = 0; i < 2 * Recorder.MaxSeries; i++)
            Assert.Equal($"group of a test / order {i}", names.Of($"order {i}"));
    }

    private LoadResult Run(Func<VirtualUser, Task> iteration, Func<HttpRequestMessage, HttpStatusCode>? answer = null)
        => EngineRun.Run(time, Ten with { AllowErrors = true }, new InstantTarget(answer ?? (_ => HttpStatusCode.OK)), new Scenario(user => new ValueTask(iteration(user))));
}
