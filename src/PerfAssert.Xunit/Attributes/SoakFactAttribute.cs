using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// A load test that runs for long and asks what time brings: whether the process leaks (<see cref="LoadResult.Leaks"/>) and whether the response
/// time drifts. Both are expected not to, <c>leaks == 0</c> and <c>drift &lt; 30%</c>, unless the test's own <c>[Expect]</c>s say otherwise.
/// Without any load of its own it is <see cref="DefaultUsers"/> users for <see cref="DefaultDuration"/>; the environment variable
/// <c>PERFASSERT_DURATION</c> makes it an hour at night and ten seconds in a pull request.
/// </summary>
/// <example><code>
/// [SoakFact(Users = 20, Duration = "30m")]
/// public async Task Search(VirtualUser user) => await user.Http.GetStringAsync("/products/search?q=lamp");
/// </code></example>
/// <param name="sourceFile">Left to the compiler: where the test's baseline belongs.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(AdapterTypes.FactDiscoverer, AdapterTypes.Assembly)]
public sealed class SoakFactAttribute([CallerFilePath] string sourceFile = "") : LoadAttribute(sourceFile)
{
    /// <summary>Length of a soak that says none: 10 min, several expiries of most caches, and as long as a nightly build bears for one test.</summary>
    public const string DefaultDuration = "10min";

    /// <summary>Users of a soak that says no load: 10, enough to meet each other, few enough that the load is not what is asked about.</summary>
    public const int DefaultUsers = 10;

    /// <summary>
    /// Rise of the median response time from beginning to end that is accepted: 30 %, beyond what other work on a shared machine adds to a
    /// whole third of a run.
    /// </summary>
    public const string DefaultDrift = "30%";

    internal override (Profile? Profile, LoadSettings Load) ReadProfile(LoadSettings written, SettingsReader reader) => (null, Complete(written));

    private LoadSettings Complete(LoadSettings written)
    {
        var saysLoad = SettingLayers.SayLoad(written) || written.Preset != LoadPreset.None || Scenario is not null;
        var saysEnd = (written.Duration ?? written.Stages ?? Scenario) is not null
            || (written.Iterations ?? written.IterationsPerUser) is not null || written.Preset != LoadPreset.None;
        return written with
        {
            Users = saysLoad ? written.Users : DefaultUsers,
            Duration = saysEnd ? written.Duration : DefaultDuration,
            LeakCheck = true,
            Expectations =
            [
                .. written.Expectations,
                .. SpeaksOf(written, "leak") ? [] : new[] { new ExpectationSettings("leaks == 0") },
                .. SpeaksOf(written, "drift") ? [] : new[] { new ExpectationSettings($"drift < {DefaultDrift}") },
            ],
        };
    }

    private static bool SpeaksOf(LoadSettings written, string metric)
        => written.Expectations.Any(expectation => expectation.Text.Contains(metric, StringComparison.OrdinalIgnoreCase));
}
