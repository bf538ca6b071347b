namespace PerfAssert;

/// <summary>The process uses all the CPU that it can get.</summary>
internal static class BusyCores
{
    /// <summary>From this share of all cores on, work queues for a core: 85 %.</summary>
    public const double Busy = 0.85;

    /// <summary>From this share on, hardly a thread gets a core at once: 95 %.</summary>
    public const double Full = 0.95;

    /// <summary>A process with less of the cores is kept from them by others, and does not fill them itself: 40 %.</summary>
    private const double OwnShare = 0.4;

    public static Bottleneck? Find(LoadResult result)
    {
        var own = Evidence.Cpu(result);
        var others = Evidence.ForeignCpu(result);
        if (own < OwnShare || own < (1 - others) * Busy)
            return null;
        var cores = result.Environment.Cores;
        return new(
            BottleneckKind.Cpu,
            $"The cores are busy: this process used {Figure.Number(result.Cost.ProcessCpuCores)} of {cores}{(others >= 0.05 ? $", others {Figure.Number(others * cores)}" : "")}; "
            + $"an iteration takes {Figure.Duration(result.Cost.CpuPerIteration)} of CPU, load generator included, so {cores} cores cannot do more than {Figure.Rate(cores / Math.Max(1e-9, result.Cost.CpuPerIteration.TotalSeconds))}.",
            "Profile where the CPU time of an iteration goes (dotnet-trace collect), load less, or use more cores.");
    }
}
