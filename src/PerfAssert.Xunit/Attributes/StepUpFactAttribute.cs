using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>A load test that applies one level of load after the other, with a result for each. Each step has to pass.</summary>
/// <example><code>
/// [StepUpFact(Steps = "5 → 20 → 100 users", StepDuration = "10s")]
/// [Expect("p95 &lt; 200ms")]
/// public async Task Search(VirtualUser user) => await user.Http.GetStringAsync("/products/search?q=lamp");
/// </code></example>
/// <param name="sourceFile">Left to the compiler.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(AdapterTypes.FactDiscoverer, AdapterTypes.Assembly)]
public sealed class StepUpFactAttribute([CallerFilePath] string sourceFile = "") : LoadAttribute(sourceFile)
{
    /// <inheritdoc cref="StepSeriesSettings.Steps" />
    public string? Steps { get; set; }

    /// <summary>Length of each step, such as <c>10s</c>.</summary>
    public string? StepDuration { get; set; }

    /// <inheritdoc cref="StepSeriesSettings.Settle" />
    public string? Settle { get; set; }

    internal override Type Answer => typeof(StepSeriesResult);

    internal override (Profile? Profile, LoadSettings Load) ReadProfile(LoadSettings written, SettingsReader reader)
        => StepSeriesProfile.Read(new StepSeriesSettings { Steps = Steps, StepDuration = StepDuration, Settle = Settle }, written, reader);
}
