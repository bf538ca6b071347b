namespace PerfAssert;

/// <summary>The values of one resource through the run, and what they come to.</summary>
public sealed class ResourceSeries
{
    internal ResourceSeries(Resource resource, IReadOnlyList<ResourceSample> samples)
    {
        Resource = resource;
        Samples = samples;
    }

    /// <summary>What was read.</summary>
    public Resource Resource { get; }

    /// <summary>The values as they were read, at least one, in the order of time.</summary>
    public IReadOnlyList<ResourceSample> Samples { get; }

    /// <summary>The first value.</summary>
    public double Initial => Samples[0].Value;

    /// <summary>The last value.</summary>
    public double Final => Samples[^1].Value;

    /// <summary>The mean of the values of a level, each counting for the time until the next; of a total, its growth per second.</summary>
    public double Mean
    {
        get
        {
            var time = (Samples[^1].At - Samples[0].At).TotalSeconds;
            if (Resource.Kind == ResourceKind.Total)
                return time > 0 ? Growth / time : 0;
            if (time <= 0)
                return Samples.Average(sample => sample.Value);
            double area = 0;
            for (var index = 1; index < Samples.Count; index++)
                area += (Samples[index - 1].Value + Samples[index].Value) / 2 * (Samples[index].At - Samples[index - 1].At).TotalSeconds;
            return area / time;
        }
    }

    /// <summary>The highest value of a level; of a total, its highest growth per second between two values.</summary>
    public double Peak => Resource.Kind == ResourceKind.Level ? Samples.Max(sample => sample.Value) : Rates.Select(rate => rate.Value).DefaultIfEmpty(0).Max();

    /// <summary>The last value less the first: of a total, what happened during the run.</summary>
    public double Growth => Final - Initial;

    /// <summary>Of a total, the growth per second between each two values, at the time of the later; of a level, its values.</summary>
    public IEnumerable<ResourceSample> Rates => Resource.Kind == ResourceKind.Level
        ? Samples
        : Samples.Zip(Samples.Skip(1), (from, to) => new ResourceSample(to.At, to.At > from.At ? (to.Value - from.Value) / (to.At - from.At).TotalSeconds : 0));
}
