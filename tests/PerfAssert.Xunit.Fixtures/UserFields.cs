using Xunit;

namespace PerfAssert.Xunit.Fixtures;

public sealed class CountedFixture : IDisposable
{
    public CountedFixture() => Journal.Write<CountedFixture>("created");

    public void Dispose() => Journal.Write<CountedFixture>("disposed");
}

/// <summary>Its field is the state of one user.</summary>
public sealed class UserFields : IClassFixture<CountedFixture>, IAsyncLifetime, IDisposable
{
    private readonly HashSet<int> usersSeen = [];

    public UserFields(CountedFixture fixture)
    {
        Assert.NotNull(fixture);
        Journal.Write<UserFields>("created");
    }

    [LoadFact(
        Users = 3,
        IterationsPerUser = 2,
        WarmUp = "none",
        AllowDebugBuild = true,
        BeforeUser = nameof(Enter),
        AfterUser = nameof(Leave),
        BeforeRun = nameof(Open),
        AfterRun = nameof(Close))]
    public void Own_instance(VirtualUser user) => usersSeen.Add(user.Id);

    [LoadFact(Users = 3, IterationsPerUser = 2, WarmUp = "none", AllowDebugBuild = true, SharedInstance = true, AfterRun = nameof(Count))]
    public void Shared_instance(VirtualUser user)
    {
        lock (usersSeen)
            usersSeen.Add(user.Id);
    }

    [LoadFact(Users = 3, IterationsPerUser = 2, WarmUp = "none", AllowDebugBuild = true, BeforeUser = nameof(Enter), AfterUser = nameof(Leave))]
    public async Task Whole_test(LoadRun load) => await load.RunAsync(user =>
    {
        lock (usersSeen)
            usersSeen.Add(user.Id);
    });

    public Task InitializeAsync()
    {
        Journal.Write<UserFields>("initialised");
        return Task.CompletedTask;
    }

    Task IAsyncLifetime.DisposeAsync()
    {
        Journal.Write<UserFields>("disposed asynchronously");
        return Task.CompletedTask;
    }

    public void Dispose() => Journal.Write<UserFields>("disposed");

    private async Task Enter(VirtualUser user)
    {
        await Task.Yield();
        Journal.Write<UserFields>($"user {user.Id} enters");
    }

    private ValueTask Leave(VirtualUser user)
    {
        lock (usersSeen)
            Journal.Write<UserFields>($"user {user.Id} leaves an instance that saw {string.Join(' ', usersSeen.Order())}");
        return default;
    }

    private static void Open() => Journal.Write<UserFields>("run opens");

    private static Task Close(CancellationToken cancellationToken)
    {
        Journal.Write<UserFields>("run closes");
        return Task.CompletedTask;
    }

    private void Count() => Journal.Write<UserFields>($"saw {usersSeen.Count} users");
}
