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
        var folder = new SourceFolder(result.Session?.Variable ?? Environment.GetEnvironmentVariable).Find(sourceFile, result.Test?.Assembly ?? "", out problem);
        return new MeasurementFile(
            key,
            result.Test?.FullyQualifiedName ?? "",
            folder is null ? null : Path.Combine(folder, ReportFolder.SafeName(key) + BaselineStore.VerifiedExtension),
            result.Validity.IsValid,
            EnvironmentFingerprint.Of(result.Environment),
            LoadFingerprint.Of(result.Plan),
            RunSummaryBuilder.Build(result.Blocks, result.StartedAt, SourceCommit.Current),
            result.Blocks);
    }
}
