namespace PerfAssert;

/// <summary>Keeps <c>results.json</c> of a run readable at any time: written at the start, rewritten as the run goes on and at its end.</summary>
internal sealed class JsonReporter : IReporter
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "results.json";

    /// <summary>At most so often is the file rewritten: an interrupted run loses little, and a rewrite of a few KB is not felt.</summary>
    private static readonly TimeSpan RewriteAfter = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A long run rewrites a long file, so it waits for this share of its length: over any length all rewrites together then write no
    /// more than twenty times the last one. timeline.csv has every slice at once.
    /// </summary>
    private const double RewriteAfterShare = 0.05;

    private readonly List<TimeSlice> slices = [];
    private ReportStart? start;
    private TimeSpan written;

    /// <inheritdoc />
    public void Start(ReportStart start)
    {
        this.start = start;
        slices.Clear();
        written = TimeSpan.Zero;
        Replace(ResultJson.WriteRunning(start, slices));
    }

    /// <inheritdoc />
    public void Slice(TimeSlice slice)
    {
        if (start is null)
            return;
        slices.Add(slice);
        var end = slice.Start + slice.Length;
        if (end - written < RewriteAfter || end - written < end * RewriteAfterShare)
            return;
        Replace(ResultJson.WriteRunning(start, slices));
        written = end;
    }

    /// <inheritdoc />
    public void Complete(LoadResult result) => Replace(ResultJson.Write(result));

    /// <summary>Writes beside the file and renames: a reader, or a process that dies, finds the old or the new text and nothing between.</summary>
    private void Replace(byte[] text)
    {
        if (start?.Folder is not { } folder)
            return;
        var path = Path.Combine(folder, FileName);
        var fresh = path + ".tmp";
        File.WriteAllBytes(fresh, text);
        File.Move(fresh, path, overwrite: true);
    }
}
