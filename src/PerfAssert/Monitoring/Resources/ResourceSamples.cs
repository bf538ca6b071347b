namespace PerfAssert;

/// <summary>Takes the values that the monitors read at one moment. Not thread-safe: it belongs to the monitors' thread.</summary>
public sealed class ResourceSamples
{
    private readonly Dictionary<Resource, List<ResourceSample>> series = [];

    internal ResourceSamples()
    {
    }

    /// <summary>Time since the start of the measurement.</summary>
    public TimeSpan At { get; internal set; }

    /// <summary>The resources that have values so far.</summary>
    internal IReadOnlyDictionary<Resource, List<ResourceSample>> Series => series;

    /// <summary>Adds a value read at this moment. NaN is no value. A second value of the same resource at the same moment is added to the first.</summary>
    /// <param name="resource">What was read.</param>
    /// <param name="value">In the unit of the resource: a level as it is now, or a total since any moment before the measurement.</param>
    public void Add(Resource resource, double value)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (double.IsNaN(value))
            return;
        if (!series.TryGetValue(resource, out var values))
            series.Add(resource, values = []);
        if (values.Count > 0 && values[^1].At == At)
            values[^1] = new(At, values[^1].Value + value);
        else
            values.Add(new(At, value));
    }
}
