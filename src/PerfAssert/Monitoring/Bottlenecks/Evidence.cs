namespace PerfAssert;

/// <summary>Figures of a result that several recipes look at.</summary>
internal static class Evidence
{
    /// <summary>Time that the iterations took, all together, waiting for a free user left out.</summary>
    public static TimeSpan TimeOfIterations(LoadResult result)
        => EngineTime.Span((long)(result.ServiceTime.Histogram.Sum + result.FailedTime.Histogram.Sum));

    /// <summary>Share of the time of all iterations; more than 1 where iterations wait in several places side by side.</summary>
    public static double ShareOfIterations(LoadResult result, TimeSpan time)
        => TimeOfIterations(result) is { Ticks: > 0 } whole ? time / whole : 0;

    /// <summary>CPU of this process as a share of all cores.</summary>
    public static double Cpu(LoadResult result) => result.Cost.ProcessCpuCores / Math.Max(1, result.Environment.Cores);

    /// <summary>CPU of everything else on the machine, as a share of all cores; 0 where it is not known.</summary>
    public static double ForeignCpu(LoadResult result) => double.IsNaN(result.Cost.ForeignCpu) ? 0 : result.Cost.ForeignCpu;

    /// <summary>Growth of a total, or of a level, during the run; 0 where it was not read.</summary>
    public static double Growth(LoadResult result, Resource resource) => result.Resources[resource]?.Growth ?? 0;

    /// <summary>A text within a sentence: on one line, not too long.</summary>
    public static string Quote(string text) => PlainText.Cut(PlainText.OneLine(text), 120);
}
