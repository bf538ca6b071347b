using Xunit;

namespace PerfAssert.Xunit.Fixtures;

public class Skips
{
    [LoadFact(Users = 1, Iterations = 1, Skip = "by attribute")]
    public void Attribute() => Journal.Write<Skips>("ran");

    [LoadFact(Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true)]
    public async Task Body(LoadRun load)
    {
        await Task.Yield();
        throw new InvalidOperationException($"$XunitDynamicSkip$no server for {load.Plan.Name}");
    }

    [LoadFact(Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true)]
    public void Runs() => Journal.Write<Skips>("ran");
}

public class SkipInConstructor
{
    public SkipInConstructor() => throw new InvalidOperationException("$XunitDynamicSkip$no licence");

    [LoadFact(Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true)]
    public void Never() => Journal.Write<SkipInConstructor>("ran");
}

public sealed class UnavailableFixture : IAsyncLifetime
{
    public Task InitializeAsync() => throw new InvalidOperationException("$XunitDynamicSkip$docker is not available");

    public Task DisposeAsync() => Task.CompletedTask;
}

public class SkipInFixture : IClassFixture<UnavailableFixture>
{
    [LoadFact(Users = 1, Iterations = 1, WarmUp = "none", AllowDebugBuild = true)]
    public void Never() => Journal.Write<SkipInFixture>("ran");
}

public class SkippedFact
{
    [Fact]
    public void Plain() => throw new InvalidOperationException("$XunitDynamicSkip$no server");
}
