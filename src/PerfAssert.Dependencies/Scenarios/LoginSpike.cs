namespace PerfAssert;

/// <summary>Many users log in at the same moment, each once: log-ins are the dearest requests of most services, as passwords are slow to check.</summary>
public sealed class LoginSpike : FaultScenario
{
    private readonly Func<VirtualUser, Task> logIn;
    private int loggedIn;

    internal LoginSpike(Func<VirtualUser, Task> logIn, int users)
        : base("log-in spike", $"all {users} users are logged in, and none of them was refused or timed out")
    {
        ArgumentNullException.ThrowIfNull(logIn);
        ArgumentOutOfRangeException.ThrowIfLessThan(users, 1);
        this.logIn = logIn;
        Users = users;
    }

    /// <summary>Users who log in.</summary>
    public int Users { get; }

    /// <summary>Users who were logged in.</summary>
    public int LoggedIn => Volatile.Read(ref loggedIn);

    internal override LoadPlan Shape(LoadPlan plan) => Exactly(plan, Users, Users) with { Workload = new ClosedWorkload { Users = Users, IterationsPerUser = 1 } };

    internal override Scenario Begin()
    {
        loggedIn = 0;
        return new Scenario(async user =>
        {
            await logIn(user).ConfigureAwait(false);
            Interlocked.Increment(ref loggedIn);
        });
    }
}
