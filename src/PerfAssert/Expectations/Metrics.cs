using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PerfAssert;

/// <summary>
/// The catalogue of metrics: everything that an expectation can speak of. A new metric is one more entry here; the grammar,
/// the evaluation and the messages follow.
/// </summary>
internal static class Metrics
{
    /// <summary>Put before the name of a time metric, speaks of the time from the actual start instead of the intended one.</summary>
    private const string ServicePrefix = "service ";

    private const string StatusPrefix = "status ";

    private static readonly double[] UsualPercentiles = [50, 75, 90, 95, 99, 99.9];

    /// <summary>Other names that people write.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["median"] = "p50",
        ["service median"] = "service p50",
        ["iterations/s"] = "throughput",
        ["rps"] = "requests/s",
        ["memory leak"] = "leaked per iteration",
    };

    /// <summary>The metrics with a fixed name and the usual percentiles; any other percentile and any status code can be asked for as well.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        .. Times(service: false),
        .. Times(service: true),
        new("errors", "number of errors", MetricUnit.Count, series => new(series.Failed, series.Count))
        {
            JudgesErrors = true,
            Reach = prospect => Reach.Count(prospect.Failed, prospect.Remaining),
        },
        new("error rate", "error rate", MetricUnit.Ratio, series => new(series.ErrorRate.Value, series.Count))
        {
            JudgesErrors = true,
            Reach = prospect => Reach.Share(prospect.Failed, prospect.Count, prospect.Remaining),
        },
        new("success rate", "success rate", MetricUnit.Ratio, series => new(series.SuccessRate.Value, series.Count))
        {
            JudgesErrors = true,
            Reach = prospect => Reach.Share(prospect.Succeeded, prospect.Count, prospect.Remaining),
        },
        WholeIterations("availability", "availability", MetricUnit.Ratio, Availability, "seconds"),
        new("throughput", "throughput", MetricUnit.PerSecond, series => new(series.Throughput, series.Count))
        {
            Reach = prospect => Reach.Rate(prospect.Succeeded, prospect.Window, prospect.Remaining),
        },
        new("iterations", "number of successes", MetricUnit.Count, series => new(series.Succeeded, series.Count))
        {
            Reach = prospect => Reach.Count(prospect.Succeeded, prospect.Remaining),
        },
        WholeIterations("requests", "number of requests", MetricUnit.Count,
            result => new(result.Requests, result.Requests), "requests", prospect => Reach.Count(prospect.Requests, double.PositiveInfinity)),
        WholeIterations("requests/s", "request rate", MetricUnit.PerSecond,
            result => new(result.RequestsPerSecond, result.Requests), "requests"),
        WholeIterations("dropped", "number of dropped iterations", MetricUnit.Count,
            result => new(result.Dropped, Due(result)), "due iterations", prospect => Reach.Count(prospect.Dropped, prospect.Remaining)),
        WholeIterations("dropped rate", "dropped rate", MetricUnit.Ratio,
            result => new(Share(result.Dropped, Due(result)), Due(result)), "due iterations", prospect => new(prospect.Dropped / prospect.Due, 1)),
        WholeIterations("bottlenecks", "number of bottlenecks", MetricUnit.Count, result => new(result.Bottlenecks.Count, result.Count)),
        new("bytes/s in", "bytes received per second", MetricUnit.BytesPerSecond,
            series => new(PerSecond(series.BytesReceived, series), HttpSamples(series))),
        new("bytes/s out", "bytes sent per second", MetricUnit.BytesPerSecond,
            series => new(PerSecond(series.BytesSent, series), HttpSamples(series))),
        new("response size", "mean response size", MetricUnit.Bytes,
            series => new(Share(series.BytesReceived, series.Count), HttpSamples(series))),
        WholeIterations("allocated per iteration", "memory allocated per iteration", MetricUnit.Bytes,
            result => new(result.Cost.AllocatedBytesPerIteration, result.Count)),
        WholeIterations("cpu per iteration", "CPU time per iteration", MetricUnit.Duration,
            result => new(Nanoseconds(result.Cost.CpuPerIteration), result.Count)),
        WholeIterations("sql commands per iteration", "SQL commands per iteration", MetricUnit.Count,
            result => Known(result.SqlCommandsPerIteration, result.Count)),
        WholeIterations("outbound calls per iteration", "outbound calls per iteration", MetricUnit.Count,
            result => Known(result.OutboundCallsPerIteration, result.Count)),
        .. LeakMetrics.All,
        .. DatabaseMetrics.All,
        new("drift", "drift of the response time", MetricUnit.Ratio,
            series => LatencyDrift.Of(series) is { } drift ? new(drift.Certain, series.Count) : default)
        {
            WholeIterationsOnly = true,
            Absence = LatencyDrift.Absence,
            Detail = series => LatencyDrift.Of(series)?.ToString(),
        },
    ];

    /// <summary>What can be written as a metric, for a message.</summary>
    public static string Listing { get; } =
        string.Join(", ", All.Where(metric => !IsService(metric.Name)).Select(metric => metric.Name))
        + ", status N (such as status 503); any other percentile (such as p99.95), and any time with \"service\" before it (such as service p95); " + ResourceMetrics.Listing;

    /// <summary>The metric of that name, in any case and spacing; <see langword="null"/> when there is none.</summary>
    public static Metric? Find(string name)
    {
        var normal = Normalize(name);
        if (Aliases.TryGetValue(normal, out var alias))
            normal = alias;
        if (All.FirstOrDefault(metric => metric.Name == normal) is { } known)
            return known;
        if (TryStatus(normal, out var code))
            return Status(code);
        if (ResourceMetrics.Find(normal) is { } resource)
            return resource;
        var service = IsService(normal);
        return TryPercentile(service ? normal[ServicePrefix.Length..] : normal, out var percentile) && percentile is > 0 and < 100
            ? Percentile(percentile, service)
            : null;
    }

    /// <summary>A percentile of the response time, or of the service time.</summary>
    public static Metric Percentile(double percentile, bool service = false)
    {
        var name = percentile.ToString("0.#########", CultureInfo.InvariantCulture);
        return Time(
            "p" + name,
            "P" + name,
            service,
            times => times.Histogram.ValueAtPercentile(percentile),
            (times, remaining) => Reach.Percentile(times, percentile, remaining),
            percentile);
    }

    /// <summary>The number of responses with a status code.</summary>
    public static Metric Status(int code)
    {
        var text = code.ToString(CultureInfo.InvariantCulture);
        return new(StatusPrefix + text, $"number of {text} responses", MetricUnit.Count,
            series => new(series.StatusCodes.GetValueOrDefault(code), series.StatusCodes.Values.Sum()))
        {
            SampleNoun = "responses",
            Reach = prospect => Reach.Count(prospect.Statuses.GetValueOrDefault(code), double.PositiveInfinity),
        };
    }

    /// <summary>The name that is fewest changes away from a misspelt one; <see langword="null"/> when none is near.</summary>
    public static string? Nearest(string name) => NearestName.Of(Normalize(name), All.Select(metric => metric.Name).Concat(Aliases.Keys).Concat(ResourceMetrics.Names));

    /// <summary>Whether a name has the form of a percentile, such as <c>p101</c>, whatever its value.</summary>
    public static bool IsPercentileForm(string name)
    {
        var normal = Normalize(name);
        return TryPercentile(IsService(normal) ? normal[ServicePrefix.Length..] : normal, out _);
    }

    /// <summary>Whether a metric's name speaks of the service time.</summary>
    public static bool IsService(string name) => name.StartsWith(ServicePrefix, StringComparison.Ordinal);

    private static IEnumerable<Metric> Times(bool service) =>
    [
        Time("min", "min", service, times => times.Histogram.Min, Reach.Minimum),
        Time("max", "max", service, times => times.Histogram.Max, Reach.Maximum),
        Time("mean", "mean", service, times => times.Histogram.Mean, Reach.Mean),
        Time("stddev", "standard deviation", service, times => times.Histogram.StandardDeviation),
        .. UsualPercentiles.Select(percentile => Percentile(percentile, service)),
    ];

    private static Metric Time(
        string name,
        string display,
        bool service,
        Func<LatencySummary, double> read,
        Func<LatencyHistogram, double, ValueRange>? reach = null,
        double? percentile = null)
    {
        Func<SeriesResult, LatencySummary> times = service ? series => series.ServiceTime : series => series.ResponseTime;
        return new(
            (service ? ServicePrefix : "") + name,
            service ? $"service time {display}" : percentile is null ? $"{display} response time" : display,
            MetricUnit.Duration,
            series => new(read(times(series)), times(series).Count))
        {
            Percentile = percentile,
            Times = times,
            Reach = reach is null ? null : prospect => reach(service ? prospect.ServiceTimes : prospect.Data.Response, prospect.Remaining),
        };
    }

    private static Metric WholeIterations(
        string name, string display, MetricUnit unit, Func<LoadResult, Measurement> measure, string? noun = null, Func<Prospect, ValueRange>? reach = null)
        => new(name, display, unit, series => series is LoadResult result ? measure(result) : default)
        {
            WholeIterationsOnly = true,
            SampleNoun = noun,
            Reach = reach,
        };

    /// <summary>
    /// Share of the run's seconds in which the system answered: at least one iteration succeeded. A second in which nothing
    /// ended counts as the next one in which something did, as that is what its users were waiting for; seconds after the
    /// last one in which something ended do not count. A second with only failed or dropped iterations is down.
    /// </summary>
    private static Measurement Availability(LoadResult result)
    {
        long up = 0, counted = 0, waiting = 0;
        foreach (var slice in result.TimeLine)
        {
            waiting++;
            if (slice.Succeeded + slice.Failed + slice.Dropped == 0)
                continue;
            counted += waiting;
            if (slice.Succeeded > 0)
                up += waiting;
            waiting = 0;
        }

        return new(Share(up, counted), counted);
    }

    private static long Due(LoadResult result) => result.Started + result.Dropped;

    /// <summary>What nobody told of was not counted: no data, rather than a zero that meets every limit.</summary>
    private static Measurement Known(double? value, long samples) => value is { } known ? new(known, samples) : default;

    /// <summary>Without HTTP there are no bodies to measure: no data, rather than a size of zero that meets every limit.</summary>
    private static long HttpSamples(SeriesResult series)
        => series.StatusCodes.Count > 0 || series.BytesReceived > 0 || series.BytesSent > 0 ? series.Count : 0;

    private static double PerSecond(long amount, SeriesResult series)
        => series.MeasuredDuration > TimeSpan.Zero ? amount / series.MeasuredDuration.TotalSeconds : 0;

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;

    private static double Nanoseconds(TimeSpan duration) => duration.Ticks * 100.0;

    private static bool TryPercentile(string name, out double percentile)
    {
        percentile = 0;
        return name.Length > 1 && name[0] == 'p'
            && double.TryParse(name.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out percentile);
    }

    private static bool TryStatus(string name, out int code)
    {
        code = 0;
        return name.StartsWith(StatusPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(StatusPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out code)
            && code is >= 100 and <= 599;
    }

    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "The grammar's names are in lower case, and messages show them.")]
    private static string Normalize(string name)
        => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}
