namespace PerfAssert.Tool;

/// <summary>One side of a comparison for one test: the figures of its results.json, and where there are any, its measurements.</summary>
/// <param name="Test">Name of the test.</param>
/// <param name="Results">Of the last run; <see langword="null"/> where only a measurement was named.</param>
/// <param name="Measurements">The oldest first; empty where there is none.</param>
internal sealed record ComparedRun(string Test, PastRun? Results, IReadOnlyList<MeasurementFile> Measurements)
{
    /// <summary>What a path holds: a file, a report folder, or a folder of many; one for each test.</summary>
    /// <exception cref="ToolException">It holds nothing that can be compared.</exception>
    public static IReadOnlyList<ComparedRun> Read(ToolEnvironment environment, string path)
    {
        var full = environment.FullPath(path);
        if (File.Exists(full))
            return [OfFile(full)];
        if (!Directory.Exists(full))
            throw new ToolException($"there is no {path}; name a results.json, a measurement.json, a report folder, or a folder of report folders");
        ComparedRun[] runs = [.. ReportFolders.Find(full).Select(OfFolder)];
        if (runs.Length == 0)
            throw new ToolException($"there is no report folder at or below {path}; load tests write them to perf-results beside the test assembly, or where PERFASSERT_OUTPUT points");
        return [.. runs.GroupBy(run => run.Test, StringComparer.Ordinal).OrderBy(test => test.Key, StringComparer.Ordinal).Select(Joined)];
    }

    private static ComparedRun Joined(IGrouping<string, ComparedRun> runs)
        => new(runs.Key, runs.LastOrDefault(run => run.Results is { State: RunState.Ended })?.Results ?? runs.Last().Results, [.. runs.SelectMany(run => run.Measurements)]);

    private static ComparedRun OfFolder(string folder)
    {
        var results = PastRun.Read(Path.Combine(folder, ReportFolders.ResultsFile));
        var measurement = Path.Combine(folder, MeasurementFile.FileName);
        return File.Exists(measurement) ? With(results, MeasurementFile.Read(measurement)) : new ComparedRun(results.Test, results, []);
    }

    /// <summary>Under whatever name somebody kept it: its content says what it is.</summary>
    private static ComparedRun OfFile(string file)
    {
        if (File.ReadAllText(file).Contains("\"loadHash\"", StringComparison.Ordinal))
        {
            if (file.EndsWith(BaselineStore.VerifiedExtension, StringComparison.Ordinal) || file.EndsWith(BaselineStore.ReceivedExtension, StringComparison.Ordinal))
                throw new ToolException($"{file} is a baseline, not a run; name a results.json, a measurement.json, a report folder, or a folder of report folders");
            return With(null, MeasurementFile.Read(file));
        }

        return Path.GetFileName(file) == ReportFolders.ResultsFile ? OfFolder(Path.GetDirectoryName(file)!) : new ComparedRun(PastRun.Read(file).Test, PastRun.Read(file), []);
    }

    private static ComparedRun With(PastRun? results, MeasurementFile measurement) => new(measurement.Test, results, [measurement]);
}
