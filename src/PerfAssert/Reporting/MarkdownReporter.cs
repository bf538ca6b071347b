namespace PerfAssert;

/// <summary>Writes <c>summary.md</c> and, on GitHub Actions, appends it to the job summary.</summary>
/// <param name="jobSummary">File of the job summary; <see langword="null"/> or empty for none.</param>
internal sealed class MarkdownReporter(string? jobSummary) : IReporter
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "summary.md";

    private string? folder;

    /// <inheritdoc />
    public void Start(ReportStart start) => folder = start.Folder;

    /// <inheritdoc />
    public void Slice(TimeSlice slice)
    {
    }

    /// <inheritdoc />
    public void Complete(LoadResult result)
    {
        var summary = MarkdownSummary.Render(result);
        if (folder is not null)
            File.WriteAllText(Path.Combine(folder, FileName), summary);
        if (!string.IsNullOrWhiteSpace(jobSummary))
            JobSummary.Append(jobSummary, summary, MarkdownSummary.Headline(result));
    }
}
