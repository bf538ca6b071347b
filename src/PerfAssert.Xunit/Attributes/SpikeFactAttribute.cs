using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// A load test that applies a load (<see cref="LoadAttribute.Users"/> or <see cref="LoadAttribute.ArrivalRate"/>), a spike on top of it, and the
/// load again. It fails when the system is not as before in time.
/// </summary>
/// <example><code>
/// [SpikeFact(Users = 10, Peak = 1000, RampUp = "2s", Hold = "10s", Observe = "30s", RecoveredWithin = "10s")]
/// public async Task Search(VirtualUser user) => await user.Http.GetStringAsync("/products/search?q=lamp");
/// </code></example>
/// <param name="sourceFile">Left to the compiler.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(AdapterTypes.FactDiscoverer, AdapterTypes.Assembly)]
public sealed class SpikeFactAttribute([CallerFilePath] string sourceFile = "") : LoadAttribute(sourceFile)
{
    private double? band;

    /// <summary>The level of the spike: users, such as <c>1000</c>, or arrivals, such as <c>"500/s"</c>.</summary>
    public object? Peak { get; set; }

    /// <inheritdoc cref="SpikeSettings.Before" />
    public string? Before { get; set; }

    /// <inheritdoc cref="SpikeSettings.Hold" />
    public string? Hold { get; set; }

    /// <inheritdoc cref="SpikeSettings.Observe" />
    public string? Observe { get; set; }

    /// <inheritdoc cref="SpikeSettings.RecoveredWithin" />
    public string? RecoveredWithin { get; set; }

    /// <inheritdoc cref="SpikeSettings.Band" />
    public double Band { get => band ?? SpikeSettings.DefaultBand; set => band = value; }

    internal override Type Answer => typeof(SpikeResult);

    internal override (Profile? Profile, LoadSettings Load) ReadProfile(LoadSettings written, SettingsReader reader)
    {
        var mistakes = reader.Errors.Count;
        var settings = new SpikeSettings
        {
            Peak = LoadLevel.Read(reader, nameof(Peak), Peak, 1000), Before = Before, Hold = Hold, Observe = Observe, RecoveredWithin = RecoveredWithin, Band = band,
        };
        return reader.Errors.Count == mistakes ? SpikeProfile.Read(settings, written, reader) : (null, StepPlan.Load(written, null, null));
    }
}
