using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PerfAssert;

/// <summary>
/// results.json, as docs/results.md and docs/schemas/results-1.0.schema.json describe it: every member always present and in the
/// same order, two blanks of indentation, LF. Pure.
/// </summary>
internal static class ResultJson
{
    /// <summary>The minor number grows when members are added, the major one when a reader has to change.</summary>
    public const string SchemaVersion = "1.0";

    /// <summary>The file is not HTML: names and messages stay readable.</summary>
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document of a run that has not ended: what is known by now, <c>null</c> where that is nothing.</summary>
    /// <param name="start">What was known at the start.</param>
    /// <param name="slices">The time line so far.</param>
    public static byte[] WriteRunning(ReportStart start, IReadOnlyList<TimeSlice> slices) => Document(json =>
    {
        WriteHead(json, start.Plan.Name, "running", null, start.StartedAt, null);
        PlanJson.Write(json, start.Plan);
        PlanJson.Write(json, start.Environment);
        WriteMetrics(json, slices);
        json.Texts("steps", []);
        json.Texts("errors", []);
        json.Objects("timeLine", slices, WriteSlice);
        ResourceJson.Write(json, ResourceCollection.Empty);
        json.WriteNull("stall");
        json.Texts("bottlenecks", []);
        json.WriteNull("cost");
        json.WriteNull("validity");
        json.Texts("expectations", []);
        json.Texts("requirements", []);
        json.Texts("highlights", []);
        json.Texts("concerns", []);
        json.Texts("recommendations", []);
    });

    /// <summary>The document of a run that has ended.</summary>
    /// <param name="result">The result.</param>
    public static byte[] Write(LoadResult result) => Document(json =>
    {
        WriteHead(json, result.Name, result.StoppedEarly is null ? "completed" : "stopped", result.Verdict, result.StartedAt, result.StoppedEarly);
        PlanJson.Write(json, result.Plan);
        PlanJson.Write(json, result.Environment);
        WriteMetrics(json, result);
        json.Objects("steps", result.Steps, WriteStep);
        json.Objects("errors", result.Errors, WriteError);
        json.Objects("timeLine", result.TimeLine, WriteSlice);
        ResourceJson.Write(json, result.Resources);
        WriteStall(json, StallFinder.Find(result));
        json.Objects("bottlenecks", result.Bottlenecks, WriteBottleneck);
        DatabaseJson.Write(json, result);
        if (result.Leaks is { } leaks)
            LeakJson.Write(json, leaks);
        WriteCost(json, result.Cost);
        WriteValidity(json, result.Validity);
        json.Objects("expectations", result.Evaluations, WriteEvaluation);
        json.Objects("requirements", RequirementStatus.Of(result), WriteRequirement);
        var insights = Insights.Of(result);
        json.Texts("highlights", insights.Highlights);
        json.Texts("concerns", insights.Concerns);
        json.Objects("recommendations", insights.Recommendations, (item, recommendation) =>
        {
            item.WriteString("advice", recommendation.Advice);
            item.WriteString("evidence", recommendation.Evidence);
        });
    });

    /// <summary>A document of the form that all reports have.</summary>
    public static byte[] Document(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');

        // The writer takes the line end of the system; inside of strings a CR is escaped, so each raw one is part of a line end.
        return Environment.NewLine == "\n" ? buffer.ToArray() : [.. buffer.ToArray().Where(character => character != '\r')];
    }

    private static void WriteHead(Utf8JsonWriter json, string name, string status, Verdict? verdict, DateTimeOffset startedAt, string? stoppedEarly)
    {
        json.WriteString("schemaVersion", SchemaVersion);
        json.WriteString("name", name);
        json.WriteString("status", status);
        json.WriteString("verdict", verdict is { } known ? VerdictText.Id(known) : null);
        json.WriteString("startedAt", startedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteString("stoppedEarly", stoppedEarly);
    }

    private static void WriteMetrics(Utf8JsonWriter json, LoadResult result)
    {
        var seconds = result.MeasuredDuration.TotalSeconds;
        json.WriteStartObject("metrics");
        json.Milliseconds("measuredMs", result.MeasuredDuration);
        json.Milliseconds("decidedAfterMs", result.DecidedAfter);
        json.WriteString("givenUp", result.GivenUp?.ToString());
        json.Count("started", result.Started);
        WriteCounts(json, result);
        json.Count("dropped", result.Dropped);
        json.Count("delayed", result.Delayed);
        json.Count("requests", result.Requests);
        json.Figure("requestsPerSecond", result.RequestsPerSecond);
        WriteTraffic(json, result);
        json.Figure("bytesSentPerSecond", seconds > 0 ? result.BytesSent / seconds : null);
        json.Figure("bytesReceivedPerSecond", seconds > 0 ? result.BytesReceived / seconds : null);
        json.Figure("sqlCommandsPerIteration", result.SqlCommandsPerIteration);
        json.Figure("outboundCallsPerIteration", result.OutboundCallsPerIteration);
        json.Count("peakUsers", result.PeakUsers);
        json.Latency("responseTime", result.ResponseTime);
        json.Latency("serviceTime", result.ServiceTime);
        json.Latency("failedTime", result.FailedTime);
        json.WriteEndObject();
    }

    private static void WriteMetrics(Utf8JsonWriter json, IReadOnlyList<TimeSlice> slices)
    {
        var seconds = slices.Sum(slice => slice.Length.TotalSeconds);
        var succeeded = slices.Sum(slice => slice.Succeeded);
        var failed = slices.Sum(slice => slice.Failed);
        var requests = slices.Sum(slice => slice.Requests);
        var received = slices.Sum(slice => slice.BytesReceived);
        json.WriteStartObject("metrics");
        json.Milliseconds("measuredMs", TimeSpan.FromSeconds(seconds));
        json.WriteNull("decidedAfterMs");
        json.WriteNull("givenUp");
        json.WriteNull("started");
        json.Count("count", succeeded + failed);
        json.Count("succeeded", succeeded);
        json.Count("failed", failed);
        json.Figure("errorRatio", succeeded + failed == 0 ? 0 : (double)failed / (succeeded + failed));
        json.Figure("throughputPerSecond", seconds > 0 ? succeeded / seconds : 0);
        json.Count("dropped", slices.Sum(slice => slice.Dropped));
        json.WriteNull("delayed");
        json.Count("requests", requests);
        json.Figure("requestsPerSecond", seconds > 0 ? requests / seconds : 0);
        json.Texts("statusCodes", []);
        json.WriteNull("bytesSent");
        json.Count("bytesReceived", received);
        json.WriteNull("bytesSentPerSecond");
        json.Figure("bytesReceivedPerSecond", seconds > 0 ? received / seconds : null);
        json.WriteNull("sqlCommandsPerIteration");
        json.WriteNull("outboundCallsPerIteration");
        json.Count("peakUsers", slices.Select(slice => (long)slice.ActiveUsers).DefaultIfEmpty(0).Max());
        json.Latency("responseTime", null);
        json.Latency("serviceTime", null);
        json.Latency("failedTime", null);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, SeriesResult series)
    {
        json.Count("count", series.Count);
        json.Count("succeeded", series.Succeeded);
        json.Count("failed", series.Failed);
        json.Figure("errorRatio", series.ErrorRate.Value);
        json.Figure("throughputPerSecond", series.Throughput);
    }

    private static void WriteTraffic(Utf8JsonWriter json, SeriesResult series)
    {
        json.Objects("statusCodes", series.StatusCodes.OrderBy(pair => pair.Key), (item, pair) =>
        {
            item.Count("status", pair.Key);
            item.Count("count", pair.Value);
        });
        json.Count("bytesSent", series.BytesSent);
        json.Count("bytesReceived", series.BytesReceived);
    }

    private static void WriteStep(Utf8JsonWriter json, StepResult step)
    {
        json.WriteString("name", step.Name);
        json.WriteString("kind", SeriesText.KindOf(step.Kind));
        WriteCounts(json, step);
        WriteTraffic(json, step);
        json.Latency("responseTime", step.ResponseTime);
        json.Latency("failedTime", step.FailedTime);
        json.Objects("errors", step.Errors, WriteError);
    }

    private static void WriteError(Utf8JsonWriter json, ErrorSummary error)
    {
        json.WriteString("kind", error.Kind);
        json.Count("count", error.Count);
        json.Milliseconds("firstAtMs", error.FirstAt);
        json.Milliseconds("lastAtMs", error.LastAt);
        json.Texts("samples", error.Samples);
    }

    private static void WriteSlice(Utf8JsonWriter json, TimeSlice slice)
    {
        TimeSpan? Known(TimeSpan value) => slice.Succeeded > 0 ? value : null;
        json.Milliseconds("startMs", slice.Start);
        json.Milliseconds("lengthMs", slice.Length);
        json.Count("succeeded", slice.Succeeded);
        json.Count("failed", slice.Failed);
        json.Count("dropped", slice.Dropped);
        if (slice.LostConnections > 0)
            json.Count("lostConnections", slice.LostConnections);
        json.Count("requests", slice.Requests);
        json.Count("bytesReceived", slice.BytesReceived);
        json.Count("activeUsers", slice.ActiveUsers);
        json.Figure("throughputPerSecond", slice.Throughput);
        json.Milliseconds("p50Ms", Known(slice.P50));
        json.Milliseconds("p95Ms", Known(slice.P95));
        json.Milliseconds("p99Ms", Known(slice.P99));
        json.Milliseconds("maxMs", Known(slice.Max));
        json.Figure("cpuCores", slice.CpuCores);
        json.Figure("foreignCpuRatio", slice.ForeignCpu);
        json.Milliseconds("gcPauseMs", slice.GcPause);
        json.Count("allocatedBytes", slice.AllocatedBytes);
        json.Count("workingSetBytes", slice.WorkingSet);
    }

    private static void WriteBottleneck(Utf8JsonWriter json, Bottleneck bottleneck)
    {
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(bottleneck.Kind.ToString()));
        json.WriteString("evidence", bottleneck.Evidence);
        json.WriteString("advice", bottleneck.Advice);
    }

    private static void WriteStall(Utf8JsonWriter json, Stall? stall)
    {
        if (stall is null)
        {
            json.WriteNull("stall");
            return;
        }

        json.WriteStartObject("stall");
        json.Milliseconds("atMs", stall.At);
        json.WriteString("evidence", stall.Evidence);
        json.Figure("assumedRatePerSecond", stall.Rate);
        json.Latency("asOpenModel", stall.OpenModel);
        json.WriteEndObject();
    }

    private static void WriteCost(Utf8JsonWriter json, GeneratorCost cost)
    {
        json.WriteStartObject("cost");
        json.Milliseconds("startLagP50Ms", cost.StartLagP50);
        json.Milliseconds("startLagP95Ms", cost.StartLagP95);
        json.Milliseconds("startLagP99Ms", cost.StartLagP99);
        json.Figure("processCpuCores", cost.ProcessCpuCores);
        json.Figure("foreignCpuRatio", cost.ForeignCpu);
        json.Milliseconds("gcPauseMs", cost.GcPause);
        json.Milliseconds("poolDelayP95Ms", cost.PoolDelayP95);
        json.Milliseconds("warmUpMs", cost.WarmUp);
        json.Figure("allocatedBytesPerIteration", cost.AllocatedBytesPerIteration);
        json.Milliseconds("cpuPerIterationMs", cost.CpuPerIteration);
        json.WriteEndObject();
    }

    private static void WriteValidity(Utf8JsonWriter json, RunValidity validity)
    {
        json.WriteStartObject("validity");
        json.WriteBoolean("isValid", validity.IsValid);
        json.Objects("findings", validity.Findings, (item, finding) =>
        {
            item.WriteString("rule", finding.Rule);
            item.WriteString("severity", finding.Severity == ValiditySeverity.Invalid ? "invalid" : "note");
            item.WriteString("problem", finding.Problem);
            item.WriteString("remedy", finding.Remedy);
        });
        json.WriteEndObject();
    }

    private static void WriteEvaluation(Utf8JsonWriter json, Evaluation evaluation)
    {
        var measured = evaluation.Measured;
        PlanJson.WriteExpectation(json, evaluation.Expectation);
        json.WriteString("verdict", VerdictText.Id(evaluation.Verdict));
        json.Figure("measured", measured.HasData && evaluation.Verdict != Verdict.Inconclusive ? PlanJson.InUnit(evaluation.Expectation, measured.Value) : null);
        json.Count("samples", measured.Samples);
        json.WriteString("message", evaluation.Message);
    }

    private static void WriteRequirement(Utf8JsonWriter json, RequirementStatus requirement)
    {
        json.WriteString("id", requirement.Id);
        json.WriteString("status", VerdictText.Id(requirement.Status));
        json.Objects("expectations", requirement.Evaluations, (item, evaluation) =>
        {
            item.WriteString("text", evaluation.Expectation.Text);
            item.WriteString("step", evaluation.Expectation.Step);
            item.WriteString("verdict", VerdictText.Id(evaluation.Verdict));
            item.WriteString("message", evaluation.Message);
        });
    }
}
