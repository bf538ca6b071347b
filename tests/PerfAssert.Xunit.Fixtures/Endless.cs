namespace PerfAssert.Xunit.Fixtures;

/// <summary>Loads that only something from outside can end in time.</summary>
public class Endless
{
    private static volatile bool isRunning;

    /// <summary>Whether the load has begun.</summary>
    public static bool IsRunning => isRunning;

    [LoadFact(Users = 2, Duration = "1h", WarmUp = "none", AllowDebugBuild = true, Timeout = 300)]
    public async Task Times_out(VirtualUser user) => await user.PauseAsync(TimeSpan.FromMilliseconds(1));

    [LoadFact(Users = 2, Duration = "1h", WarmUp = "none", AllowDebugBuild = true, AfterRun = nameof(Clean))]
    public async Task Stopped_by_the_runner(VirtualUser user)
    {
        isRunning = true;
        await user.PauseAsync(TimeSpan.FromMilliseconds(1));
    }

    private static void Clean() => Journal.Write<Endless>("clean");
}
