namespace PerfAssert;

/// <summary>The resources of a run as rows of a table, the same for levels and totals. Pure.</summary>
internal static class ResourceTables
{
    /// <summary>Fewer of anything are noise: a connection, a timer of the framework.</summary>
    private const double SmallNumber = 10;

    private const double SmallSize = 10 * 1024 * 1024;

    /// <summary>A growth by less than this share of what there was is nothing to look at.</summary>
    private const double SmallShare = 0.2;

    /// <summary>What everybody wants to know of every run.</summary>
    private static readonly Resource[] Always = [Resources.Cpu, Resources.MachineCpu, Resources.Memory, Resources.Heap, Resources.GcPause];

    /// <summary>What should not happen at all, or seldom.</summary>
    private static readonly Resource[] WhenAny =
        [Resources.Gen2, Resources.PoolStarvation, Resources.Exceptions, Resources.DbWaiters, Resources.DbTimeouts, Resources.Deadlocks, Resources.DbLockWaits];

    /// <summary>What is told of elsewhere, or of no interest by itself: results.json has it.</summary>
    private static readonly Resource[] Never =
        [Resources.Allocated, Resources.Gen0, Resources.Gen1, Resources.NetworkIn, Resources.NetworkOut, Resources.SqlCommands, Resources.DbIdle];

    /// <summary>Headings; a total has its rates per second as mean and peak, and what happened during the run as growth.</summary>
    public static string[] Headings { get; } = ["resource", "initial", "mean", "peak", "growth"];

    /// <summary>Every resource that was read.</summary>
    public static IEnumerable<string[]> All(LoadResult result) => result.Resources.Select(Row);

    /// <summary>The usual ones, and those whose values ask to be looked at.</summary>
    public static IEnumerable<string[]> Notable(LoadResult result) => result.Resources.Where(IsNotable).Select(Row);

    private static bool IsNotable(ResourceSeries series)
    {
        var resource = series.Resource;
        if (Always.Contains(resource) || !Resources.All.Contains(resource))
            return true;
        if (Never.Contains(resource))
            return false;
        if (WhenAny.Contains(resource))
            return series.Peak > 0;
        if (resource.Kind == ResourceKind.Total)
            return resource.Unit == MetricUnit.Bytes ? series.Mean >= SmallSize : resource.Unit == MetricUnit.Duration ? series.Mean / 1e9 >= SmallShare : series.Mean >= SmallNumber;
        return Math.Max(series.Growth, series.Peak - series.Initial) >= Math.Max(resource.Unit == MetricUnit.Bytes ? SmallSize : SmallNumber, series.Initial * SmallShare);
    }

    private static string[] Row(ResourceSeries series)
    {
        var unit = series.Resource.Unit;
        var name = PlainText.OneLine(series.Resource.Name);
        if (series.Resource.Kind == ResourceKind.Total)
        {
            string PerSecond(double value) => unit switch
            {
                MetricUnit.Duration => Figure.Percent(value / 1e9),
                MetricUnit.Bytes => Figure.Bytes(value) + "/s",
                _ => Figure.Rate(value),
            };
            return [name, "", PerSecond(series.Mean), PerSecond(series.Peak), MetricText.Format(unit, series.Growth)];
        }

        string Level(double value) => unit == MetricUnit.Count ? Figure.Number(value) : MetricText.Format(unit, value);
        var growth = unit == MetricUnit.Ratio || series.Samples.Count < 2 ? "" : (series.Growth > 0 ? "+" : "") + Level(series.Growth);
        return [name, unit == MetricUnit.Ratio ? "" : Level(series.Initial), Level(series.Mean), Level(series.Peak), growth];
    }
}
