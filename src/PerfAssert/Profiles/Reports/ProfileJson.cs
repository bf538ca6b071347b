using System.Globalization;
using System.Text.Json;

namespace PerfAssert;

/// <summary>profile.json, as docs/schemas/profile-1.0.schema.json describes it. Pure.</summary>
internal static class ProfileJson
{
    /// <summary>As <see cref="ResultJson.SchemaVersion"/>.</summary>
    public const string SchemaVersion = "1.0";

    public static byte[] Write(ProfileResult result) => ResultJson.Document(json =>
    {
        json.WriteString("schemaVersion", SchemaVersion);
        json.WriteString("kind", result.Report().Kind.ToLowerInvariant());
        json.WriteString("name", result.Name);
        json.WriteString("verdict", VerdictText.Id(result.Verdict));
        json.WriteString("answer", result.Answer);
        json.WriteString("startedAt", result.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteString("stoppedEarly", result.StoppedEarly);
        json.Texts("notes", result.Report().Notes);
        result.Write(json);
        PlanJson.Write(json, result.Plan);
        if (result.Runs.Count > 0)
            PlanJson.Write(json, result.Runs[0].Environment);
        else
            json.WriteNull("environment");
    });

    /// <summary>The figures of one run; its folder has all of them.</summary>
    public static void WriteRun(Utf8JsonWriter json, LoadResult run)
    {
        json.Figure("level", LevelWorkload.Peak(run.Plan.Workload).Value);
        json.WriteString("unit", run.Plan.Workload is OpenWorkload ? "perSecond" : "users");
        json.WriteString("verdict", VerdictText.Id(run.Verdict));
        json.Milliseconds("measuredMs", run.MeasuredDuration);
        json.Count("succeeded", run.Succeeded);
        json.Count("failed", run.Failed);
        json.Count("dropped", run.Dropped);
        json.Figure("errorRatio", run.ErrorRate.Value);
        json.Figure("throughputPerSecond", run.Throughput);
        json.Latency("responseTime", run.ResponseTime);
        json.Texts("invalid", run.Validity.Findings.Where(finding => finding.Severity == ValiditySeverity.Invalid).Select(finding => finding.Problem));
        json.WriteString("folder", run.ReportFolder is { } folder ? Path.GetFileName(folder) : null);
    }
}
