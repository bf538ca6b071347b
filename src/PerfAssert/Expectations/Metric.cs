namespace PerfAssert;

/// <summary>Something that can be read off a series of operations and expected of it: its name in the grammar, its unit, its value.</summary>
public sealed class Metric
{
    private readonly Func<SeriesResult, Measurement> measure;

    internal Metric(string name, string display, MetricUnit unit, Func<SeriesResult, Measurement> measure)
    {
        Name = name;
        Display = display;
        Unit = unit;
        this.measure = measure;
    }

    /// <summary>Name in the grammar, such as <c>p95</c>.</summary>
    public string Name { get; }

    /// <summary>Name in messages, such as <c>P95</c>.</summary>
    public string Display { get; }

    /// <summary>What the value means.</summary>
    public MetricUnit Unit { get; }

    /// <summary>The percentile asked for (0 to 100); <see langword="null"/> for other metrics.</summary>
    public double? Percentile { get; internal init; }

    /// <summary>Whether the metric speaks of failed operations, so that asking for it sets the limit for errors.</summary>
    public bool JudgesErrors { get; internal init; }

    /// <summary>Whether the metric is known for whole iterations only, not for a step.</summary>
    public bool WholeIterationsOnly { get; internal init; }

    /// <summary>Whether the metric is known only of a run that was checked for leaks.</summary>
    internal bool NeedsLeakCheck { get; init; }

    /// <summary>Why there is no data, where the metric knows better than "none"; <see langword="null"/> otherwise.</summary>
    internal Func<SeriesResult, string?>? Absence { get; init; }

    /// <summary>What to say beside the value, such as what grew; <see langword="null"/> for nothing.</summary>
    internal Func<SeriesResult, string?>? Detail { get; init; }

    /// <summary>The times that the metric summarises, those of successful operations; <see langword="null"/> for metrics that speak of no times.</summary>
    internal Func<SeriesResult, LatencySummary>? Times { get; init; }

    /// <summary>What the samples are, where they are not the series' own operations: <c>seconds</c>, <c>responses</c>.</summary>
    internal string? SampleNoun { get; init; }

    /// <summary>The values that the metric can still end at while the load runs; <see langword="null"/> where nobody can tell.</summary>
    internal Func<Prospect, ValueRange>? Reach { get; init; }

    /// <summary>Reads the metric off a series.</summary>
    /// <param name="series">Whole iterations or a step.</param>
    public Measurement Measure(SeriesResult series) => measure(series);

    /// <inheritdoc />
    public override string ToString() => Name;
}
