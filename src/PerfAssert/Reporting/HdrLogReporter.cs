using System.Globalization;
using System.Text;

namespace PerfAssert;

/// <summary>
/// Writes <c>latency.hlog</c>, the response times as the tools of HdrHistogram read them (log format 1.3): a line for each slice, complete
/// on disk before the next slice begins, and tagged lines for the whole run at its end.
/// </summary>
internal sealed class HdrLogReporter : IHistogramReporter
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "latency.hlog";

    /// <summary>Tag of the line of failed iterations.</summary>
    public const string FailedTag = "failed";

    private string? path;

    /// <inheritdoc />
    public void Start(ReportStart start)
    {
        path = start.Folder is { } folder ? Path.Combine(folder, FileName) : null;
        if (path is not null)
            File.WriteAllText(path, Header(start.StartedAt));
    }

    /// <inheritdoc />
    public void Slice(TimeSlice slice, LatencyHistogram response)
    {
        if (path is not null)
            File.AppendAllText(path, Line(null, slice.Start, slice.Start + slice.Length, response));
    }

    /// <inheritdoc />
    public void Complete(LoadResult result)
    {
        if (path is null)
            return;
        var end = result.TimeLine.Count == 0 ? result.MeasuredDuration : result.TimeLine[^1].Start + result.TimeLine[^1].Length;
        var lines = new StringBuilder();
        if (result.Failed > 0)
            lines.Append(Line(FailedTag, TimeSpan.Zero, end, result.FailedTime.Histogram));
        var taken = new HashSet<string>(StringComparer.Ordinal) { FailedTag };
        foreach (var step in result.Steps)
        {
            if (step.Succeeded > 0)
                lines.Append(Line(Tag(step.Name, taken), TimeSpan.Zero, end, step.ResponseTime.Histogram));
        }

        File.AppendAllText(path, lines.ToString());
    }

    /// <summary>The first lines. Some readers take no comment of more than 127 bytes.</summary>
    /// <param name="startedAt">What the times of all lines count from.</param>
    private static string Header(DateTimeOffset startedAt)
    {
        var seconds = Number(startedAt.ToUnixTimeMilliseconds());
        var date = startedAt.UtcDateTime.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);
        return "#[Logged with PerfAssert: response times in nanoseconds, Interval_Max in milliseconds]\n"
            + "#[Histogram log format version 1.3]\n"
            + $"#[StartTime: {seconds} (seconds since epoch), {date}]\n"
            + $"#[BaseTime: {seconds} (seconds since epoch)]\n"
            + "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n";
    }

    /// <summary>The line of an interval. Its ends are rounded, and not its length, so that intervals join without a gap.</summary>
    private static string Line(string? tag, TimeSpan start, TimeSpan end, LatencyHistogram histogram)
    {
        var from = Math.Round(start.TotalMilliseconds);
        var to = Math.Round(end.TotalMilliseconds);
        var line = $"{Number(from)},{Number(to - from)},{Number(histogram.Max / 1e3)},{HdrEncoding.ToBase64(histogram)}\n";
        return tag is null ? line : $"Tag={tag},{line}";
    }

    /// <summary>A thousandth of a value, with three decimals.</summary>
    private static string Number(double thousandths) => (thousandths / 1e3).ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A tag ends at a comma or white space, so it has none; two steps never share one.</summary>
    private static string Tag(string name, HashSet<string> taken)
    {
        var tag = string.Concat(name.Select(character => character == ',' || char.IsWhiteSpace(character) || char.IsControl(character) ? '_' : character));
        var unique = tag;
        for (var number = 2; !taken.Add(unique); number++)
            unique = string.Create(CultureInfo.InvariantCulture, $"{tag}_{number}");
        return unique;
    }
}
