namespace PerfAssert.VerdictBench;

/// <summary>The figures of a run in one line.</summary>
internal static class RunText
{
    public static string Of(RunSummary run)
    {
        var channels = run.Total.Channels;
        var parts = new List<string> { $"{run.Total.Count} iterations" };
        Add("P95", RegressionChannel.P95, "ms");
        Add("P50", RegressionChannel.P50, "ms");
        Add("cost", RegressionChannel.Cost, "ms");
        Add("allocated", RegressionChannel.Allocations, "B");
        Add("SQL", RegressionChannel.SqlCommands, "");
        if (channels.TryGetValue(RegressionChannel.Cost, out var cost) && channels.TryGetValue(RegressionChannel.P50, out var median))
            parts.Add($"share {cost.Typical / median.Typical:0.00}");
        if (!channels.ContainsKey(RegressionChannel.P95))
            parts.Add("NO RESPONSE TIME COULD BE ESTIMATED");
        parts.Add($"foreign CPU {100 * run.ForeignCpu:0} %");
        return string.Join(", ", parts);

        void Add(string name, RegressionChannel channel, string unit)
        {
            if (channels.TryGetValue(channel, out var value))
                parts.Add($"{name} {value.Calm:0.###} {unit}".TrimEnd());
        }
    }
}
