using System.Reflection;

namespace PerfAssert.Xunit.Fixtures;

/// <summary>An application in this process that does nothing: with one, a machine that is busy elsewhere makes no run invalid.</summary>
public sealed class InProcessTarget : ILoadTarget, IDisposable
{
    public string Transport => "in process";

    public Uri BaseAddress { get; } = new("http://nothing.test/");

    public HttpMessageHandler Handler { get; } = new SocketsHttpHandler();

    public Assembly? Application => typeof(InProcessTarget).Assembly;

    public ValueTask StartAsync(int users, CancellationToken cancellationToken) => default;

    public string NameRequest(HttpMethod method, Uri uri) => "";

    public UserScope? CreateScope() => null;

    public void Dispose() => Handler.Dispose();
}

/// <summary>Allocates in each iteration what the environment says, and more where only this process says so.</summary>
public class Baselines(InProcessTarget target) : global::Xunit.IClassFixture<InProcessTarget>
{
    public const string BytesVariable = "PERFASSERT_FIXTURE_BYTES";

    public string Transport => target.Transport;

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

    [LoadFact(Users = 2, Duration = "60s", WarmUp = "none", AllowDebugBuild = true, EndWhenHopeless = true)]
    [Expect("errors == 0", Requirement = "4.1")]
    [MatchBaseline]
    public async Task Becomes_hopeless(VirtualUser user)
    {
        await user.PauseAsync(TimeSpan.FromMilliseconds(5));
        throw new InvalidOperationException("out of stock");
    }

    private static void Allocate()
    {
        var bytes = MoreBytesHere + int.Parse(Environment.GetEnvironmentVariable(BytesVariable) ?? "1000", System.Globalization.CultureInfo.InvariantCulture);
        GC.KeepAlive(new byte[bytes]);
    }
}
