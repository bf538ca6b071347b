using System.Text;

namespace PerfAssert;

/// <summary><c>verdict.json</c> in the folder of a run's reports: what a comparison said, for the tool.</summary>
/// <param name="Test">Stable name of the test.</param>
/// <param name="FullyQualifiedName">Namespace, class and method; empty outside a test.</param>
/// <param name="Assembly">Full path of the test assembly; empty outside a test.</param>
/// <param name="ProjectFile">Full path of the test's project; <see langword="null"/> where it is not known.</param>
/// <param name="Verdict">What was found.</param>
/// <param name="Fails">Whether it failed the test.</param>
/// <param name="Confirmed">Whether a second run agreed; <see langword="null"/> when none was made.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="ReceivedFile">The file to be looked at; <see langword="null"/> when none was written.</param>
/// <param name="VerifiedFile">The accepted file; <see langword="null"/> when there is none.</param>
/// <param name="Text">The whole comparison as text.</param>
/// <param name="Channels">Channel by channel.</param>
internal sealed record VerdictFile(
    string Test,
    string FullyQualifiedName,
    string Assembly,
    string? ProjectFile,
    RegressionVerdict Verdict,
    bool Fails,
    bool? Confirmed,
    string Reason,
    string? ReceivedFile,
    string? VerifiedFile,
    string Text,
    IReadOnlyList<ChannelComparison> Channels)
{
    public const string FileName = "verdict.json";

    private static readonly string[] Fields =
    [
        "schema", "test", "fullyQualifiedName", "assembly", "projectFile", "verdict", "fails", "confirmed", "reason", "receivedFile", "verifiedFile", "text", "channels",
    ];

    private static readonly string[] ChannelFields =
        ["channel", "step", "baseline", "measured", "change", "changeLow", "changeHigh", "limit", "smallestVisible", "verdict", "note"];

    public static VerdictFile Of(LoadResult result, BaselineComparison comparison, bool fails)
    {
        var assembly = result.Test?.Assembly ?? "";
        var metadata = SourceFolder.Metadata(assembly);
        var project = metadata(SourceFolder.ProjectFileKey) is { Length: > 0 } file && metadata(SourceFolder.ProjectDirectoryKey) is { Length: > 0 } folder
            ? Path.Combine(folder, file)
            : null;
        return new VerdictFile(
            comparison.Test,
            result.Test?.FullyQualifiedName ?? "",
            assembly,
            project,
            comparison.Verdict,
            fails,
            comparison.Confirmation?.Confirmed,
            comparison.Reason,
            comparison.ReceivedFile,
            comparison.VerifiedFile,
            comparison.ToString(),
            comparison.Channels);
    }

    /// <exception cref="BaselineFileException">The file is damaged, of a newer schema or not there.</exception>
    public static VerdictFile Read(string path) => BaselineFile.TryRead(path, "verdict", "Run the test again.", bytes => Parse(bytes))
        ?? throw new BaselineFileException($"The verdict {path} does not exist. Run the test again.");

    /// <exception cref="BaselineFileException">The file cannot be written.</exception>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        BaselineFile.Replace(path, path, Encoding.UTF8.GetBytes(string.Join('\n', Lines()) + "\n"), "Make the folder of the reports writable.");
    }

    private static VerdictFile Parse(ReadOnlySpan<byte> utf8)
    {
        var json = LocatedJson.Parse(utf8);
        BaselineJson.CheckSchema(json);
        json.Object(Fields);
        return new VerdictFile(
            json.Get("test").String(),
            json.Get("fullyQualifiedName").String(),
            json.Get("assembly").String(),
            json.Find("projectFile")?.String(),
            Word<RegressionVerdict>(json.Get("verdict")),
            json.Get("fails").Truth(),
            json.Find("confirmed")?.Truth(),
            json.Get("reason").String(),
            json.Find("receivedFile")?.String(),
            json.Find("verifiedFile")?.String(),
            json.Get("text").String(),
            [.. json.Get("channels").Array().Select(ReadChannel)]);
    }

    private IEnumerable<string> Lines()
    {
        yield return "{";
        yield return $"  \"schema\": {JsonText.Of((long)BaselineDocument.CurrentSchema)},";
        yield return $"  \"test\": {JsonText.Of(Test)},";
        yield return $"  \"fullyQualifiedName\": {JsonText.Of(FullyQualifiedName)},";
        yield return $"  \"assembly\": {JsonText.Of(Assembly)},";
        if (ProjectFile is not null)
            yield return $"  \"projectFile\": {JsonText.Of(ProjectFile)},";
        yield return $"  \"verdict\": {JsonText.Of(Verdict.ToString())},";
        yield return $"  \"fails\": {JsonText.Of(Fails)},";
        if (Confirmed is { } confirmed)
            yield return $"  \"confirmed\": {JsonText.Of(confirmed)},";
        yield return $"  \"reason\": {JsonText.Of(Reason)},";
        if (ReceivedFile is not null)
            yield return $"  \"receivedFile\": {JsonText.Of(ReceivedFile)},";
        if (VerifiedFile is not null)
            yield return $"  \"verifiedFile\": {JsonText.Of(VerifiedFile)},";
        yield return $"  \"text\": {JsonText.Of(Text)},";
        yield return $"  \"channels\": [{string.Concat(Channels.Select((channel, index) => $"{(index == 0 ? "" : ",")}\n    {Line(channel)}"))}\n  ]";
        yield return "}";
    }

    private static string Line(ChannelComparison channel)
    {
        var fields = new List<(string, string)> { ("channel", JsonText.Of(channel.Channel.ToString())) };
        if (channel.Step is { } step)
            fields.Add(("step", JsonText.Of(step)));
        fields.AddRange(
        [
            ("baseline", JsonText.Of(channel.Baseline)),
            ("measured", JsonText.Of(channel.Measured)),
            ("change", JsonText.Of(channel.Change)),
            ("changeLow", JsonText.Of(channel.ChangeLow)),
            ("changeHigh", JsonText.Of(channel.ChangeHigh)),
            ("limit", JsonText.Of(channel.Limit)),
            ("smallestVisible", JsonText.Of(channel.SmallestVisible)),
            ("verdict", JsonText.Of(channel.Verdict.ToString())),
        ]);
        if (channel.Note is { } note)
            fields.Add(("note", JsonText.Of(note)));
        return JsonText.Line(fields);
    }

    private static ChannelComparison ReadChannel(LocatedJson json)
    {
        json.Object(ChannelFields);
        return new ChannelComparison
        {
            Channel = Word<RegressionChannel>(json.Get("channel")),
            Step = json.Find("step")?.String(),
            Baseline = Figure("baseline"),
            Measured = Figure("measured"),
            Change = Figure("change"),
            ChangeLow = Figure("changeLow"),
            ChangeHigh = Figure("changeHigh"),
            Limit = Figure("limit"),
            SmallestVisible = Figure("smallestVisible"),
            Verdict = Word<RegressionVerdict>(json.Get("verdict")),
            Note = json.Find("note")?.String(),
        };

        double Figure(string name) => json.Get(name).Kind == System.Text.Json.JsonValueKind.Null ? double.NaN : json.Get(name).Number();
    }

    private static T Word<T>(LocatedJson json)
        where T : struct, Enum
        => Enum.TryParse<T>(json.String(), out var value) && Enum.IsDefined(value) ? value : throw json.Wrong($"\"{json.Text}\" is no {typeof(T).Name}");
}
