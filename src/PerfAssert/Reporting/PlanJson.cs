using System.Text.Json;

namespace PerfAssert;

/// <summary>Writes what was known before the run: the plan and the environment.</summary>
internal static class PlanJson
{
    public static void Write(Utf8JsonWriter json, LoadPlan plan)
    {
        var closed = plan.Workload as ClosedWorkload;
        var open = plan.Workload as OpenWorkload;
        json.WriteStartObject("plan");
        json.WriteString("summary", PlanText.Describe(plan));
        json.WriteString("model", closed is null ? "open" : "closed");
        json.Count("maxUsers", plan.Workload.UserCount);
        json.Milliseconds("durationMs", plan.Workload.Duration);
        json.Count("iterations", closed?.Iterations);
        json.Count("iterationsPerUser", closed?.IterationsPerUser);
        json.Figure("rateLimitPerSecond", closed?.RateLimit);
        json.WriteString("arrivals", open is null ? null : open.Arrivals == ArrivalPattern.Poisson ? "poisson" : "constant");
        json.Milliseconds("maxStartDelayMs", open?.MaxStartDelay);
        json.Objects("stages", plan.Workload.Stages, (item, stage) => WriteStage(item, stage, closed is not null));
        WriteWarmUp(json, plan.WarmUp);
        WriteThinkTime(json, plan.ThinkTime);
        json.Milliseconds("pacingMs", plan.Pacing);
        if (plan.Mix.Count > 0)
            json.Objects("mix", plan.Mix, WriteShare);
        json.Milliseconds("gracefulStopMs", plan.GracefulStop);
        json.Milliseconds("requestTimeoutMs", plan.RequestTimeout);
        json.Milliseconds("monitorIntervalMs", plan.MonitorInterval);
        json.Count("seed", plan.Seed);
        json.WriteBoolean("allowErrors", plan.AllowErrors);
        json.WriteBoolean("allowDebugBuild", plan.AllowDebugBuild);
        json.WriteBoolean("endWhenHopeless", plan.EndWhenHopeless);
        if (plan.LeakCheck)
            json.WriteBoolean("leakCheck", true);
        json.Objects("overrides", plan.Overrides, (item, given) =>
        {
            item.WriteString("setting", given.Setting);
            item.WriteString("value", given.Value);
            item.WriteString("source", given.Source);
            item.WriteString("instead", given.Instead);
        });
        json.Objects("expectations", plan.Expectations, (item, expectation) => WriteExpectation(item, expectation));
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, EnvironmentInfo environment)
    {
        json.WriteStartObject("environment");
        json.WriteString("machineName", environment.MachineName);
        json.WriteString("operatingSystem", environment.OperatingSystem);
        json.WriteString("architecture", environment.Architecture);
        json.WriteString("processorModel", environment.ProcessorModel);
        json.Count("cores", environment.Cores);
        json.Count("memoryBytes", environment.MemoryBytes);
        json.WriteString("runtime", environment.Runtime);
        json.WriteString("garbageCollector", environment.GarbageCollector);
        json.WriteString("build", environment.Build);
        json.WriteString("transport", environment.Transport);
        json.WriteBoolean("tieredPgo", environment.TieredPgo);
        json.WriteString("jit", environment.Jit);
        json.Count("vectorBits", environment.VectorBits);
        if (environment.Dependencies.Count > 0)
        {
            json.WriteStartArray("dependencies");
            foreach (var dependency in environment.Dependencies)
                json.WriteStringValue(dependency);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>What was expected, in the unit that the figures of results.json have.</summary>
    public static void WriteExpectation(Utf8JsonWriter json, Expectation expectation)
    {
        json.WriteString("text", expectation.Text);
        json.WriteString("step", expectation.Step);
        json.WriteString("requirement", expectation.Requirement);
        json.WriteString("metric", expectation.Metric.Name);
        json.WriteString("unit", UnitId(expectation.Metric.Unit));
        json.WriteString("comparison", expectation.Comparison switch
        {
            Comparison.Below => "<",
            Comparison.AtMost => "<=",
            Comparison.Above => ">",
            Comparison.AtLeast => ">=",
            _ => "==",
        });
        json.Figure("limit", InUnit(expectation, expectation.Limit));
        json.Figure("warnLimit", expectation.WarnLimit is { } warn ? InUnit(expectation, warn) : null);
    }

    /// <summary>A value of the expectation's metric in the unit that is written: milliseconds where the metric has nanoseconds.</summary>
    public static double InUnit(Expectation expectation, double value) => InUnit(expectation.Metric.Unit, value);

    /// <inheritdoc cref="InUnit(Expectation, double)"/>
    public static double InUnit(MetricUnit unit, double value) => unit == MetricUnit.Duration ? value / 1e6 : value;

    public static string UnitId(MetricUnit unit) => unit switch
    {
        MetricUnit.Duration => "ms",
        MetricUnit.Ratio => "ratio",
        MetricUnit.PerSecond => "perSecond",
        MetricUnit.Count => "count",
        MetricUnit.Bytes => "bytes",
        _ => "bytesPerSecond",
    };

    private static void WriteStage(Utf8JsonWriter json, Stage stage, bool closed)
    {
        json.Figure(closed ? "fromUsers" : "fromPerSecond", stage.From);
        json.Figure(closed ? "toUsers" : "toPerSecond", stage.To);
        json.Milliseconds("durationMs", stage.Duration);
    }

    private static void WriteWarmUp(Utf8JsonWriter json, WarmUp warmUp)
    {
        json.WriteStartObject("warmUp");
        json.WriteString("mode", warmUp.Duration is not { } duration ? "auto" : duration == TimeSpan.Zero ? "none" : "fixed");
        json.Milliseconds("durationMs", warmUp.Duration);
        json.WriteEndObject();
    }

    private static void WriteShare(Utf8JsonWriter json, UserShare share)
    {
        json.WriteString("class", share.Name);
        json.Figure("weight", share.Users is null ? share.Weight : null);
        json.Count("users", share.Users);
        json.WriteString("thinkTime", share.ThinkTime is { } think ? PlanText.Pause(think) : null);
        json.Objects("behaviours", share.Behaviours, (item, behaviour) =>
        {
            item.WriteString("name", behaviour.Name);
            item.Figure("weight", behaviour.Weight);
        });
    }

    private static void WriteThinkTime(Utf8JsonWriter json, ThinkTime think)
    {
        var (distribution, first, second) = think.Distribution switch
        {
            ThinkTimeDistribution.Fixed when think.IsNone => ("none", null, null),
            ThinkTimeDistribution.Fixed => ("fixed", "pauseMs", null),
            ThinkTimeDistribution.Uniform => ("uniform", "fromMs", "toMs"),
            ThinkTimeDistribution.Normal => ("normal", "meanMs", "standardDeviationMs"),
            _ => ("exponential", "meanMs", (string?)null),
        };
        json.WriteStartObject("thinkTime");
        json.WriteString("distribution", distribution);
        if (first is not null)
            json.Milliseconds(first, think.First);
        if (second is not null)
            json.Milliseconds(second, think.Second);
        json.WriteEndObject();
    }
}
