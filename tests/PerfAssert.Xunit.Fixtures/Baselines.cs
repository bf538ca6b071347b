namespace PerfAssert.Xunit.Fixtures;

/// <summary>Allocates in each iteration what the environment says, and more where only this process says so.</summary>
public class Baselines
{
    public const string BytesVariable = "PERFASSERT_FIXTURE_BYTES";

    /// <summary>Not seen by another process: a regression of this one alone.</summary>
    public static int MoreBytesHere { get; set; }

    [LoadFact(Users = 2, Duration = "1s", WarmUp = "none", AllowDebugBuild = true)]
    [MatchBaseline]
    public async Task Allocates(VirtualUser user)
    {
        Allocate();
        await user.PauseAsync(TimeSpan.FromMilliseconds(1));
    }

    [LoadFact(Users = 2, Duration = "1s", WarmUp = "none", AllowDebugBuild = true)]
    [Expect("iterations < 1")]
    [MatchBaseline(FailOn = [RegressionVerdict.NoBaseline])]
    public async Task Fails_twice(VirtualUser user) => await user.PauseAsync(TimeSpan.FromMilliseconds(1));

    [LoadTheory(Users = 1, Iterations = 3, WarmUp = "none", AllowDebugBuild = true)]
    [global::Xunit.InlineData("a/b")]
    [global::Xunit.InlineData("c")]
    [MatchBaseline]
    public void Rows(string row)
    {
    }

    [LoadFact(Users = 1, Iterations = 3, WarmUp = "none", AllowDebugBuild = true)]
    public async Task Several_runs(LoadRun load)
    {
        await (await load.RunAsync(user => { })).ShouldMatchBaselineAsync();
        await (await load.Named("other").RunAsync(user => { })).ShouldMatchBaselineAsync();
        await (await load.RunAsync(user => { })).ShouldMatchBaselineAsync();
    }

    private static void Allocate()
    {
        var bytes = MoreBytesHere + int.Parse(Environment.GetEnvironmentVariable(BytesVariable) ?? "1000", System.Globalization.CultureInfo.InvariantCulture);
        GC.KeepAlive(new byte[bytes]);
    }
}
