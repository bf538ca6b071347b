using System.Collections.Concurrent;

namespace PerfAssert;

/// <summary>
/// Many users are logged in at once, and the session of each stays its own: what the service says a user is must be the same in every
/// iteration, and another thing for every user. Sessions that get mixed up or lost under load fail the iteration.
/// </summary>
public sealed class Sessions : FaultScenario
{
    private readonly ConcurrentDictionary<string, int> owners = new(StringComparer.Ordinal);
    private readonly Func<VirtualUser, Task> logIn;
    private readonly Func<VirtualUser, Task<string>> whoAmI;
    private readonly TimeSpan duration;

    internal Sessions(Func<VirtualUser, Task> logIn, Func<VirtualUser, Task<string>> whoAmI, int users, TimeSpan duration)
        : base("sessions", $"each of {users} users is itself in every iteration")
    {
        ArgumentNullException.ThrowIfNull(logIn);
        ArgumentNullException.ThrowIfNull(whoAmI);
        ArgumentOutOfRangeException.ThrowIfLessThan(users, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        this.logIn = logIn;
        this.whoAmI = whoAmI;
        this.duration = duration;
        Users = users;
    }

    /// <summary>Users who are logged in at once.</summary>
    public int Users { get; }

    /// <summary>Different users that the service named.</summary>
    public int Distinct => owners.Count;

    internal override LoadPlan Shape(LoadPlan plan) => plan with { Workload = new ClosedWorkload { Users = Users, Stages = [Stage.Hold(Users, duration)] } };

    internal override Scenario Begin()
    {
        owners.Clear();
        return new Scenario(user => new ValueTask(AskAsync(user))) { BeforeUser = logIn };
    }

    private async Task AskAsync(VirtualUser user)
    {
        var name = await whoAmI(user).ConfigureAwait(false);
        var owner = owners.GetOrAdd(name, user.Id);
        if (owner != user.Id)
            user.Fail($"user {user.Id} was given the session of user {owner}");
        else if (user.TryGet<Identity>(out var first) && first.Name != name)
            user.Fail($"user {user.Id} was {first.Name} before and is {name} now");
        else
            user.Set(new Identity(name));
    }

    private sealed record Identity(string Name);
}
