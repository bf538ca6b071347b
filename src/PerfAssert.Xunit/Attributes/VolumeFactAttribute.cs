using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace PerfAssert;

/// <summary>
/// A load test that applies the same load at several sizes of the store, and finds out how the time of an iteration grows with them. It fails
/// when that is beyond doubt worse than <see cref="MaxExponent"/>, or when the load does not pass at one of the sizes.
/// </summary>
/// <example><code>
/// [VolumeFact(Rows = "10^4, 10^5, 10^6", Prepare = nameof(Fill), Users = 10, Duration = "10s", MaxExponent = 0.2)]
/// public async Task One_order(VirtualUser user) => await user.Http.GetStringAsync("/orders/1");
///
/// public async Task Fill(long rows, CancellationToken cancellationToken) => …
/// </code></example>
/// <param name="sourceFile">Left to the compiler.</param>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(AdapterTypes.FactDiscoverer, AdapterTypes.Assembly)]
public sealed class VolumeFactAttribute([CallerFilePath] string sourceFile = "") : LoadAttribute(sourceFile)
{
    private double? maxExponent;

    /// <inheritdoc cref="VolumeSettings.Rows" />
    public string? Rows { get; set; }

    /// <summary>
    /// Name of a method that brings the store to a number of rows, outside the measured time:
    /// <c>Task Fill(long rows, CancellationToken cancellationToken)</c>.
    /// </summary>
    public string? Prepare { get; set; }

    /// <inheritdoc cref="VolumeSettings.MaxExponent" />
    public double MaxExponent { get => maxExponent ?? double.NaN; set => maxExponent = value; }

    internal override Type Answer => typeof(VolumeResult);

    internal override string? FillMethod => Prepare;

    internal override (Profile? Profile, LoadSettings Load) ReadProfile(LoadSettings written, SettingsReader reader)
        => (VolumeProfile.Read(new VolumeSettings { Rows = Rows, MaxExponent = maxExponent }, reader), written);
}
