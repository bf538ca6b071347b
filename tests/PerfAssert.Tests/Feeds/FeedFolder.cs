using PerfAssert.Tests.Reporting;
using Xunit;

namespace PerfAssert.Tests.Feeds;

/// <summary>Files for feeds, and what their reading ends with.</summary>
internal sealed class FeedFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int files;

    /// <summary>Writes a file of its own; the text is written without a mark at its beginning.</summary>
    public string Write(string text, string extension) => Write(System.Text.Encoding.UTF8.GetBytes(text), extension);

    public string Write(byte[] bytes, string extension)
    {
        var path = Path.Combine(folder.Path, $"rows{++files}.{extension}");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public T[] Csv<T>(string text, char separator = ',') => All(Feed.FromCsv<T>(Write(text, "csv"), separator));

    public T[] Json<T>(string text) => All(Feed.FromJson<T>(Write(text, "json")));

    /// <summary>The whole message, the file's path shortened to its name.</summary>
    public string CsvMistake<T>(string text, char separator = ',') => Mistake(() => Csv<T>(text, separator));

    public string JsonMistake<T>(string text) => Mistake(() => Json<T>(text));

    public string Mistake(Action read)
        => Assert.Throws<LoadConfigurationException>(read).Message.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    /// <summary>Every row in the order of the source.</summary>
    public static T[] All<T>(FeedRows<T> rows)
    {
        var feed = rows.Sequential();
        var plan = Execution.EngineRun.Plan(new ClosedWorkload { Users = 1, Iterations = 1 });
        var user = new VirtualUser(1, new RunContext(new Execution.VirtualTime(), plan, null));
        return [.. Enumerable.Range(0, rows.Count).Select(_ => user.Next(feed))];
    }

    public void Dispose() => folder.Dispose();
}
