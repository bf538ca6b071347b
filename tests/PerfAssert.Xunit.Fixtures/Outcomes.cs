using Xunit;
using Xunit.Abstractions;

namespace PerfAssert.Xunit.Fixtures;

public class Outcomes(ITestOutputHelper output)
{
    [LoadFact(Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true)]
    public Task Applies_no_load(LoadRun load)
    {
        output.WriteLine($"has {load.Plan.Name}");
        return Task.CompletedTask;
    }

    [LoadFact(Users = 1, Iterations = 5, WarmUp = "none", AllowDebugBuild = true)]
    public async Task Own_assertion(LoadRun load)
    {
        var result = await load.RunAsync(user => { });
        Assert.True(result.Count == 6, "six were wanted");
    }

    [LoadFact(Users = 1, Iterations = 50, WarmUp = "none", AllowDebugBuild = true)]
    [Expect("iterations >= 51", Requirement = "9.3")]
    public void Expectation_fails()
    {
    }

    [LoadFact(Users = 1, Iterations = 4, WarmUp = "none", AllowDebugBuild = true)]
    public void Errors_nobody_speaks_of(VirtualUser user)
    {
        if (user.Iteration % 2 == 1)
            throw new InvalidOperationException("odd");
    }

    [LoadFact(Users = 1, Iterations = 4, WarmUp = "none", AllowDebugBuild = true, AllowErrors = true)]
    public void Errors_allowed(VirtualUser user)
    {
        if (user.Iteration % 2 == 1)
            throw new InvalidOperationException("odd");
    }

    [LoadFact(Users = 1, Iterations = 7, WarmUp = "none", AllowDebugBuild = true, Assert = nameof(Seven))]
    public void Checked(VirtualUser user) => output.WriteLine($"iteration {user.Iteration}");

    [LoadFact(Users = 1, Iterations = 8, WarmUp = "none", AllowDebugBuild = true, Assert = nameof(Seven))]
    public void Checked_and_found_wanting()
    {
    }

    private async Task Seven(LoadResult result)
    {
        await Task.Yield();
        Assert.Equal(7, result.Count);
        output.WriteLine("seven it is");
    }
}

[Expect("iterations == 2")]
public class ClassExpectation
{
    [LoadFact(Users = 1, Iterations = 2, WarmUp = "none", AllowDebugBuild = true)]
    public void Holds()
    {
    }

    [LoadFact(Users = 1, Iterations = 3, WarmUp = "none", AllowDebugBuild = true)]
    [Expect("errors == 0")]
    public void Fails()
    {
    }
}
