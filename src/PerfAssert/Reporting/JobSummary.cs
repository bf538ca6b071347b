using System.Text;

namespace PerfAssert;

/// <summary>
/// The summary page of a GitHub Actions step: a file that every process of the step appends to
/// (docs.github.com, Workflow commands, "Adding a job summary").
/// </summary>
internal static class JobSummary
{
    /// <summary>The environment variable that names the file.</summary>
    public const string Variable = "GITHUB_STEP_SUMMARY";

    /// <summary>GitHub shows nothing at all of a file above 1 MiB.</summary>
    public const int Limit = 1024 * 1024;

    /// <summary>Kept free for headlines once whole summaries no longer fit, and for what other tools append.</summary>
    private const int Reserve = 16 * 1024;

    /// <summary>Another process holds the file for a millisecond or so; a hundred waits of 20 ms outlast a queue of them.</summary>
    private const int Attempts = 100;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    /// <summary>Appends a summary; where it would exceed the limit, its headline; where that would too, nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="summary">The whole summary.</param>
    /// <param name="headline">One line of it.</param>
    /// <exception cref="IOException">The file cannot be written, or is full.</exception>
    public static void Append(string path, string summary, string headline)
    {
        using var file = OpenAlone(path);
        var whole = Encoding.UTF8.GetBytes(summary + "\n");
        var brief = Encoding.UTF8.GetBytes($"- {headline} (the whole summary would exceed the 1 MiB that GitHub shows: see summary.md)\n");
        var text = file.Length + whole.Length <= Limit - Reserve ? whole : brief;
        if (file.Length + text.Length > Limit)
            throw new IOException($"{path} has reached the 1 MiB that GitHub shows; this test is missing there, see summary.md.");
        file.Write(text);
    }

    private static FileStream OpenAlone(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            }
            catch (IOException exception) when (attempt < Attempts && exception is not (FileNotFoundException or DirectoryNotFoundException))
            {
                Thread.Sleep(BetweenAttempts);
            }
        }
    }
}
