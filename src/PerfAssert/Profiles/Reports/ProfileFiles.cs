using System.Globalization;

namespace PerfAssert;

/// <summary>Writes the report folder of a profile: profile.json, steps.csv, summary.md, and the usual files of each run below <c>runs</c>.</summary>
internal static class ProfileFiles
{
    /// <summary>Name of the document.</summary>
    public const string DocumentName = "profile.json";

    /// <summary>Name of the table, a row for each run.</summary>
    public const string TableName = "steps.csv";

    /// <summary>The folder of the single runs.</summary>
    public const string RunsFolder = "runs";

    /// <summary>Writes what can be written.</summary>
    /// <returns>What the user should know, a whole sentence each.</returns>
    public static IReadOnlyList<string> Write(ProfileResult result)
    {
        var warnings = new List<string>();
        var summary = ProfileMarkdown.Render(result);
        if (result.ReportFolder is { } folder)
        {
            Try(() =>
            {
                File.WriteAllBytes(Path.Combine(folder, DocumentName), ProfileJson.Write(result));
                File.WriteAllText(Path.Combine(folder, TableName), Table(result));
                File.WriteAllText(Path.Combine(folder, MarkdownReporter.FileName), summary);
            });
        }

        if (Environment.GetEnvironmentVariable(JobSummary.Variable) is { Length: > 0 } jobSummary)
            Try(() => JobSummary.Append(jobSummary, summary, ProfileMarkdown.Headline(result)));
        return warnings;

        void Try(Action write)
        {
            try
            {
                write();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                warnings.Add($"A report of {result.Name} could not be written: {exception.Message}");
            }
        }
    }

    /// <summary>A row for each run with its figures in fixed units; a cell is empty where there is no figure.</summary>
    public static string Table(ProfileResult result)
    {
        var rows = result.Runs.Select(run => string.Join(',',
            Cell(LevelWorkload.Peak(run.Plan.Workload).Value), run.Plan.Workload is OpenWorkload ? "per_second" : "users", Cell(run.MeasuredDuration.TotalSeconds),
            Cell(run.Succeeded), Cell(run.Failed), Cell(run.Dropped), Cell(run.Throughput),
            Time(run, 50), Time(run, 95), Time(run, 99), Cell(run.ErrorRate.Value), VerdictText.Id(run.Verdict)) + "\n");
        return "level,unit,length_s,succeeded,failed,dropped,throughput_per_s,p50_ms,p95_ms,p99_ms,error_ratio,verdict\n" + string.Concat(rows);
    }

    private static string Time(LoadResult run, double percentile) => StatedPercentile.Of(run.ResponseTime, percentile) is { } time ? Cell(time.TotalMilliseconds) : "";

    private static string Cell(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
