using Xunit;

namespace PerfAssert.Xunit.Fixtures;

public class Shapes
{
    [LoadFact(Users = 2, IterationsPerUser = 3, WarmUp = "none", AllowDebugBuild = true)]
    public async Task Iteration(VirtualUser user)
    {
        await Task.Yield();
        Journal.Write<Shapes>($"user {user.Id} iteration {user.Iteration}");
    }

    [LoadFact(Users = 2, Iterations = 10, WarmUp = "none", AllowDebugBuild = true)]
    public async Task Whole_test(LoadRun load)
    {
        var result = await load.RunAsync(user => { });
        Journal.Write<Shapes>($"{result.Count} iterations of {result.Name}");
    }

    [LoadFact(Users = 1, Iterations = 3, WarmUp = "none", AllowDebugBuild = true)]
    public async Task Whole_test_twice(LoadRun load, CancellationToken cancellationToken)
    {
        Assert.Equal(load.CancellationToken, cancellationToken);
        await load.Named("first").RunAsync(user => { });
        await load.Named("second").RunAsync(user => { });
    }

    [LoadFact(Users = 1, Iterations = 2, WarmUp = "none", AllowDebugBuild = true)]
    public void Synchronous() => Journal.Write<Shapes>("void");

    [LoadFact(Users = 1, Iterations = 2, WarmUp = "none", AllowDebugBuild = true)]
    public ValueTask Value_task(Random random, VirtualUser user, CancellationToken cancellationToken)
    {
        Journal.Write<Shapes>($"{random == user.Random} {cancellationToken == user.CancellationToken}");
        return default;
    }

    [LoadFact(Users = 1, Iterations = 2, WarmUp = "none", AllowDebugBuild = true)]
    public async Task<int> Task_with_a_result(VirtualUser user)
    {
        await Task.Yield();
        Journal.Write<Shapes>("task");
        return user.Id;
    }

    [LoadFact(Users = 1, Iterations = 2, WarmUp = "none", AllowDebugBuild = true)]
    public static Task Without_an_instance(VirtualUser user)
    {
        Journal.Write<Shapes>($"static {user.Id}");
        return Task.CompletedTask;
    }

    [LoadFact(DisplayName = "The shop's front page", Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true)]
    public void Named() => Journal.Write<Shapes>("named");
}
