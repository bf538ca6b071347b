namespace PerfAssert;

/// <summary>The classic loads on log-ins and sessions, ready to be run with <c>load.Against(…).RunAsync(…)</c>.</summary>
public static class HttpScenarios
{
    /// <summary>Users who all log in at the same moment; see <see cref="PerfAssert.LoginSpike"/>.</summary>
    /// <param name="logIn">Logs one user in, with <see cref="VirtualUser.Http"/>. An exception makes its iteration fail.</param>
    /// <param name="users">How many.</param>
    public static LoginSpike LoginSpike(Func<VirtualUser, Task> logIn, int users = 500) => new(logIn, users);

    /// <summary>Users who stay logged in, each itself; see <see cref="PerfAssert.Sessions"/>.</summary>
    /// <param name="logIn">Logs one user in, outside the measured time. Each user needs an account of its own: take <see cref="VirtualUser.Id"/>.</param>
    /// <param name="whoAmI">Asks the service who the user is, such as with GET /me; also the place for what else the user does.</param>
    /// <param name="users">How many.</param>
    /// <param name="duration">How long; 10 s by default.</param>
    public static Sessions Sessions(Func<VirtualUser, Task> logIn, Func<VirtualUser, Task<string>> whoAmI, int users = 200, TimeSpan? duration = null)
        => new(logIn, whoAmI, users, duration ?? TimeSpan.FromSeconds(10));
}
