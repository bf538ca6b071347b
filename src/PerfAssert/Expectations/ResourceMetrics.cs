namespace PerfAssert;

/// <summary>
/// The metrics of resources, those of the catalogue and those of monitors of the user's own. Of a level: <c>memory</c>, <c>initial memory</c>,
/// <c>mean memory</c>, <c>peak memory</c>, <c>final memory</c>, <c>memory growth</c>. Of a total: <c>exceptions</c> during the run,
/// <c>exceptions/s</c>, <c>peak exceptions/s</c>, <c>exceptions per iteration</c> and, of a time, <c>gc pause share</c>.
/// </summary>
internal static class ResourceMetrics
{
    private const string Growth = " growth";
    private const string PerSecond = "/s";
    private const string PerIteration = " per iteration";
    private const string Share = " share";

    private static readonly string[] Statistics = ["initial ", "mean ", "peak ", "final "];

    /// <summary>What can be written, for a message.</summary>
    public static string Listing { get; } =
        $"the resources {string.Join(", ", Resources.All.Select(resource => resource.Name))}, those that are levels with initial, mean, peak or final before them "
        + "or growth behind them, those that are totals with /s or per iteration behind them; and resources of your own monitors in quotes (such as peak 'queue depth')";

    /// <summary>The names that a misspelt one may have been meant to be.</summary>
    public static IEnumerable<string> Names => Resources.All.SelectMany(resource => resource.Kind == ResourceKind.Level
        ? Statistics.Select(statistic => statistic + resource.Name).Append(resource.Name + Growth)
        : [resource.Name + PerSecond, resource.Name + PerIteration]).Concat(Resources.All.Select(resource => resource.Name));

    /// <summary>The metric of a name in lower case; <see langword="null"/> when it speaks of no resource of the catalogue.</summary>
    public static Metric? Find(string name)
        => Resources.All.Select(resource => Find(name, resource.Name, resource.Kind) is { } reading ? Of(resource, reading) : null).FirstOrDefault(metric => metric is not null);

    /// <summary>The metric of a resource in quotes, which only the run will tell of; <see langword="null"/> when nothing is in quotes.</summary>
    /// <param name="name">Such as <c>peak 'queue depth'</c>.</param>
    /// <param name="unit">As its limit is written.</param>
    public static Metric? FindQuoted(string name, MetricUnit unit)
    {
        var from = name.IndexOf('\'', StringComparison.Ordinal);
        var to = name.LastIndexOf('\'');
        if (from < 0 || to <= from + 1)
            return null;
        var quoted = name[from..(to + 1)];
        var resource = quoted[1..^1];
        foreach (var kind in Enum.GetValues<ResourceKind>())
        {
            if (Find(name, quoted, kind) is { } reading)
                return Of(name, $"nothing read \"{resource}\", as {LimitText.Kind(unit)}, during the run, or only once", unit, result => result.Resources[resource] is { } series ? Measure(series, unit, reading.Statistic, result) : default);
        }

        return null;
    }

    /// <summary>A reading of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="statistic">Such as <see cref="ResourceStatistic.Peak"/>.</param>
    public static Metric Of(Resource resource, ResourceStatistic statistic) => Of(resource, (statistic, Text(resource, statistic)));

    private static Metric Of(Resource resource, (ResourceStatistic Statistic, string Name) reading)
    {
        var unit = UnitOf(resource.Unit, reading.Statistic);
        return Of(reading.Name, $"nothing read \"{resource.Name}\" during the run, or only once", unit,
            result => result.Resources[resource] is { } series ? Measure(series, unit, reading.Statistic, result) : default);
    }

    private static Metric Of(string name, string absence, MetricUnit unit, Func<LoadResult, Measurement> measure)
        => new(name, name, unit, series => series is LoadResult result ? measure(result) : default)
        {
            WholeIterationsOnly = true,
            SampleNoun = "samples",
            Absence = _ => "there is no data: " + absence,
        };

    private static Measurement Measure(ResourceSeries series, MetricUnit unit, ResourceStatistic statistic, LoadResult result)
    {
        if (unit != UnitOf(series.Resource.Unit, statistic == ResourceStatistic.Default ? Usual(series.Resource) : statistic))
            return default;
        statistic = statistic == ResourceStatistic.Default ? Usual(series.Resource) : statistic;
        long samples = series.Samples.Count;

        // What happened during the run, or changed, shows between two samples.
        if (samples < 2 && (series.Resource.Kind == ResourceKind.Total || statistic == ResourceStatistic.Growth))
            return default;
        return statistic switch
        {
            ResourceStatistic.Initial => new(series.Initial, samples),
            ResourceStatistic.Mean => new(series.Mean, samples),
            ResourceStatistic.Peak or ResourceStatistic.PeakPerSecond => new(series.Peak, samples),
            ResourceStatistic.Final => new(series.Final, samples),
            ResourceStatistic.PerSecond => new(series.Mean, samples),
            ResourceStatistic.Share => new(series.Mean / 1e9, samples),
            ResourceStatistic.PerIteration => result.Count == 0 ? default : new(series.Growth / result.Count, samples),
            _ => new(series.Growth, samples),
        };
    }

    /// <summary>What a plain name means: of a share of something its mean, as it is the whole at some moment of every run; of another level its peak; of a total what it grew by.</summary>
    private static ResourceStatistic Usual(Resource resource) => resource.Kind == ResourceKind.Total ? ResourceStatistic.Growth
        : resource.Unit == MetricUnit.Ratio ? ResourceStatistic.Mean : ResourceStatistic.Peak;

    private static MetricUnit UnitOf(MetricUnit unit, ResourceStatistic statistic) => statistic switch
    {
        ResourceStatistic.PerSecond or ResourceStatistic.PeakPerSecond => unit == MetricUnit.Bytes ? MetricUnit.BytesPerSecond : MetricUnit.PerSecond,
        ResourceStatistic.Share => MetricUnit.Ratio,
        _ => unit,
    };

    private static string Text(Resource resource, ResourceStatistic statistic) => statistic switch
    {
        ResourceStatistic.Default => resource.Name,
        ResourceStatistic.Growth when resource.Kind == ResourceKind.Total => resource.Name,
        ResourceStatistic.Growth => resource.Name + Growth,
        ResourceStatistic.PerSecond => resource.Name + PerSecond,
        ResourceStatistic.PeakPerSecond => "peak " + resource.Name + PerSecond,
        ResourceStatistic.PerIteration => resource.Name + PerIteration,
        ResourceStatistic.Share => resource.Name + Share,
        _ => Statistics[statistic - ResourceStatistic.Initial] + resource.Name,
    };

    private static (ResourceStatistic Statistic, string Name)? Find(string name, string resource, ResourceKind kind)
    {
        if (name == resource)
            return (ResourceStatistic.Default, name);
        if (kind == ResourceKind.Level)
        {
            if (name == resource + Growth)
                return (ResourceStatistic.Growth, name);
            var statistic = Array.FindIndex(Statistics, word => name == word + resource);
            return statistic < 0 ? null : (ResourceStatistic.Initial + statistic, name);
        }

        return name == resource + PerSecond ? (ResourceStatistic.PerSecond, name)
            : name == "peak " + resource + PerSecond ? (ResourceStatistic.PeakPerSecond, name)
            : name == resource + PerIteration ? (ResourceStatistic.PerIteration, name)
            : name == resource + Share ? (ResourceStatistic.Share, name)
            : null;
    }
}
