namespace PerfAssert;

/// <summary>The rows that the console block and the Markdown summary show alike. Pure.</summary>
internal static class ResultTables
{
    /// <summary>Steps shown; results.json has them all.</summary>
    public const int MostSteps = 12;

    /// <summary>Kinds of errors shown; results.json has them all.</summary>
    public const int MostErrors = 8;

    /// <summary>Headings of the latency table.</summary>
    public static string[] LatencyHeadings { get; } = ["", "n", "min", "mean", "P50", "P75", "P90", "P95", "P99", "P99.9", "max"];

    /// <summary>Headings of the table of steps.</summary>
    public static string[] StepHeadings { get; } = ["", "count", "errors", "P50", "P95", "P99", "rate"];

    /// <summary>Response time, service time where it differs, the open-model view where a stall was found, failed time where there is any.</summary>
    public static IEnumerable<string[]> Latencies(LoadResult result, Stall? stall)
    {
        if (result.Succeeded > 0)
        {
            yield return Latency("response time", result.ResponseTime);
            if (result.ServiceTime.Mean != result.ResponseTime.Mean || result.ServiceTime.Max != result.ResponseTime.Max)
                yield return Latency("service time", result.ServiceTime);
        }

        if (stall is not null)
            yield return Latency("as open model", stall.OpenModel);
        if (result.Failed > 0)
            yield return Latency("failed", result.FailedTime);
    }

    /// <summary>The behaviours, then the steps that took the most time altogether; at most <see cref="MostSteps"/>.</summary>
    public static IEnumerable<string[]> Steps(LoadResult result) => result.Steps
        .OrderBy(step => step.Kind == StepKind.Behaviour ? 0 : 1)
        .ThenByDescending(TotalTime)
        .Take(MostSteps)
        .Select(step => new[]
        {
            PlainText.OneLine(step.Name),
            Figure.Count(step.Count),
            step.Failed == 0 ? "0" : $"{Figure.Count(step.Failed)} ({Figure.Percent(step.ErrorRate.Value)})",
            StatedPercentile.Text(step.ResponseTime, 50),
            StatedPercentile.Text(step.ResponseTime, 95),
            StatedPercentile.Text(step.ResponseTime, 99),
            Figure.Rate(step.Throughput),
        });

    /// <summary>What stands below the table of steps; empty when all are shown.</summary>
    public static string MoreSteps(LoadResult result)
        => result.Steps.Count > MostSteps ? $"… and {Figure.Count(result.Steps.Count - MostSteps)} more in results.json" : "";

    /// <summary>What stands below the errors; empty when all kinds are shown.</summary>
    public static string MoreErrors(LoadResult result)
        => result.Errors.Count > MostErrors ? $"… and {Figure.Count(result.Errors.Count - MostErrors)} more kinds in results.json" : "";

    /// <summary>Time that all users together spent in the step.</summary>
    public static double TotalTime(SeriesResult series) => series.ResponseTime.Histogram.Sum + series.FailedTime.Histogram.Sum;

    /// <summary>How often, how fast and how much, one subject each.</summary>
    public static IEnumerable<(string Label, string Text)> Totals(LoadResult result)
    {
        List<string> iterations = [$"{Figure.Count(result.Count)} in {Figure.Duration(result.MeasuredDuration)}"];
        if (result.Count > 0)
        {
            iterations.Add($"{Figure.Count(result.Succeeded)} succeeded");
            iterations.Add(result.Failed == 0 ? "0 failed" : $"{Figure.Count(result.Failed)} failed ({Figure.Percent(result.ErrorRate.Value)})");
        }

        if (result.Dropped > 0)
            iterations.Add($"{Figure.Count(result.Dropped)} dropped, as no user was free");
        if (result.Delayed > 0)
            iterations.Add($"{Figure.Count(result.Delayed)} waited for a user");
        yield return ("Iterations", string.Join(" · ", iterations));
        StepResult[] behaviours = [.. result.Steps.Where(step => step.Kind == StepKind.Behaviour)];
        if (behaviours.Length > 0)
        {
            yield return ("Behaviours", string.Join(" · ", behaviours.OrderByDescending(behaviour => behaviour.Count)
                .Select(behaviour => $"{Figure.Count(behaviour.Count)} × {PlainText.OneLine(behaviour.Name)} ({Figure.Percent((double)behaviour.Count / result.Count)})")));
        }

        List<string> rates = [$"iterations {Figure.Rate(result.Throughput)}"];
        var seconds = result.MeasuredDuration.TotalSeconds;
        if (result.Requests > 0)
            rates.Add($"requests {Figure.Rate(result.RequestsPerSecond)}");
        if (result.BytesReceived > 0 && seconds > 0)
            rates.Add($"received {Figure.Bytes(result.BytesReceived)} ({Figure.Bytes(result.BytesReceived / seconds)}/s)");
        if (result.BytesSent > 0 && seconds > 0)
            rates.Add($"sent {Figure.Bytes(result.BytesSent)} ({Figure.Bytes(result.BytesSent / seconds)}/s)");
        yield return ("Rates", string.Join(" · ", rates));
        if (result.StatusCodes.Count > 0)
            yield return ("Status codes", string.Join(" · ", result.StatusCodes.OrderBy(pair => pair.Key).Select(pair => $"{Figure.Count(pair.Value)} × {Figure.Number(pair.Key)}")));
    }

    /// <summary>What measuring cost.</summary>
    public static string Cost(LoadResult result)
    {
        var cost = result.Cost;
        var pause = result.MeasuredDuration > TimeSpan.Zero ? $" ({Figure.Percent(cost.GcPause / result.MeasuredDuration)})" : "";
        List<string> parts =
        [
            cost.StartLagP99 == TimeSpan.Zero
                ? "starts not scheduled"
                : $"start lag P50 {Figure.Duration(cost.StartLagP50)}, P95 {Figure.Duration(cost.StartLagP95)}, P99 {Figure.Duration(cost.StartLagP99)}",
            $"GC pauses {Figure.Duration(cost.GcPause)}{pause}",
            $"own CPU {Figure.Number(cost.ProcessCpuCores)} of {Figure.Count(result.Environment.Cores)} cores, others {Figure.Percent(cost.ForeignCpu)}",
            $"pool delay P95 {Figure.Duration(cost.PoolDelayP95)}",
        ];
        if (result.Count > 0)
            parts.Add($"{Figure.Duration(cost.CpuPerIteration)} CPU and {Figure.Bytes(cost.AllocatedBytesPerIteration)} allocated per iteration");
        return string.Join(" · ", parts);
    }

    /// <summary>Where it was measured, in one short line.</summary>
    public static string Environment(EnvironmentInfo environment) => string.Join(", ",
        environment.Transport, environment.Build + " build", environment.Runtime, environment.GarbageCollector + " GC",
        $"{Figure.Count(environment.Cores)} cores", environment.OperatingSystem, environment.MachineName)
        + string.Concat(environment.Dependencies.Select(dependency => " · " + dependency));

    /// <summary>What a stall means for the figures.</summary>
    public static string Describe(Stall stall) => $"{stall.Evidence} A closed model under-reports that; \"as open model\" shows the response times "
        + $"had iterations kept starting at the mean rate of {Figure.Rate(stall.Rate)}. To measure it, load with ArrivalRate instead of Users.";

    private static string[] Latency(string label, LatencySummary latency) =>
    [
        label,
        Figure.Count(latency.Count),
        Figure.Duration(latency.Min),
        Figure.Duration(latency.Mean),
        .. new[] { 50, 75, 90, 95, 99, 99.9 }.Select(percentile => StatedPercentile.Text(latency, percentile)),
        Figure.Duration(latency.Max),
    ];
}
