using System.Text;

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

    private const string Remedy = "Run the test again.";

    /// <summary>All measurements below a folder, in the order of their folders' names, hence of time.</summary>
    /// <exception cref="BaselineFileException">One of them is damaged, or the folder cannot be read.</exception>
    public static IReadOnlyList<MeasurementFile> ReadAll(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, FileName, SearchOption.AllDirectories)
                .OrderBy(path => Path.GetFileName(Path.GetDirectoryName(path)), StringComparer.Ordinal)
                .ThenBy(path => path, StringComparer.Ordinal)
                .Select(Read)];
        }
        catch (Exception exception) when (BaselineFile.IsOfTheSystem(exception))
        {
            throw new BaselineFileException($"The folder {folder} cannot be read: {BaselineFile.Reason(exception)}.", exception);
        }
    }

    /// <exception cref="BaselineFileException">The file is damaged, of a newer schema or not there.</exception>
    public static MeasurementFile Read(string path) => BaselineFile.TryRead(path, "measurement", Remedy, bytes => Parse(bytes))
        ?? throw new BaselineFileException($"The measurement {path} does not exist. {Remedy}");

    /// <exception cref="BaselineFileException">The file cannot be written.</exception>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        BaselineFile.Replace(path, path, Encoding.UTF8.GetBytes(string.Join('\n', Lines()) + "\n"), "Make the folder of the reports writable.");
    }

    internal static MeasurementFile Parse(ReadOnlySpan<byte> utf8)
    {
        var json = LocatedJson.Parse(utf8);
        BaselineJson.CheckSchema(json);
        json.Object("schema", "test", "fullyQualifiedName", "verifiedFile", "valid", "fingerprint", "load", "loadHash", "run", "measured");
        return new MeasurementFile(
            json.Get("test").String(),
            json.Get("fullyQualifiedName").String(),
            json.Find("verifiedFile")?.String(),
            json.Get("valid").Truth(),
            FingerprintJson.Read(json.Get("fingerprint")),
            new LoadFingerprint(json.Get("load").String(), json.Get("loadHash").String()),
            RunSummaryJson.Read(json.Get("run")),
            BlockSetJson.Read(json.Get("measured")));
    }

    /// <summary>Why this run, made again in a fresh process, says nothing about the first one; <see langword="null"/> when it does.</summary>
    public string? WhyNoSecondOf(MeasurementFile first)
        => Load != first.Load ? $"the run in a fresh process had another load ({Load.Text})"
            : Fingerprint != first.Fingerprint ? $"the fresh process had another environment ({Fingerprint.Key})"
            : null;

    private IEnumerable<string> Lines()
    {
        yield return "{";
        yield return $"  \"schema\": {JsonText.Of((long)BaselineDocument.CurrentSchema)},";
        yield return $"  \"test\": {JsonText.Of(Test)},";
        yield return $"  \"fullyQualifiedName\": {JsonText.Of(FullyQualifiedName)},";
        if (VerifiedFile is not null)
            yield return $"  \"verifiedFile\": {JsonText.Of(VerifiedFile)},";
        yield return $"  \"valid\": {JsonText.Of(Valid)},";
        yield return $"  \"fingerprint\": {FingerprintJson.Line(Fingerprint)},";
        yield return $"  \"load\": {JsonText.Of(Load.Text)},";
        yield return $"  \"loadHash\": {JsonText.Of(Load.Hash)},";
        yield return $"  \"run\": {string.Join("\n  ", RunSummaryJson.Lines(Run))},";
        yield return $"  \"measured\": {string.Join("\n  ", BlockSetJson.Lines(Blocks))}";
        yield return "}";
    }
}
