namespace PerfAssert;

/// <summary>Makes the measurement of a result: what a comparison needs of it.</summary>
internal static class MeasurementMaker
{
    /// <param name="result">The result.</param>
    /// <param name="sourceFile">The test's source as the compiler knew it; empty when it is not known.</param>
    /// <param name="problem">Why the place of its baseline is not known, and what to do.</param>
    public static MeasurementFile Of(LoadResult result, string sourceFile, out string problem)
    {
        var key = result.Test?.Key ?? result.Name;
        return new MeasurementFile(
            key,
            result.Test?.FullyQualifiedName ?? "",
            VerifiedFile(key, sourceFile, result.Test?.Assembly ?? "", result.Session?.Variable ?? Environment.GetEnvironmentVariable, out problem),
            result.Validity.IsValid && result.GivenUp is null,
            EnvironmentFingerprint.Of(result.Environment),
            LoadFingerprint.Of(result.Plan),
            RunSummaryBuilder.Build(result.Blocks, result.StartedAt, SourceCommit.Current),
            result.Blocks);
    }

    /// <summary>The place of a test's baseline; <see langword="null"/> where the folder of its source is not known.</summary>
    public static string? VerifiedFile(string key, string sourceFile, string assembly, Func<string, string?> variable, out string problem)
        => new SourceFolder(variable).Find(sourceFile, assembly, out problem) is { } folder
            ? Path.Combine(folder, ReportFolder.SafeName(key) + BaselineStore.VerifiedExtension)
            : null;
}
