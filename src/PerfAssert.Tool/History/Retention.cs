using System.Globalization;

namespace PerfAssert.Tool;

/// <summary>Which report folders have had their time.</summary>
/// <param name="Keep">Newest runs of each test that stay, whatever their age.</param>
/// <param name="OlderThan">Of the others, only those go that are older; <see langword="null"/>: all of them.</param>
/// <param name="Now">The time.</param>
internal sealed record Retention(int Keep, TimeSpan? OlderThan, DateTimeOffset Now)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss.fff'Z'";

    /// <summary>A run that is under way rewrites its results.json every few seconds; one whose file is older was killed.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromMinutes(15);

    /// <summary>The folders to remove, the oldest first.</summary>
    public IReadOnlyList<string> Expired(IReadOnlyList<string> folders)
        => [.. folders.GroupBy(TestOf, StringComparer.Ordinal)
            .SelectMany(group => group.OrderByDescending(Path.GetFileName, StringComparer.Ordinal).Skip(Keep))
            .Where(folder => OlderThan is not { } age || Now - StartOf(folder) > age)
            .Where(folder => Now - File.GetLastWriteTimeUtc(Path.Combine(folder, ReportFolders.ResultsFile)) > UnderWay || HasEnded(folder))
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"the newest {Keep} of each test")
        + (OlderThan is { } age ? $", and everything of the last {Age(age)}" : "");

    /// <summary>The name of the folder carries that of the test, behind the time.</summary>
    private static string TestOf(string folder) => Path.GetFileName(folder)[(TimeLength + 1)..];

    private static DateTimeOffset StartOf(string folder)
        => DateTimeOffset.TryParseExact(Path.GetFileName(folder)[..TimeLength], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            ? start
            : DateTimeOffset.MaxValue;

    private static int TimeLength => "20261121T133059.123Z".Length;

    private static bool HasEnded(string folder)
    {
        try
        {
            return PastRun.Read(Path.Combine(folder, ReportFolders.ResultsFile)).State != RunState.Running;
        }
        catch (ToolException)
        {
            return true;
        }
    }

    private static string Age(TimeSpan age) => age.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0.#} days")
        : string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0.#} hours");
}
