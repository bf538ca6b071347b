using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// A load test that raises the load, users or arrivals, until what is expected no longer holds, and finds the limit. Expected is what the
/// <c>[Expect]</c>s say; without any: an error rate below 1 %, throughput that follows the load, and fewer than 1 % dropped iterations. A step that
/// does not hold is repeated before it counts. The test fails when <see cref="AtLeast"/> is not held, and by default when not even
/// <see cref="From"/> is.
/// </summary>
/// <example><code>
/// [StressFact(From = 10, To = 1000, StepDuration = "10s", AtLeast = 200)]
/// [Expect("p95 &lt; 200ms")]
/// public async Task Search(VirtualUser user) => await user.Http.GetStringAsync("/products/search?q=lamp");
/// </code></example>
/// <param name="sourceFile">Left to the compiler.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(AdapterTypes.FactDiscoverer, AdapterTypes.Assembly)]
public sealed class StressFactAttribute([CallerFilePath] string sourceFile = "") : LoadAttribute(sourceFile)
{
    private double? factor;
    private double? tolerance;

    /// <summary>The first level: users, such as <c>10</c>, or arrivals, such as <c>"50/s"</c>.</summary>
    public object? From { get; set; }

    /// <summary>The highest level; by default <see cref="StressSettings.DefaultReach"/> times the first.</summary>
    public object? To { get; set; }

    /// <summary>What each step adds, instead of <see cref="Factor"/>: <c>50</c> or <c>"100/s"</c>.</summary>
    public object? Step { get; set; }

    /// <inheritdoc cref="StressSettings.Factor" />
    public double Factor { get => factor ?? StressSettings.DefaultFactor; set => factor = value; }

    /// <summary>Length of each step, such as <c>10s</c>.</summary>
    public string? StepDuration { get; set; }

    /// <inheritdoc cref="StressSettings.Settle" />
    public string? Settle { get; set; }

    /// <inheritdoc cref="StressSettings.Bisect" />
    public bool Bisect { get; set; } = true;

    /// <inheritdoc cref="StressSettings.Tolerance" />
    public double Tolerance { get => tolerance ?? StressSettings.DefaultTolerance; set => tolerance = value; }

    /// <summary>The level that has to be held, such as <c>200</c> or <c>"500/s"</c>; by default the first.</summary>
    public object? AtLeast { get; set; }

    internal override Type Answer => typeof(StressResult);

    internal override (Profile? Profile, LoadSettings Load) ReadProfile(LoadSettings written, SettingsReader reader)
    {
        var mistakes = reader.Errors.Count;
        var settings = new StressSettings
        {
            From = LoadLevel.Read(reader, nameof(From), From, 10),
            To = LoadLevel.Read(reader, nameof(To), To, 1000),
            Step = LoadLevel.Read(reader, nameof(Step), Step, 50),
            AtLeast = LoadLevel.Read(reader, nameof(AtLeast), AtLeast, 200),
            Factor = factor,
            StepDuration = StepDuration,
            Settle = Settle,
            Bisect = Bisect,
            Tolerance = tolerance,
        };

        // A level that cannot be read must not be told as one that is missing too.
        return reader.Errors.Count == mistakes ? StressProfile.Read(settings, written, reader) : (null, StepPlan.Load(written, null, null));
    }
}
