namespace PerfAssert.Xunit.Fixtures;

/// <summary>Loads that only something from outside can end in time.</summary>
public class Endless
{
    [LoadFact(Users = 2, Duration = "1h", WarmUp = "none", AllowDebugBuild = true, Timeout = 300, AfterRun = nameof(Clean))]
    public async Task Times_out(VirtualUser user) => await user.PauseAsync(TimeSpan.FromMilliseconds(1));

    [LoadFact(Users = 2, Duration = "1h", WarmUp = "none", AllowDebugBuild = true, AfterRun = nameof(Clean))]
    public async Task Stopped_by_the_runner(VirtualUser user) => await user.PauseAsync(TimeSpan.FromMilliseconds(1));

    private static void Clean() => Journal.Write<Endless>("clean");
}
