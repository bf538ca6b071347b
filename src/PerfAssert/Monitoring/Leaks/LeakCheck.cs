namespace PerfAssert;

/// <summary>
/// Looks for leaks: applies bursts of the load and reads a point after each, when nothing is in flight. One series of bursts is a look. Only
/// when something grows in it, a second one has to confirm that: nothing that happens once is a leak. A healthy application costs one series.
/// </summary>
/// <param name="read">Reads a point; <see langword="null"/> when the process cannot be read.</param>
/// <param name="burst">Applies so many iterations of the load, for so long at most, and returns how many there were.</param>
internal sealed class LeakCheck(Func<LeakPoint?> read, Func<long, TimeSpan, Task<long>> burst)
{
    /// <summary>
    /// Iterations of a check: 2,000, as many as show 100 B per iteration beside what a process at rest breathes. A longer load before it is checked
    /// by a tenth of its iterations: what leaks slowly needs more of them to be seen.
    /// </summary>
    public const long DefaultIterations = 2_000;

    /// <summary>See <see cref="DefaultIterations"/>.</summary>
    public const double ShareOfLoad = 0.1;

    /// <summary>The longest check, as a share of the load before it: half of it.</summary>
    public const double LongestShare = 0.5;

    /// <summary>The longest check of a short load: 10 s, for 2,000 iterations of 50 ms by ten users.</summary>
    public static readonly TimeSpan LeastLimit = TimeSpan.FromSeconds(10);

    /// <summary>The longest check of a long load: 5 minutes.</summary>
    public static readonly TimeSpan MostLimit = TimeSpan.FromMinutes(5);

    /// <summary>Bursts of a series: 11, whose first refills what the collection before it emptied and is left out. Ten steps of growth are enough for an interval of 95 % that one or two outliers do not widen.</summary>
    public const int Bursts = 11;

    /// <summary>Types that a report names; the rest is small.</summary>
    private const int MostTypes = 20;

    /// <summary>What grew per iteration during the load before the check, by managed bytes; <see langword="null"/> where it was not measured.</summary>
    public double? HeapRateBefore { get; init; }

    /// <summary>Takes stock of what the process holds by name; <see langword="null"/> where it is not this one.</summary>
    public Func<LeakInventory>? TakeStock { get; init; }

    /// <summary>Reads which types live on the heap; <see langword="null"/> where nobody can.</summary>
    public Func<CancellationToken, Task<HeapStatistics>>? ReadHeap { get; init; }

    /// <summary>Iterations of a check after a load.</summary>
    /// <param name="iterations">Of the load.</param>
    /// <param name="asked">The number that the load was to have, where it is limited by one: no test that asks for ten gets thousands.</param>
    public static long IterationsAfter(long iterations, long? asked)
        => Math.Min(asked ?? long.MaxValue, Math.Max(DefaultIterations, (long)(iterations * ShareOfLoad)));

    /// <summary>The longest time of a check after a load.</summary>
    public static TimeSpan LimitAfter(TimeSpan load) => TimeSpan.FromTicks(Math.Clamp((long)(load.Ticks * LongestShare), LeastLimit.Ticks, MostLimit.Ticks));

    /// <summary>Runs the check.</summary>
    /// <param name="iterations">Of both series together.</param>
    /// <param name="limit">The longest time of both series together, without the points.</param>
    /// <param name="stop">Ends it; then the report says little.</param>
    public async Task<LeakReport> RunAsync(long iterations, TimeSpan limit, CancellationToken stop)
    {
        var series = new List<LeakSeries> { await SeriesAsync(iterations / 2, limit / 2, stop).ConfigureAwait(false) };
        if (!Judge(series).Any(trend => trend.IsLeaking))
            return Report(series);

        var stock = TakeStock?.Invoke();
        var (heap, problem) = await ReadHeapBeforeAsync(stop).ConfigureAwait(false);
        series.Add(await SeriesAsync(iterations - (iterations / 2), limit / 2, stop).ConfigureAwait(false));
        var report = Report(series);
        if (!report.IsLeaking || stop.IsCancellationRequested)
            return report;
        if (stock is not null && TakeStock!() is var now)
            report = report with { Trends = [.. report.Trends.Select(trend => trend.IsLeaking ? trend with { Growing = now.Since(stock, trend.Resource) } : trend)] };
        if (heap is not null)
            (report, problem) = await NameTypesAsync(report, heap, stop).ConfigureAwait(false);
        else if (ReadHeap is null && report.Trends.Any(trend => trend.IsLeaking && trend.Resource == Resources.Heap))
            problem = "reference the package PerfAssert.Diagnostics to see which types grow";
        return problem is null ? report : report.With(problem);
    }

    private async Task<(LeakReport Report, string? Problem)> NameTypesAsync(LeakReport report, HeapStatistics before, CancellationToken stop)
    {
        var (after, problem) = await TryReadHeapAsync(stop).ConfigureAwait(false);
        if (after is null)
            return (report, problem);
        return (
            report with { Types = after.Since(before, MostTypes) },
            before.IsComplete && after.IsComplete ? null : "the heap has more objects than could be read: the types are those that were seen");
    }

    /// <summary>
    /// Twice: what reading makes for itself, and one reading that is kept, are then there before as they will be after, and grow nowhere.
    /// </summary>
    private async Task<(HeapStatistics? Heap, string? Problem)> ReadHeapBeforeAsync(CancellationToken stop)
    {
        var (kept, problem) = await TryReadHeapAsync(stop).ConfigureAwait(false);
        if (kept is null)
            return (null, problem);
        var before = await TryReadHeapAsync(stop).ConfigureAwait(false);
        GC.KeepAlive(kept);
        return before;
    }

    private async Task<(HeapStatistics? Heap, string? Problem)> TryReadHeapAsync(CancellationToken stop)
    {
        if (ReadHeap is null)
            return (null, null);
        try
        {
            return (await ReadHeap(stop).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            return (null, $"which types grow cannot be seen: {exception.Message}");
        }
    }

    private LeakReport Report(List<LeakSeries> series) => new()
    {
        Trends = Judge(series),
        Iterations = series.Sum(one => one.Length),
        Note = Note(series),
    };

    private LeakTrend[] Judge(List<LeakSeries> series) => series[0].Length == 0 ? [] :
    [
        .. LeakRule.All
            .Select(rule => LeakJudge.Judge(rule, series, rule.Resource == Resources.Heap ? HeapRateBefore : null))
            .OfType<LeakTrend>(),
    ];

    private static string? Note(List<LeakSeries> series) => series[0].Length == 0
        ? "no two bursts of iterations ended"
        : series[0].Points.Count < LeakJudge.FewestPoints
            ? $"{Figure.Count(series[0].Length)} iterations are too few to tell a leak from chance: give the load more iterations or more time"
            : null;

    private async Task<LeakSeries> SeriesAsync(long iterations, TimeSpan limit, CancellationToken stop)
    {
        var bursts = (int)Math.Clamp(iterations, 1, Bursts);
        var done = new List<long>(bursts);
        var points = new List<LeakPoint>(bursts);
        long ended = 0;
        _ = read();
        for (var number = 1; number <= bursts && !stop.IsCancellationRequested; number++)
        {
            var more = await burst(Math.Max(1, iterations / bursts), limit / bursts).ConfigureAwait(false);
            if (stop.IsCancellationRequested || more == 0 || read() is not { } point)
                break;
            done.Add(ended += more);
            points.Add(point);
        }

        return new LeakSeries(done, points);
    }
}
