using System.Diagnostics.Metrics;

namespace PerfAssert;

/// <summary>
/// Makes the meters of the virtual users' connections, so that their requests can be told from those that the application under load
/// sends itself.
/// </summary>
internal sealed class LoadMeters : IMeterFactory
{
    private readonly object gate = new();
    private readonly Dictionary<string, Meter> meters = new(StringComparer.Ordinal);

    private LoadMeters()
    {
    }

    /// <summary>One for the process: meters are never given back.</summary>
    public static LoadMeters Shared { get; } = new();

    public Meter Create(MeterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        lock (gate)
        {
            if (!meters.TryGetValue(options.Name, out var meter))
                meters.Add(options.Name, meter = new Meter(options.Name, options.Version, options.Tags, scope: this));
            return meter;
        }
    }

    /// <summary>Nothing: the handlers of other runs go on using the meters.</summary>
    public void Dispose()
    {
    }
}
