namespace PerfAssert;

/// <summary>
/// <c>measurement.json</c> in the folder of a run's reports: all that a comparison needs, for other processes (confirmation, recording,
/// paired runs).
/// </summary>
/// <param name="Test">Stable name of the test.</param>
/// <param name="FullyQualifiedName">Namespace, class and method, as <c>dotnet test --filter FullyQualifiedName=…</c> knows it; empty outside a test.</param>
/// <param name="VerifiedFile">Where its baseline belongs; <see langword="null"/> where that is not known.</param>
/// <param name="Valid">Whether the run can be trusted.</param>
/// <param name="Fingerprint">Where it was measured.</param>
/// <param name="Load">What load was applied.</param>
/// <param name="Run">Its estimates.</param>
/// <param name="Blocks">Its blocks.</param>
internal sealed record MeasurementFile(
    string Test,
    string FullyQualifiedName,
    string? VerifiedFile,
    bool Valid,
    EnvironmentFingerprint Fingerprint,
    LoadFingerprint Load,
    RunSummary Run,
    BlockSet Blocks)
{
    public const string FileName = "measurement.json";

    /// <summary>All measurements below a folder, in the order of their folders' names, hence of time.</summary>
    public static IReadOnlyList<MeasurementFile> ReadAll(string folder) => throw new NotImplementedException();

    /// <exception cref="BaselineFileException">The file is damaged or of a newer schema.</exception>
    public static MeasurementFile Read(string path) => throw new NotImplementedException();

    public void Write(string folder) => throw new NotImplementedException();
}
