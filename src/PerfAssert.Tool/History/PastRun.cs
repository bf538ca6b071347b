using System.Globalization;
using System.Text.Json;

namespace PerfAssert.Tool;

/// <summary>What is left of a run: the figures of its results.json, and where there is one, of its measurement.json.</summary>
internal sealed record PastRun
{
    /// <summary>The report folder; the file itself where only that was named.</summary>
    public required string Path { get; init; }

    public required string Test { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether it ended, and its measurement can be trusted.</summary>
    public required RunState State { get; init; }

    public required long Count { get; init; }

    /// <summary>In milliseconds; NaN where there were too few samples, as with every figure here that is not known.</summary>
    public double P50 { get; init; } = double.NaN;

    /// <summary>In milliseconds.</summary>
    public double P95 { get; init; } = double.NaN;

    /// <summary>In milliseconds.</summary>
    public double P99 { get; init; } = double.NaN;

    /// <summary>Iterations that succeeded, per second.</summary>
    public double Throughput { get; init; } = double.NaN;

    /// <summary>Share of iterations that failed.</summary>
    public double ErrorRatio { get; init; } = double.NaN;

    /// <summary>CPU time per iteration in milliseconds.</summary>
    public double Cost { get; init; } = double.NaN;

    /// <summary>Bytes allocated per iteration.</summary>
    public double Allocations { get; init; } = double.NaN;

    /// <summary>Abbreviated; <see langword="null"/> where it is not known.</summary>
    public string? Commit { get; init; }

    /// <summary>All runs at or below a folder, oldest first. A file that cannot be read is told and left out.</summary>
    public static IReadOnlyList<PastRun> ReadAll(string folder, Action<string> tell)
    {
        var runs = new List<PastRun>();
        foreach (var path in ReportFolders.Find(folder))
        {
            try
            {
                runs.Add(Read(System.IO.Path.Combine(path, ReportFolders.ResultsFile)) with { Path = path });
            }
            catch (ToolException exception)
            {
                tell(exception.Message);
            }
        }

        return [.. runs.OrderBy(run => run.StartedAt).ThenBy(run => run.Path, StringComparer.Ordinal)];
    }

    /// <exception cref="ToolException">It is not a results.json, or damaged.</exception>
    public static PastRun Read(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = document.RootElement;
            var schema = root.GetProperty("schemaVersion").GetString() ?? "";
            if (!schema.StartsWith("1.", StringComparison.Ordinal))
                throw new ToolException($"{file} has the schema {schema}, which this version of perfassert does not know; update the tool: dotnet tool update perfassert.tool");
            var metrics = root.GetProperty("metrics");
            var times = Member(metrics, "responseTime");
            var cost = Member(root, "cost");
            return new PastRun
            {
                Path = file,
                Test = root.GetProperty("name").GetString() ?? "",
                StartedAt = DateTimeOffset.Parse(root.GetProperty("startedAt").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                State = StateOf(root),
                Count = metrics.GetProperty("count").GetInt64(),
                P50 = Figure(times, "p50Ms"),
                P95 = Figure(times, "p95Ms"),
                P99 = Figure(times, "p99Ms"),
                Throughput = Figure(metrics, "throughputPerSecond"),
                ErrorRatio = Figure(metrics, "errorRatio"),
                Cost = Figure(cost, "cpuPerIterationMs"),
                Allocations = Figure(cost, "allocatedBytesPerIteration"),
                Commit = CommitBeside(file),
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new ToolException($"{file} is not a results.json of PerfAssert, or damaged ({exception.Message.TrimEnd('.')})");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{file} cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }

    private static RunState StateOf(JsonElement root)
    {
        if (root.GetProperty("status").GetString() == "running")
            return RunState.Running;
        var validity = Member(root, "validity");
        return validity is { } judged && judged.TryGetProperty("isValid", out var valid) && valid.ValueKind == JsonValueKind.False ? RunState.Invalid : RunState.Ended;
    }

    private static JsonElement? Member(JsonElement element, string name)
        => element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Object ? member : null;

    private static double Figure(JsonElement? element, string name)
        => element is { } known && known.TryGetProperty(name, out var figure) && figure.ValueKind == JsonValueKind.Number ? figure.GetDouble() : double.NaN;

    /// <summary>The commit is in the measurement alone. Without a readable one the history simply does not show it.</summary>
    private static string? CommitBeside(string file)
    {
        var measurement = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, MeasurementFile.FileName);
        try
        {
            return File.Exists(measurement) ? MeasurementFile.Read(measurement).Run.Commit : null;
        }
        catch (BaselineFileException)
        {
            return null;
        }
    }
}
